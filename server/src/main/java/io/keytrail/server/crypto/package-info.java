/// Cryptography: pure code, no `Future`, no Vert.x, no SQL.
///
/// Start with [Envelope] (a KMS ciphertext: every one under a key of its own, derived by [Kdf]) and
/// [RootKey] (the one key that never enters PostgreSQL). [Wrapping] seals key versions and
/// access-key secrets under the root key, [RowMacs] proves that a row which decides was written by
/// a server that holds it. [EncryptionContextAad] and [FieldEncoder] are the two injective
/// encodings that everything here authenticates.
///
/// Plaintext lives in [Secret], which cannot print itself and is read with a greppable
/// [SecretAccess]; [Bytes] is for bytes that may be seen. A failed authentication is
/// [InvalidCiphertext] and says nothing more.
///
/// Do not put here: key state, policies, storage, anything that waits.
@NullMarked
package io.keytrail.server.crypto;

import org.jspecify.annotations.NullMarked;
