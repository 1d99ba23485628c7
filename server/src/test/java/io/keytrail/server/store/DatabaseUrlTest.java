package io.keytrail.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keytrail.server.crypto.SecretAccess;
import io.vertx.pgclient.SslMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
  @Test
  void wholeUrl_isTaken() {
    DatabaseUrl url =
        DatabaseUrl.parse(
            "postgresql://al%40ice:p%3Aa+s%2Fs@db.example:5433/keytrail?sslmode=verify-full");
    assertThat(url.host()).isEqualTo("db.example");
    assertThat(url.port()).isEqualTo(5433);
    assertThat(url.database()).isEqualTo("keytrail");
    assertThat(url.user()).isEqualTo("al@ice");
    assertThat(url.password().readText(SecretAccess.OPERATOR)).isEqualTo("p:a+s/s");
    assertThat(url.sslMode()).isEqualTo(SslMode.VERIFY_FULL);
    assertThat(url).hasToString("postgresql://al@ice@db.example:5433/keytrail");
  }

  @Test
  void shortUrl_hasDefaults() {
    DatabaseUrl url = DatabaseUrl.parse("postgres://bob@[::1]/k");
    assertThat(url.host()).isEqualTo("::1");
    assertThat(url.port()).isEqualTo(5432);
    assertThat(url.password().length()).isZero();
    assertThat(url.sslMode()).isEqualTo(SslMode.DISABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mysql://a:canary@h/d",
        "postgresql://h/d",
        "postgresql://a:canary@h",
        "postgresql://a:canary@h/",
        "postgresql:///d",
        "postgresql://a:canary@h/d?sslmode=maybe",
        "postgresql://a:canary@h/d?host=/tmp",
        "postgresql://a:canary@h/d#f",
        "postgresql://a:can ary@h/d",
        "postgresql://a:canary%zz@h/d"
      })
  void malformedUrl_isRefused_withoutItsPassword(String text) {
    assertThatThrownBy(() -> DatabaseUrl.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the database URL is malformed: expected ")
        .hasMessageNotContaining("canary")
        .hasNoCause();
  }
}
