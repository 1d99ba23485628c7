package io.keytrail.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.server.http.gate.RawSocket;
import io.keytrail.server.http.sigv4.Signer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `/api/v1`: sign-in, routing, problems, events.
class ApiEndpointTest {
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void adminToken_signsIn_othersDoNot() throws IOException {
    assertThat(server.api("GET", "/api/v1/things?a=x+y&a=%C3%A4", ""))
        .startsWith("HTTP/1.1 200 ")
        .contains(
            "\"q-a\":\"x y|Ã¤\"",
            "\"caller\":\"arn:aws:iam::123456789012:root\"",
            "\"operator\":true")
        .doesNotContain("x-keytrail-seq");
    for (String authorization :
        List.of("Bearer the-admin-tokem", "Bearer ", "bearer the-admin-token", "Basic eA==", "")) {
      assertThat(
              server.send("GET", "/api/v1/things", "Authorization: " + authorization + "\r\n", ""))
          .as(authorization)
          .startsWith("HTTP/1.1 401 ")
          .contains(
              "www-authenticate: Bearer",
              "application/problem+json",
              "\"code\":\"UNAUTHENTICATED\"");
    }
    assertThat(server.refusals).hasSize(5);
  }

  @Test
  void signature_signsIn_asItsPrincipal() throws IOException {
    Signer signer = TestServer.signer("keytrail");
    signer.target = "/api/v1/echo/a%20b?q=1";
    signer.body = "{\"x\":1}".getBytes(StandardCharsets.UTF_8);
    assertThat(server.send(signer.sign()))
        .startsWith("HTTP/1.1 200 ")
        .contains(
            "\"name\":\"a b\"", "\"operator\":false", "\"body\":{\"x\":1}", "x-keytrail-seq: 101");
    Signer wrong = TestServer.signer("keytrail");
    wrong.target = "/api/v1/things";
    wrong.secret = "other";
    assertThat(server.send(wrong.sign()))
        .startsWith("HTTP/1.1 403 ")
        .contains("\"code\":\"SIGNATURE_DOES_NOT_MATCH\"");
  }

  @Test
  void recordedCall_isAnEvent_refusedOrNot() throws IOException {
    assertThat(server.api("POST", "/api/v1/echo/n?q=1", "{\"password\":1}"))
        .contains("x-keytrail-seq: 101");
    assertThat(server.api("GET", "/api/v1/secret", ""))
        .startsWith("HTTP/1.1 403 ")
        .contains(
            "x-keytrail-seq: 102",
            "\"code\":\"ACCESS_DENIED\"",
            "\"detail\":\"no policy allows it\"");
    assertThat(server.events).hasSize(2);
    assertThat(server.events.getFirst().eventName()).isEqualTo("Echo");
    assertThat(server.events.getFirst().requestParameters().toString())
        .contains("q")
        .doesNotContain("password");
    assertThat(server.events.getFirst().refusal()).isEmpty();
    assertThat(server.events.getLast().refusal()).isPresent();
  }

  @Test
  void pathsAndMethods() throws IOException {
    assertThat(server.api("GET", "/api/v1/nothing", ""))
        .startsWith("HTTP/1.1 404 ")
        .contains("\"code\":\"NOT_FOUND\"");
    assertThat(server.api("GET", "/api/v1", "")).startsWith("HTTP/1.1 404 ");
    assertThat(server.api("GET", "/api/v1/echo/", "")).startsWith("HTTP/1.1 404 ");
    assertThat(server.api("DELETE", "/api/v1/things", ""))
        .startsWith("HTTP/1.1 405 ")
        .contains("allow: GET, HEAD, OPTIONS");
    assertThat(server.api("OPTIONS", "/api/v1/echo/n", ""))
        .startsWith("HTTP/1.1 204 ")
        .contains("allow: OPTIONS, POST")
        .doesNotContain("access-control");
    assertThat(server.api("HEAD", "/api/v1/things", ""))
        .startsWith("HTTP/1.1 200 ")
        .endsWith("\r\n\r\n");
  }

