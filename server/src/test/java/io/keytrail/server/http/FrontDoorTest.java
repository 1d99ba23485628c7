package io.keytrail.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.server.http.sigv4.Signer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Where a request goes and what it is told, by raw requests.
class FrontDoorTest {
  private static final String DECRYPT = "{\"CiphertextBlob\":\"YQ==\"}";
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Signer decrypt(String body) {
    Signer signer =
        TestServer.signer("kms")
            .header("Content-Type", "application/x-amz-json-1.1")
            .header("X-Amz-Target", "TrentService.Decrypt");
    signer.body = body.getBytes(StandardCharsets.UTF_8);
    return signer;
  }

  private static Signer identity() {
    Signer signer =
        TestServer.signer("sts")
            .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
    signer.body = "Action=GetCallerIdentity&Version=2011-06-15".getBytes(StandardCharsets.UTF_8);
    return signer;
  }

  @Test
  void signedCall_isAnsweredWithItsSequenceNumber() throws IOException {
    assertThat(server.send(decrypt(DECRYPT).sign()))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains(
            "content-type: application/x-amz-json-1.1\r\n",
            "x-keytrail-seq: 1\r\n",
            "date: ",
            "x-amzn-RequestId: ")
        .endsWith(
            "{\"KeyId\":\"none\",\"Plaintext\":\"YQ==\",\"EncryptionAlgorithm\":\"SYMMETRIC_DEFAULT\"}");
  }

  @Test
  void presignedCall_isAnswered() throws IOException {
    assertThat(server.send(decrypt(DECRYPT).presign("60"))).startsWith("HTTP/1.1 200 OK\r\n");
    Signer signer = TestServer.signer("sts");
    signer.method = "GET";
    signer.body = new byte[0];
    signer.target = "/?Action=GetCallerIdentity&Version=2011-06-15";
    assertThat(server.send(signer.presign("60")))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("<Arn>");
  }

  @Test
  void unsignedCalls_areRefusedInTheirProtocol() throws IOException {
    assertThat(server.send("POST", "/", "X-Amz-Target: TrentService.Decrypt\r\n", "{}"))
        .startsWith("HTTP/1.1 400 ")
        .endsWith(
            "{\"__type\":\"MissingAuthenticationTokenException\",\"message\":\"Missing Authentication Token\"}");
    assertThat(
            server.send(
                "POST",
                "/",
                "Content-Type: application/x-www-form-urlencoded\r\n",
                "Action=GetCallerIdentity"))
        .startsWith("HTTP/1.1 403 ")
        .contains("<Code>MissingAuthenticationToken</Code>");
    assertThat(server.send("GET", "/?Action=GetCallerIdentity", "", ""))
        .contains("<Code>MissingAuthenticationToken</Code>");
    assertThat(server.invoker.recorded).isEmpty();
    assertThat(server.refusals)
        .hasSize(3)
        .allMatch(r -> r.equals("127.0.0.1 MissingAuthenticationTokenException"));
  }

  @Test
  void scopeOfUnknownService_isRefused() throws IOException {
    Signer signer = decrypt(DECRYPT);
    signer.service = "s3";
    assertThat(server.send(signer.sign()))
        .endsWith(
            "{\"__type\":\"InvalidSignatureException\",\"message\":\"Credential should be scoped to correct service.\"}");
  }

  @Test
  void targetOfAnotherService_isUnknownAndOnRecord() throws IOException {
    Signer signer = decrypt(DECRYPT);
    signer.service = "workspaces";
    assertThat(server.send(signer.sign()))
        .contains("UnknownOperationException", "x-keytrail-seq: 1");
    for (String target :
        new String[] {
          "trentservice.Decrypt", "TrentService.decrypt", "TrentService.Decrypt.", "Decrypt"
        }) {
      Signer odd = decrypt(DECRYPT);
      odd.headers.set("X-Amz-Target", target);
      assertThat(server.send(odd.sign())).as(target).contains("UnknownOperationException");
    }
    assertThat(server.invoker.recorded)
        .hasSize(5)
        .allMatch(r -> r.endsWith(" UnknownOperationException"));
    assertThat(server.invoker.calls).isEmpty();
  }

  @Test
  void twoTargets_areRefused() throws IOException {
    Signer signer = decrypt(DECRYPT);
    signer.headers.add("X-Amz-Target", "TrentService.Encrypt");
    assertThat(server.send(signer.sign())).contains("SerializationException");
    assertThat(server.invoker.calls).isEmpty();
  }

  @Test
  void otherContentType_otherEncoding_otherMethodOrPath_areRefused() throws IOException {
    for (String type :
        new String[] {
          "application/json", "application/x-www-form-urlencoded", "application/cbor", "text/plain"
        }) {
      Signer signer = decrypt(DECRYPT);
      signer.headers.set("Content-Type", type);
      assertThat(server.send(signer.sign())).as(type).startsWith("HTTP/1.1 400 ");
    }
    assertThat(server.send(decrypt(DECRYPT).header("Content-Encoding", "gzip").sign()))
        .contains("SerializationException", "an encoded body is not accepted");
    Signer put = decrypt(DECRYPT);
    put.method = "PUT";
    assertThat(server.send(put.sign())).contains("UnknownOperationException");
    Signer path = decrypt(DECRYPT);
    path.target = "/kms";
    assertThat(server.send(path.sign())).contains("UnknownOperationException");
    assertThat(server.invoker.calls).isEmpty();
    assertThat(server.invoker.recorded).hasSize(7);
  }

