package io.keytrail.server.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keytrail.server.crypto.Wrapping.Binding;
import io.keytrail.server.crypto.Wrapping.Purpose;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WrappingTest {
  private static final Binding BINDING =
      new Binding("123456789012", "us-west-2", "key-1", "1", Purpose.KEY_VERSION);
  private final RootKey rootKey = new RootKeyInMemory(Secret.copyOf(PrimitivesTest.counting()));
  private final Wrapping wrapping = new Wrapping(rootKey, new SecureRandom());

  @Test
  void wrapped_unwrapsWithTheSameBinding() {
    Secret secret = Secret.random(32, new SecureRandom());
    Bytes wrapped = wrapping.wrap(BINDING, secret);
    assertThat(wrapping.unwrap(BINDING, wrapped).sameAs(secret)).isTrue();
    assertThat(Wrapping.rootKeyOf(wrapped)).isEqualTo(rootKey.id());
  }

  @Test
  void otherBinding_doesNotUnwrap() {
    Bytes wrapped = wrapping.wrap(BINDING, Secret.ofUtf8("x"));
    for (Binding other :
        List.of(
            new Binding("210987654321", "us-west-2", "key-1", "1", Purpose.KEY_VERSION),
            new Binding("123456789012", "us-west-1", "key-1", "1", Purpose.KEY_VERSION),
            new Binding("123456789012", "us-west-2", "key-2", "1", Purpose.KEY_VERSION),
            new Binding("123456789012", "us-west-2", "key-1", "2", Purpose.KEY_VERSION),
            new Binding("123456789012", "us-west-2", "key-11", "", Purpose.KEY_VERSION),
            new Binding("123456789012", "us-west-2", "key-1", "1", Purpose.ACCESS_KEY_SECRET))) {
      assertThatThrownBy(() -> wrapping.unwrap(other, wrapped))
          .isInstanceOf(InvalidCiphertext.class);
    }
  }

  @Test
  void flippedBitOrTruncation_doesNotUnwrap() {
    byte[] wrapped = wrapping.wrap(BINDING, Secret.ofUtf8("x")).toArray();
    for (int bit = 0; bit < wrapped.length * 8; bit++) {
      byte[] flipped = wrapped.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      assertInvalid(flipped);
    }
    for (int length = 0; length < wrapped.length; length++) {
      assertInvalid(Arrays.copyOf(wrapped, length));
    }
  }

  @Test
  void otherRootKey_doesNotUnwrap() {
    Bytes wrapped = wrapping.wrap(BINDING, Secret.ofUtf8("x"));
    RootKey other = new RootKeyInMemory(Secret.random(32, new SecureRandom()));
    assertThatThrownBy(() -> new Wrapping(other, new SecureRandom()).unwrap(BINDING, wrapped))
        .isInstanceOf(InvalidCiphertext.class);
  }

  private void assertInvalid(byte[] wrapped) {
    assertThatThrownBy(() -> wrapping.unwrap(BINDING, Bytes.copyOf(wrapped)))
        .isInstanceOf(InvalidCiphertext.class);
  }
}
