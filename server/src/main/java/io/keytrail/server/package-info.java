/// Keytrail's server: one port, one operation list, PostgreSQL as truth.
///
/// [io.keytrail.server.Main] is the program, [io.keytrail.server.Wiring] the one place where ports
/// meet their adapters. Requests come in at `http`, go through `invoke` to a core (`kms`, `iam`,
/// `trail`, `simulate`), and cores reach the database through ports that `store` implements. Cores
/// do not know each other, nothing knows `http` or `store`. `docs/tour.md` follows one call.
@NullMarked
package io.keytrail.server;

import org.jspecify.annotations.NullMarked;
