package io.keytrail.server.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class SecretTest {
  private static final String CANARY = "canary-canary-canary-canary-cana";

  @Test
  void nothingThatHoldsASecret_printsIt() {
    Secret secret = Secret.ofUtf8(CANARY);
    assertThat(secret.toString()).isEqualTo("Secret[32 bytes]");
    assertThat(new KeyVersionMaterial(new UUID(1, 2), new UUID(3, 4), secret).toString())
        .doesNotContain("canary");
    assertThat(new RootKeyInMemory(secret).toString()).doesNotContain("canary");
  }

  @Test
  void sameBytes_areTheSame_andOthersAreNot() {
    assertThat(Secret.ofUtf8("abc").sameAs(Secret.ofUtf8("abc"))).isTrue();
    assertThat(Secret.ofUtf8("abc").sameAs(Secret.ofUtf8("abd"))).isFalse();
    assertThat(Secret.ofUtf8("abc").sameAs(Secret.ofUtf8("ab"))).isFalse();
  }

  @Test
  void destroyedSecret_isNeitherReadNorEqual() {
    Secret secret = Secret.ofUtf8("abc");
    secret.destroy();
    assertThatThrownBy(() -> secret.read(SecretAccess.REPLY))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the secret was destroyed before it was read for REPLY");
    assertThat(secret.sameAs(Secret.owning(new byte[3]))).isFalse();
  }

  @Test
  void readBytes_areACopy() {
    Secret secret = Secret.ofUtf8("abc");
    secret.read(SecretAccess.CRYPTOGRAPHY)[0] = 'x';
    assertThat(secret.readText(SecretAccess.REPLY)).isEqualTo("abc");
  }
}
