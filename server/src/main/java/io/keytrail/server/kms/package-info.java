/// The KMS core: keys, aliases, key policies, grants and the cryptographic operations, one final
/// class an API operation.
///
/// Start at [io.keytrail.server.kms.KmsOperations], the list of them, and at
/// [io.keytrail.server.kms.Decrypt], the busiest. [io.keytrail.server.kms.KeyResolver] turns what a
/// caller names into a [io.keytrail.server.kms.KeyTarget]; [io.keytrail.server.kms.KeyChecks] says
/// what must be allowed on it; [io.keytrail.server.kms.StateTable] says what a key's state permits,
/// which is asked after authorisation. State is behind [io.keytrail.server.kms.KmsStore];
/// [io.keytrail.server.kms.KeyDeletion] ends keys that are due.
///
/// No SQL and no HTTP here, no decisions about policies, and no key material outside
/// [io.keytrail.server.kms.KeyRing].
@NullMarked
package io.keytrail.server.kms;

import org.jspecify.annotations.NullMarked;
