package io.keytrail.server.crypto;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// The bytes of an encryption context that a ciphertext authenticates.
///
/// Injective: a version byte, the number of pairs, then key and value of each pair as 4-byte
/// big-endian length and UTF-8, sorted by the keys' UTF-8 bytes (which is not Java's order of
/// strings). Texts are taken as they are, without Unicode normalisation. An absent context and an
/// empty one are the same.
public final class EncryptionContextAad {
  private static final byte VERSION = 1;

  private EncryptionContextAad() {}

  /// @throws UnencodableText if a key or value holds a lone surrogate
  public static Bytes encode(Map<String, String> context) {
    return Bytes.owning(encodeToArray(context));
  }

  static byte[] encodeToArray(Map<String, String> context) {
    List<Pair> pairs = new ArrayList<>(context.size());
    int size = 1 + Integer.BYTES;
    for (Map.Entry<String, String> entry : context.entrySet()) {
      Pair pair = Pair.of(entry);
      pairs.add(pair);
      size = Math.addExact(size, pair.encodedLength());
    }
    pairs.sort(Comparator.comparing(Pair::key, Arrays::compareUnsigned));
    ByteBuffer out = ByteBuffer.allocate(size).put(VERSION).putInt(pairs.size());
    for (Pair pair : pairs) {
      out.putInt(pair.key.length).put(pair.key).putInt(pair.value.length).put(pair.value);
    }
    return out.array();
  }

  private record Pair(byte[] key, byte[] value) {
    static Pair of(Map.Entry<String, String> entry) {
      return new Pair(
          FieldEncoder.strictUtf8(entry.getKey()), FieldEncoder.strictUtf8(entry.getValue()));
    }

    int encodedLength() {
      return 2 * Integer.BYTES + key.length + value.length;
    }
  }
}
