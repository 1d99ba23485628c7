package io.keytrail.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import io.keytrail.server.http.gate.RawSocket;
import io.keytrail.server.http.sigv4.SignedRequest;
import io.keytrail.server.http.sigv4.Signer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Bodies that are files: who may send one, how large, and what is left of it.
@Timeout(30)
final class FileBodyTest {
  /// More than the gate lets through of any other body.
  private static final String LARGE = text(6 << 20);

  private static final String BEARER = "Authorization: Bearer " + TestServer.TOKEN + "\r\n";
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void clear() throws IOException {
    for (Path file : files()) {
      Files.delete(file);
    }
  }

  @Test
  void largeFile_isStoredWholeForItsOwnerOnly() throws Exception {
    JsonObject got = ok(server.api("POST", "/api/v1/files", LARGE));
    Path file = Path.of(got.string("file").orElseThrow());
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).isEqualTo(LARGE);
    assertThat(got.string("sha256")).contains(sha256(LARGE));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void chunkedLargeFile_isStoredWhole() throws Exception {
    JsonObject got = ok(chunked("/api/v1/files", LARGE));
    assertThat(got.string("sha256")).contains(sha256(LARGE));
  }

  @Test
  void smallAndEmptyFiles_areStored() throws Exception {
    assertThat(ok(server.api("POST", "/api/v1/files", "a")).string("sha256")).contains(sha256("a"));
    assertThat(ok(server.api("POST", "/api/v1/files", "")).string("sha256")).contains(sha256(""));
  }

  @Test
  void tooLargeFile_isRefusedAndLeavesNothing() throws Exception {
    String over = text(FileApi.MAX + 1);
    try (RawSocket socket = new RawSocket(server.port)) {
      String head =
          "POST /api/v1/files HTTP/1.1\r\nHost: a\r\n%sContent-Length: %d\r\n\r\n"
              .formatted(BEARER, over.length());
      assertThat(socket.send(head).readToEnd()).startsWith("HTTP/1.1 413 ");
    }
    assertThat(chunked("/api/v1/files", over))
        .startsWith("HTTP/1.1 413 ")
        .contains("\"detail\":\"the file is larger than the 8388608 bytes that are taken; split");
    assertThat(files()).isEmpty();
  }

