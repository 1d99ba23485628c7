/// Calls within the server. [io.keytrail.server.calls.LocalCalls] finds an operation by its wire
/// name, binds its members with the codecs of `wire` and sends it along the one road of `invoke`.
///
/// Cores know only the port [io.keytrail.server.invoke.ServiceCalls]; `Wiring` joins the two.
@NullMarked
package io.keytrail.server.calls;

import org.jspecify.annotations.NullMarked;
