package io.keytrail.server.crypto;

/// Why a [Secret] is read. Every reading names its reason, so that a search for `SecretAccess.`
/// finds them all.
public enum SecretAccess {
  /// To feed a cipher, a MAC or a key factory.
  CRYPTOGRAPHY,
  /// To hand it to the caller it belongs to, in a reply.
  REPLY,
  /// To write a file that only the operator can read, or to log in to a server of ours.
  OPERATOR
}
