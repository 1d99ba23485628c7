package io.keytrail.server.crypto;

/// The key above all keys. It never enters PostgreSQL and is used only through keys derived from
/// it, so that a device which does not give its key away can stand behind this port.
///
/// Safe to use from every thread; derivation never waits.
public interface RootKey {
  /// Which root key this is. Named in every blob that was wrapped under it; tells nothing about the
  /// key.
  RootKeyId id();

  /// A 256-bit key for one use. The caller destroys it.
  ///
  /// @param label names the use, a constant of ours
  /// @param context tells keys of the same use apart
  Secret derive(String label, Bytes context);

  /// Proves that two servers, or a server and its database, have the same root key, without telling
  /// it.
  default Bytes checkValue() {
    Secret check = derive("keytrail root-key check v1", Bytes.ofUtf8(""));
    return Bytes.owning(check.read(SecretAccess.CRYPTOGRAPHY));
  }
}
