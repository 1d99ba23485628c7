package io.keytrail.server.crypto;

import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;

/// Proofs that a row which decides something was written by a server that holds the root key:
/// HMAC-SHA-256 under a derived key over the row's type, id, version and content. Who can write the
/// database can then deny service, but not grant himself a key. Threads may share an instance.
///
/// A proof says nothing about freshness: an old row with its old proof is genuine. The version in
/// it is what history and the evaluated request name.
public final class RowMacs {
  private final Secret key;

  public RowMacs(RootKey rootKey) {
    key = rootKey.derive("keytrail row MAC v1", Bytes.ofUtf8(""));
  }

  /// Which row.
  ///
  /// @param type the table's concept, for instance `grant`: rows of different types never share a
  ///     proof
  /// @param id injective within the type: include account and region where the plain id does not
  public record RowId(String type, String id, long version) {}

  /// The proof, 32 bytes. `content` is an injective encoding of every column that decides, see
  /// [FieldEncoder].
  public Bytes mac(RowId row, Bytes content) {
    return Bytes.owning(compute(row, content));
  }

  /// Does nothing where the proof holds.
  ///
  /// @throws RowTampered where it does not
  public void verify(RowId row, Bytes content, Bytes mac) {
    if (!MessageDigest.isEqual(compute(row, content), mac.unsafeArray())) {
      throw new RowTampered(row);
    }
  }

  private byte[] compute(RowId row, Bytes content) {
    Bytes message =
        new FieldEncoder().text(row.type).text(row.id).number(row.version).bytes(content).toBytes();
    byte[] raw = key.read(SecretAccess.CRYPTOGRAPHY);
    try {
      Mac mac = Primitives.ofThread().hmac(raw);
      return mac.doFinal(message.unsafeArray());
    } finally {
      Arrays.fill(raw, (byte) 0);
    }
  }
}