  @Test
  void strangersLargeBody_isRefusedBeforeItComes() throws Exception {
    String length = "Content-Length: " + LARGE.length() + "\r\n\r\n";
    for (String credential :
        List.of("", "Authorization: Bearer wrong\r\n", forged(), "Cookie: a=b\r\n")) {
      try (RawSocket socket = new RawSocket(server.port)) {
        String head = "POST /api/v1/files HTTP/1.1\r\nHost: a\r\n" + credential + length;
        assertThat(socket.send(head).readToEnd())
            .startsWith("HTTP/1.1 40")
            .contains("connection: close");
      }
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void whoIsSignedInAndNotAllowed_isRefusedBeforeItsBodyComes() throws Exception {
    int before = server.events.size();
    try (RawSocket socket = new RawSocket(server.port)) {
      String head =
          "POST /api/v1/secret-files HTTP/1.1\r\nHost: a\r\n%sContent-Length: %d\r\n\r\n"
              .formatted(BEARER, LARGE.length());
      assertThat(socket.send(head).readToEnd())
          .startsWith("HTTP/1.1 403 ")
          .contains("x-keytrail-seq");
    }
    assertThat(server.events).hasSize(before + 1);
    assertThat(files()).isEmpty();
  }

  @Test
  void continueIsSaid_onlyOnceTheCallIsAllowed() throws Exception {
    String wish = "Expect: 100-continue\r\nContent-Length: 3\r\nConnection: close\r\n\r\n";
    try (RawSocket socket = new RawSocket(server.port)) {
      String head = "POST /api/v1/files HTTP/1.1\r\nHost: a\r\n" + wish;
      assertThat(socket.send(head).readToEnd()).startsWith("HTTP/1.1 401 ");
    }
    try (RawSocket socket = new RawSocket(server.port)) {
      String head = "POST /api/v1/files HTTP/1.1\r\nHost: a\r\n" + BEARER + wish;
      assertThat(socket.send(head).readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100 ");
      assertThat(socket.send("abc").readToEnd()).startsWith("HTTP/1.1 200 ");
    }
    try (RawSocket socket = new RawSocket(server.port)) {
      String head = "POST /api/v1/echo/a HTTP/1.1\r\nHost: a\r\n" + BEARER + wish;
      assertThat(socket.send(head).readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100 ");
      assertThat(socket.send("{ }").readToEnd()).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void signedFile_isHeldAgainstTheHashThatWasSigned() throws Exception {
    Signer signer = TestServer.signer("keytrail");
    signer.headers.set("X-Amz-Content-Sha256", sha256(LARGE));
    SignedRequest signed = sign(signer, LARGE);
    assertThat(ok(server.send(signed)).string("sha256")).contains(sha256(LARGE));
    clear();
    byte[] other = LARGE.getBytes(StandardCharsets.ISO_8859_1);
    other[other.length - 1] ^= 1;
    assertThat(server.send(new SignedRequest("POST", signed.target(), signed.headers(), other)))
        .startsWith("HTTP/1.1 40")
        .contains("'x-amz-content-sha256' header does not match");
    assertThat(files()).isEmpty();
  }

  @Test
  void signedFileWithoutAStatedHash_isTakenWhileItIsSmall() throws Exception {
    SignedRequest small = sign(TestServer.signer("keytrail"), "abc");
    assertThat(ok(server.send(small)).string("sha256")).contains(sha256("abc"));
    SignedRequest large = sign(TestServer.signer("keytrail"), LARGE);
    assertThat(server.send(large)).startsWith("HTTP/1.1 413 ");
  }

  @Test
  void otherPaths_takeNoLargerBodyThanBefore() throws Exception {
    for (String line :
        List.of(
            "POST /api/v1/echo/a",
            "POST /api/v1/files/",
            "POST /",
            "POST /health/live",
            "PUT /api/v1/files")) {
      try (RawSocket socket = new RawSocket(server.port)) {
        String head = " HTTP/1.1\r\nHost: a\r\n" + BEARER + "Content-Length: 6000000\r\n\r\n";
        assertThat(socket.send(line + head).readToEnd()).startsWith("HTTP/1.1 413 ");
      }
    }
  }

  @Test
  void fileThatDoesNotCome_orIsCutOff_leavesNothing() throws Exception {
    String head =
        "POST /api/v1/files HTTP/1.1\r\nHost: a\r\n%sContent-Length: 6000000\r\n\r\nabc"
            .formatted(BEARER);
    try (RawSocket socket = new RawSocket(server.port)) {
      assertThat(socket.send(head).readToEnd())
          .startsWith("HTTP/1.1 408 ")
          .contains("REQUEST_TIMEOUT");
    }
    new RawSocket(server.port).send(head).close();
    for (int i = 0; i < 200 && !files().isEmpty(); i++) {
      Thread.onSpinWait();
      java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void brokenChunk_isRefusedAndLeavesNothing() throws Exception {
    try (RawSocket socket = new RawSocket(server.port)) {
      String head =
          "POST /api/v1/files HTTP/1.1\r\nHost: a\r\n%sTransfer-Encoding: chunked\r\n\r\n"
              .formatted(BEARER);
      assertThat(socket.send(head + "3\r\nabc\r\nx\r\n").readToEnd())
          .startsWith("HTTP/1.1 400 ")
          .contains("BAD_CHUNK");
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void connectionServesOn_afterALargeFile() throws Exception {
    try (RawSocket socket = new RawSocket(server.port)) {
      String head =
          "POST /api/v1/files HTTP/1.1\r\nHost: a\r\n%sContent-Length: %d\r\n\r\n"
              .formatted(BEARER, LARGE.length());
      String next =
          "GET /api/v1/things HTTP/1.1\r\nHost: a\r\n" + BEARER + "Connection: close\r\n\r\n";
      String answers = socket.send(head + LARGE + next).readToEnd();
      assertThat(answers.split("HTTP/1.1 200 ", -1)).hasSize(3);
    }
  }

  private static SignedRequest sign(Signer signer, String body) {
    signer.method = "POST";
    signer.target = "/api/v1/files";
    signer.body = body.getBytes(StandardCharsets.ISO_8859_1);
    return signer.sign();
  }

  private static String chunked(String target, String body) throws IOException {
    StringBuilder chunks = new StringBuilder();
    for (int at = 0; at < body.length(); at += 1 << 20) {
      String chunk = body.substring(at, Math.min(body.length(), at + (1 << 20)));
      chunks
          .append(Integer.toHexString(chunk.length()))
          .append("\r\n")
          .append(chunk)
          .append("\r\n");
    }
    try (RawSocket socket = new RawSocket(server.port)) {
      return socket
          .send(
              "POST %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n%sTransfer-Encoding: chunked\r\n\r\n"
                      .formatted(target, BEARER)
                  + chunks
                  + "0\r\n\r\n")
          .readToEnd();
    }
  }

  private static String forged() {
    return "Authorization: AWS4-HMAC-SHA256 Credential=%s/20261123/us-west-2/keytrail/aws4_request,"
            .formatted(TestServer.ID)
        + " SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature="
        + "0".repeat(64)
        + "\r\nX-Amz-Date: 20261123T000000Z\r\nX-Amz-Content-Sha256: "
        + "0".repeat(64)
        + "\r\n";
  }

  private static JsonObject ok(String reply) throws Exception {
    assertThat(reply).startsWith("HTTP/1.1 200 ");
    String body = reply.substring(reply.indexOf("\r\n\r\n") + 4);
    return (JsonObject) StrictJson.parse(body, Limits.REQUEST);
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(server.files)) {
      return all.toList();
    }
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256")
                .digest(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static String text(int bytes) {
    byte[] random = new byte[bytes];
    new Random(7).nextBytes(random);
    return new String(random, StandardCharsets.ISO_8859_1);
  }
}