  @Test
  void malformedBodies_areProblemsWithAPlace() throws IOException {
    assertThat(server.api("POST", "/api/v1/echo/n", "{\n \"a\": 1,\n \"a\": 2}"))
        .startsWith("HTTP/1.1 400 ")
        .contains(
            "\"code\":\"MALFORMED_JSON\"",
            "\"line\":3",
            "\"title\":\"Bad Request\"",
            "\"status\":400");
    assertThat(server.api("POST", "/api/v1/echo/n", "[" + "1,".repeat(600) + "1]"))
        .startsWith("HTTP/1.1 413 ")
        .contains("connection: close", "\"code\":\"REQUEST_ENTITY_TOO_LARGE_EXCEPTION\"");
    assertThat(server.api("GET", "/api/v1/things?a=%ff", ""))
        .startsWith("HTTP/1.1 400 ")
        .contains("not valid UTF-8");
    assertThat(server.api("GET", "/api/v1/things?bug=1&bug=2", ""))
        .startsWith("HTTP/1.1 400 ")
        .contains("\"pointer\":\"/bug\"", "`bug` is given more than once");
    assertThat(server.api("GET", "/api/v1/things?bug=1", ""))
        .startsWith("HTTP/1.1 500 ")
        .contains("INTERNAL_FAILURE")
        .doesNotContain("secret detail");
  }

  @Test
  void requestBehindAReplyThatCloses_isNotServed() throws IOException {
    String token = "Authorization: Bearer " + TestServer.TOKEN + "\r\n";
    String tooLarge =
        "POST /api/v1/echo/n HTTP/1.1\r\nHost: a\r\n"
            + token
            + "Content-Length: 1001\r\n\r\n"
            + "1".repeat(1001);
    String behind =
        "POST /api/v1/echo/behind HTTP/1.1\r\nHost: a\r\n" + token + "Content-Length: 1\r\n\r\n1";
    try (RawSocket socket = new RawSocket(server.port)) {
      assertThat(socket.send(tooLarge + behind).readToEnd())
          .startsWith("HTTP/1.1 413 ")
          .doesNotContain("HTTP/1.1 200");
      assertThat(server.events).isEmpty();
    }
  }

  @Test
  void forwardedAddress_countsOnlyFromATrustedProxy() throws IOException {
    String headers =
        "Authorization: Bearer "
            + TestServer.TOKEN
            + "\r\nX-Forwarded-For: 9.9.9.9, 8.8.8.8, 10.0.0.7\r\n";
    assertThat(server.send("GET", "/api/v1/things", headers, ""))
        .contains("\"source\":\"127.0.0.1\"");
    HttpConfig config =
        HttpConfig.cleartext("127.0.0.1", 0)
            .withTrustedProxies(List.of("127.0.0.0/8", "10.0.0.0/8"));
    try (TestServer behind = new TestServer(config)) {
      assertThat(behind.send("GET", "/api/v1/things", headers, ""))
          .contains("\"source\":\"8.8.8.8\"");
      assertThat(behind.send("GET", "/api/v1/things", headers.replace("8.8.8.8", "evil"), ""))
          .contains("\"source\":\"10.0.0.7\"");
    }
  }

  @Test
  void limits_throttle() throws IOException {
    RateLimits one = new RateLimits(0, 0, 1.0 / 3600, 3600);
    try (TestServer slow = new TestServer(HttpConfig.cleartext("127.0.0.1", 0).withRates(one))) {
      assertThat(slow.api("GET", "/api/v1/things", "")).startsWith("HTTP/1.1 200 ");
      assertThat(slow.api("GET", "/api/v1/things", ""))
          .startsWith("HTTP/1.1 429 ")
          .contains("\"code\":\"THROTTLING\"");
      assertThat(slow.api("GET", "/api/v1/secret", "")).startsWith("HTTP/1.1 403 ");
    }
    RateLimits source = new RateLimits(1.0 / 3600, 0, 0, 3600);
    try (TestServer slow = new TestServer(HttpConfig.cleartext("127.0.0.1", 0).withRates(source))) {
      assertThat(slow.send("POST", "/", "X-Amz-Target: a\r\n", "{}"))
          .contains("MissingAuthenticationToken");
      assertThat(slow.send("POST", "/", "X-Amz-Target: a\r\n", "{}"))
          .contains("\"__type\":\"ThrottlingException\"");
      assertThat(slow.send("GET", "/health/live", "", "")).startsWith("HTTP/1.1 200 ");
    }
  }
}