  @Test
  void malformedInput_isOnRecord() throws IOException {
    assertThat(server.send(decrypt("{\"CiphertextBlob\":").sign()))
        .contains("SerializationException", "x-keytrail-seq: 1");
    assertThat(server.send(decrypt("{}").sign()))
        .contains("ValidationException", "x-keytrail-seq: 2");
    assertThat(server.invoker.recorded)
        .containsExactly("kms:Decrypt SerializationException", "kms:Decrypt ValidationException");
  }

  @Test
  void bug_isAnsweredWithoutDetails() throws IOException {
    String reply =
        server.send(
            decrypt("{\"CiphertextBlob\":\"YQ==\",\"EncryptionContext\":{\"fail\":\"bug\"}}")
                .sign());
    assertThat(reply)
        .startsWith("HTTP/1.1 500 ")
        .contains("InternalFailure")
        .doesNotContain("secret", "Exception");
  }

  @Test
  void bodyOverTheServicesLimit_isRefusedInItsShape() throws IOException {
    Signer signer = decrypt("{\"CiphertextBlob\":\"" + "YQ==".repeat(40_000) + "\"}");
    assertThat(server.send(signer.sign()))
        .startsWith("HTTP/1.1 413 ")
        .contains("connection: close", "RequestEntityTooLargeException");
    assertThat(server.send(identity().sign())).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void gateRefusal_isCounted() throws IOException {
    assertThat(server.send("TRACE", "/", "", "")).startsWith("HTTP/1.1 405 ");
    assertThat(server.refusals).containsExactly("127.0.0.1 METHOD_NOT_ALLOWED");
  }

  @Test
  void upgrades_areIgnored() throws IOException {
    assertThat(server.send("GET", "/health/live", "Upgrade: h2c\r\nHTTP2-Settings: AA\r\n", ""))
        .startsWith("HTTP/1.1 200 OK");
    assertThat(
            server.send(
                "GET",
                "/health/live",
                "Upgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n",
                ""))
        .doesNotStartWith("HTTP/1.1 101");
  }

  @Test
  void health_metrics_openapi_areOpen() throws IOException {
    assertThat(server.send("GET", "/health/live", "", "")).endsWith("{\"status\":\"live\"}");
    assertThat(server.send("GET", "/health/ready", "", "")).startsWith("HTTP/1.1 200 ");
    server.unready = java.util.Optional.of("no standby");
    assertThat(server.send("GET", "/health/ready", "", ""))
        .startsWith("HTTP/1.1 503 ")
        .endsWith(
            "{\"status\":\"not ready\",\"checks\":[{\"name\":\"database\",\"ready\":false,\"reason\":\"no standby\"}]}");
    assertThat(server.send("GET", "/openapi.json", "", ""))
        .contains(
            "\"openapi\":\"3.1.0\"",
            "\"/api/v1/echo/{name}\"",
            "\"x-keytrail-action\":\"keytrail:Echo\"");
    assertThat(server.send("POST", "/metrics", "", ""))
        .startsWith("HTTP/1.1 405 ")
        .contains("allow: GET, HEAD");
    assertThat(server.send(identity().sign())).startsWith("HTTP/1.1 200 ");
    assertThat(server.send("GET", "/metrics", "", ""))
        .contains(
            "keytrail_requests_seconds_count{operation=\"GetCallerIdentity\",outcome=\"ok\",service=\"sts\"} 1");
  }

  @Test
  void dashboard_isServedWithItsHeaders_andNothingBesideIt() throws IOException {
    assertThat(server.send("GET", "/", "Accept: text/html\r\n", ""))
        .startsWith("HTTP/1.1 200 ")
        .contains(
            "content-security-policy: default-src 'none'",
            "x-content-type-options: nosniff",
            "<title>Keytrail</title>");
    assertThat(server.send("GET", "/keys/abc", "Accept: text/html\r\n", ""))
        .contains("<title>Keytrail</title>");
    assertThat(server.send("GET", "/index.html", "", "")).contains("<title>Keytrail</title>");
    for (String path :
        new String[] {
          "/none.js",
          "/../application.txt",
          "/..%2findex.html",
          "/%2e%2e/index.html",
          "//index.html",
          "/.index.html",
          "/index.html/..",
          "/io/keytrail/server/Main.class"
        }) {
      assertThat(server.send("GET", path, "Accept: text/html\r\n", ""))
          .as(path)
          .startsWith("HTTP/1.1 404 ");
    }
    assertThat(server.send("GET", "/keys", "Accept: application/json\r\n", ""))
        .startsWith("HTTP/1.1 404 ");
    assertThat(server.send("DELETE", "/keys", "Accept: text/html\r\n", ""))
        .startsWith("HTTP/1.1 404 ");
  }

  @Test
  void dashboardAsset_isKeptForEver_andPackedForThoseWhoTakeIt() throws IOException {
    String path = "/assets/sample-Ab12.css";
    assertThat(server.send("GET", path, "Accept-Encoding: br, gzip\r\n", ""))
        .contains(
            "content-encoding: gzip\r\n",
            "cache-control: public, max-age=31536000, immutable\r\n",
            "vary: accept-encoding\r\n")
        .endsWith("\r\n\r\npacked");
    for (String taken : new String[] {"", "Accept-Encoding: br, gzip;q=0\r\n"}) {
      assertThat(server.send("GET", path, taken, ""))
          .doesNotContain("content-encoding")
          .endsWith("\r\n\r\nplain");
    }
    assertThat(server.send("GET", "/index.html", "", "")).contains("cache-control: no-store\r\n");
  }
}
