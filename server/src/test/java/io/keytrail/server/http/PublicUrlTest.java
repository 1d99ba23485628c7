package io.keytrail.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.server.http.PublicUrl.Address;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What browsers call this server.
class PublicUrlTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, http://127.0.0.1:8080, http://127.0.0.1:8080, keytrail-8080, 127.0.0.1:8080",
        "-, http://[::1]:80, http://[::1], keytrail-80, [::1]",
        "-, http://0.0.0.0:8080, http://127.0.0.1:8080, keytrail-8080, 127.0.0.1:8080",
        "-, https://[::]:8443, https://[::1]:8443, __Host-keytrail-8443, [::1]:8443",
        "https://Keys.Example.com/, http://127.0.0.1:8080, https://keys.example.com,"
            + " __Host-keytrail-443, keys.example.com",
        "https://keys.example.com:443, http://10.0.0.1:80, https://keys.example.com,"
            + " __Host-keytrail-443, 10.0.0.1",
        "http://keys:81, http://127.0.0.1:8080, http://keys:81, keytrail-81, 127.0.0.1:8080"
      })
  void url_decidesOriginCookieAndHosts(
      String given, String ready, String origin, String cookie, String host) {
    PublicUrl url = new PublicUrl(Optional.ofNullable(given).map(URI::create));
    url.listening(URI.create(ready));
    Address address = url.address();
    assertThat(address.origin()).isEqualTo(origin);
    assertThat(address.cookie()).isEqualTo(cookie);
    assertThat(address.secure()).isEqualTo(origin.startsWith("https"));
    assertThat(address.hosts()).contains(host, origin.substring(origin.indexOf("//") + 2));
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://a",
    "keys.example.com",
    "https:///",
    "https://a/dashboard",
    "https://a?x",
    "https://a#x",
    "https://me@a"
  })
  void whatIsNoOrigin_isRefused(String text) {
    assertThat(PublicUrl.check(URI.create(text))).isPresent();
  }

  @Test
  void origin_passes() {
    assertThat(PublicUrl.check(URI.create("https://a:8443"))).isEmpty();
    assertThat(PublicUrl.check(URI.create("HTTP://a/"))).isEmpty();
  }
}
