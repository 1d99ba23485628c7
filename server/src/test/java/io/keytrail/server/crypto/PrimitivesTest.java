package io.keytrail.server.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keytrail.server.crypto.Primitives.GcmKey;
import io.keytrail.server.crypto.Primitives.Slice;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PrimitivesTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void gcm_agreesWithWycheproof() {
    int applied = 0;
    for (Wycheproof.Vector vector : Wycheproof.load("aes_gcm_test")) {
      if (vector.bits("ivSize") == 96
          && vector.bits("keySize") == 256
          && vector.bits("tagSize") == 128) {
        checkGcm(vector);
        applied++;
      }
    }
    assertThat(applied).isGreaterThan(50);
  }

  private static void checkGcm(Wycheproof.Vector vector) {
    GcmKey key = new GcmKey(vector.bytes("key"), vector.bytes("iv"));
    byte[] sealed = concat(vector.bytes("ct"), vector.bytes("tag"));
    Slice in = new Slice(sealed, 0, sealed.length);
    if (!vector.isValid()) {
      assertThatThrownBy(() -> Primitives.ofThread().open(key, vector.bytes("aad"), in))
          .as(vector.name())
          .isInstanceOf(InvalidCiphertext.class);
      return;
    }
    assertThat(Primitives.ofThread().open(key, vector.bytes("aad"), in))
        .as(vector.name())
        .isEqualTo(vector.bytes("msg"));
    byte[] out = new byte[sealed.length];
    Primitives.ofThread()
        .seal(key, vector.bytes("aad"), vector.bytes("msg"), new Slice(out, 0, out.length));
    assertThat(out).as(vector.name()).isEqualTo(sealed);
  }

  @Test
  void hmac_agreesWithWycheproof() {
    int valid = 0;
    int invalid = 0;
    for (Wycheproof.Vector vector : Wycheproof.load("hmac_sha256_test")) {
      byte[] mac = Primitives.ofThread().hmac(vector.bytes("key")).doFinal(vector.bytes("msg"));
      byte[] cut = Arrays.copyOf(mac, vector.bits("tagSize") / 8);
      assertThat(Arrays.equals(cut, vector.bytes("tag")))
          .as(vector.name())
          .isEqualTo(vector.isValid());
      valid += vector.isValid() ? 1 : 0;
      invalid += vector.isValid() ? 0 : 1;
    }
    assertThat(valid).isPositive();
    assertThat(invalid).isPositive();
  }

  /// From NIST's vectors for SP 800-108: KDFCTR, HMAC-SHA-256, counter before the fixed input, 32
  /// bits.
  @Test
  void kdf_agreesWithNist() {
    byte[] key = HEX.parseHex("dd1d91b7d90b2bd3138533ce92b272fbf8a369316aefe242e659cc0ae238afe0");
    byte[] fixedInput =
        HEX.parseHex(
            "01322b96b30acd197979444e468e1c5c6859bf1b1cf951b7e725303e237e46b8"
                + "64a145fab25e517b08f8683d0315bb2911d80a0e8aba17f3b413faac");
    assertThat(HEX.formatHex(Kdf.counterMode(key, fixedInput, 16)))
        .isEqualTo("10621342bfb0fd40046c0e29f2cfdbf0");
  }

  /// Computed once by another implementation (Python's hmac): one block, and two and a half.
  @Test
  void kdf_keepsItsPinnedValues() {
    Secret key = Secret.copyOf(counting());
    assertThat(hex(Kdf.derive(key, "label", Bytes.ofUtf8("context"), 32)))
        .isEqualTo("303790cfe363abe9682dbfff5941f23b32addc96da72f4c7e5b20e9f59a4e570");
    assertThat(hex(Kdf.derive(key, "label", Bytes.ofUtf8("context"), 80)))
        .isEqualTo(
            "793c8c6322234b76061bb6be858d899cf6c2cf3a2cf075f22bed2b8a17d10ff1"
                + "cd9a6cdfd6c0f4bcaea6f6700b4decc8cb28a019968a859f4e2d4ec8c686dbd5"
                + "a33e6943413e3db9b6c04a28022f936e");
  }

  @Test
  void kdf_tellsLabelsAndContextsApart() {
    Secret key = Secret.copyOf(counting());
    String plain = hex(Kdf.derive(key, "a", Bytes.ofUtf8("b"), 32));
    assertThat(hex(Kdf.derive(key, "ab", Bytes.ofUtf8(""), 32))).isNotEqualTo(plain);
    assertThat(hex(Kdf.derive(key, "a", Bytes.ofUtf8("c"), 32))).isNotEqualTo(plain);
    assertThat(hex(Kdf.derive(key, "a", Bytes.ofUtf8("b"), 16)))
        .isNotEqualTo(plain.substring(0, 32));
  }

  static byte[] counting() {
    byte[] key = new byte[32];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) i;
    }
    return key;
  }

  private static String hex(Secret secret) {
    return HEX.formatHex(secret.read(SecretAccess.CRYPTOGRAPHY));
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
