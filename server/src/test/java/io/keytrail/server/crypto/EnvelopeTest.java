package io.keytrail.server.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
  private static final UUID KEY_ID = UUID.fromString("12345678-1234-1234-1234-123456789012");
  private static final UUID VERSION_ID = UUID.fromString("00000000-0000-4000-8000-000000000001");
  private static final Map<String, String> CONTEXT =
      Map.of("aws:ebs:id", "vol-1234abcd", "sid", "S-1-5-21");
  private final KeyVersionMaterial key =
      new KeyVersionMaterial(KEY_ID, VERSION_ID, Secret.copyOf(PrimitivesTest.counting()));
  private final Envelope envelope = new Envelope(new SecureRandom());

  @Test
  void sealed_opensUnderTheSameKeyAndContext() {
    for (int length : new int[] {0, 1, 15, 16, 17, 32, 4095, 4096}) {
      Secret plaintext = Secret.random(length, new SecureRandom());
      Bytes blob = envelope.seal(key, CONTEXT, plaintext);
      assertThat(blob.length()).isEqualTo(77 + length).isLessThanOrEqualTo(Envelope.MAX_BLOB_BYTES);
      assertThat(envelope.open(key, CONTEXT, blob).sameAs(plaintext)).isTrue();
    }
  }

  @Test
  void plaintextOf4097Bytes_isRefused() {
    Secret tooLong = Secret.random(4097, new SecureRandom());
    assertThatThrownBy(() -> envelope.seal(key, CONTEXT, tooLong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected at most 4096 bytes of plaintext");
  }

  /// Made once by another implementation (Python's hmac and its cryptography package): the format
  /// of stored blobs.
  @Test
  void pinnedBlob_opens() {
    Bytes blob =
        Bytes.fromHex(
            "011234567812341234123412345678901200000000000040008000000000000001"
                + "a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babb"
                + "4bc42704fbd35d5263004754f35a732d8b266fa07ff145d0fd");
    assertThat(envelope.open(key, CONTEXT, blob).readText(SecretAccess.REPLY))
        .isEqualTo("plaintext");
  }

  @Test
  void header_namesKeyAndVersion() {
    Bytes blob = envelope.seal(key, CONTEXT, Secret.ofUtf8("x"));
    assertThat(Envelope.parse(blob)).isEqualTo(new Envelope.Header(KEY_ID, VERSION_ID));
  }

  @Test
  void flippedBit_anywhere_isInvalid() {
    byte[] blob = envelope.seal(key, CONTEXT, Secret.ofUtf8("plaintext")).toArray();
    for (int bit = 0; bit < blob.length * 8; bit++) {
      byte[] flipped = blob.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      assertInvalid(CONTEXT, flipped, "bit " + bit);
    }
  }

  @Test
  void truncatedOrExtendedBlob_isInvalid() {
    byte[] blob = envelope.seal(key, CONTEXT, Secret.ofUtf8("plaintext")).toArray();
    for (int length = 0; length < blob.length; length++) {
      assertInvalid(CONTEXT, Arrays.copyOf(blob, length), "length " + length);
    }
    assertInvalid(CONTEXT, Arrays.copyOf(blob, blob.length + 1), "one more");
    assertInvalid(CONTEXT, Arrays.copyOf(blob, Envelope.MAX_BLOB_BYTES + 1), "too long");
  }

  @Test
  void otherContext_isInvalid() {
    byte[] blob = envelope.seal(key, Map.of("a", "bc"), Secret.ofUtf8("plaintext")).toArray();
    assertInvalid(Map.of("ab", "c"), blob, "shifted");
    assertInvalid(Map.of("a", "bc", "", ""), blob, "one pair more");
    assertInvalid(Map.of(), blob, "none");
    assertInvalid(Map.of("A", "bc"), blob, "letter case");
    assertInvalid(Map.of("a", "\ud800"), blob, "lone surrogate");
    assertThatCode(() -> envelope.open(key, Map.of("a", "bc"), Bytes.copyOf(blob)))
        .doesNotThrowAnyException();
  }

  @Test
  void contextOfALoneSurrogate_isNotSealed() {
    assertThatThrownBy(() -> envelope.seal(key, Map.of("a", "\udc00"), Secret.ofUtf8("x")))
        .isInstanceOf(UnencodableText.class);
  }

  @Test
  void otherKeyVersionOrMaterial_isInvalid() {
    Bytes blob = envelope.seal(key, CONTEXT, Secret.ofUtf8("plaintext"));
    Secret other = Secret.random(32, new SecureRandom());
    for (KeyVersionMaterial wrong :
        Set.of(
            new KeyVersionMaterial(VERSION_ID, VERSION_ID, key.material()),
            new KeyVersionMaterial(KEY_ID, KEY_ID, key.material()),
            new KeyVersionMaterial(KEY_ID, VERSION_ID, other))) {
      assertThatThrownBy(() -> envelope.open(wrong, CONTEXT, blob))
          .isInstanceOf(InvalidCiphertext.class);
    }
  }

  @Test
  void headerOfOneBlob_onTheBodyOfAnother_isInvalid() {
    byte[] one = envelope.seal(key, CONTEXT, Secret.ofUtf8("plaintext")).toArray();
    byte[] other = envelope.seal(key, CONTEXT, Secret.ofUtf8("plaintext")).toArray();
    System.arraycopy(other, 0, one, 0, Envelope.HEADER_BYTES);
    assertInvalid(CONTEXT, one, "spliced");
  }

  @Test
  void samePlaintext_neverGivesTheSameBlob() {
    Set<Bytes> blobs = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      blobs.add(envelope.seal(key, CONTEXT, Secret.ofUtf8("plaintext")));
    }
    assertThat(blobs).hasSize(1_000);
  }

  private void assertInvalid(Map<String, String> context, byte[] blob, String what) {
    assertThatThrownBy(() -> envelope.open(key, context, Bytes.copyOf(blob)))
        .as(what)
        .isInstanceOf(InvalidCiphertext.class)
        .hasMessage("invalid ciphertext")
        .hasNoCause();
  }
}
