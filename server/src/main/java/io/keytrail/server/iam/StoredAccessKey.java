package io.keytrail.server.iam;

import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.Wrapping;

/// An access key with its secret as it is stored: wrapped under the root key, bound to account and
/// key id.
public record StoredAccessKey(AccessKey key, Bytes wrappedSecret) {

  /// What ties the wrapped secret of an access key to its row.
  static Wrapping.Binding binding(String accountId, String accessKeyId) {
    return new Wrapping.Binding(
        accountId, "", accessKeyId, "1", Wrapping.Purpose.ACCESS_KEY_SECRET);
  }

  StoredAccessKey with(AccessKey next) {
    return new StoredAccessKey(next, wrappedSecret);
  }
}
