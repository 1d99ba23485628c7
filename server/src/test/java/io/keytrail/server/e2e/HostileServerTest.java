package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.bench.Signer;
import io.keytrail.server.store.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;

/// What no well-behaved client sends, at the whole server: AWS's error and no other; on record
/// after authentication, under the caller's name, and not before it; nothing changed; and the
/// server as well as before.
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HostileServerTest {
  private static final String LENGTH =
      "failed to satisfy constraint: Member must have length less than or equal to ";

  private TestServer server;
  private KmsClient kms;
  private Signer signer;
  private String key;

  @BeforeAll
  void start() throws Exception {
    server = TestServer.start();
    kms = Clients.kms(server.uri(), server.root());
    signer = signer("kms");
    key = kms.createKey().keyMetadata().keyId();
  }

  @AfterAll
  void stop() throws Exception {
    kms.close();
    server.close();
  }

  @AfterEach
  void serverIsAsWellAsBefore() {
    assertThat(kms.describeKey(r -> r.keyId(key)).keyMetadata().keyState())
        .isEqualTo(KeyState.ENABLED);
    assertThat(kms.listKeys().keys()).hasSize(1);
    Map<String, String> context = Map.of("aws:ebs:id", "vol-1234abcd");
    var made =
        kms.generateDataKey(
            r -> r.keyId(key).keySpec(DataKeySpec.AES_256).encryptionContext(context));
    assertThat(
            kms.decrypt(r -> r.ciphertextBlob(made.ciphertextBlob()).encryptionContext(context))
                .plaintext())
        .isEqualTo(made.plaintext());
  }

  private Signer signer(String service) throws IOException {
    return new Signer(
        new Signer.Credentials(
            server.root().accessKeyId(), server.root().secretAccessKey(), TestServer.REGION),
        service,
        "127.0.0.1:" + server.uri().getPort(),
        Instant.now());
  }

  private RawHttp.Reply send(String target, byte[] body) throws IOException {
    return RawHttp.send(server.uri(), signer.request(target, body, "Connection: close\r\n"));
  }

  private RawHttp.Reply encrypt(String body) throws IOException {
    return send("TrentService.Encrypt", body.replace("KEY", key).getBytes(StandardCharsets.UTF_8));
  }

  private JsonObject recorded(RawHttp.Reply reply) throws Exception {
    List<JsonObject> records =
        server.records("requestID = \"" + reply.requestId() + "\"", reply.seq().orElseThrow());
    assertThat(records).hasSize(1);
    return records.getFirst();
  }

  /// Refused with AWS's error, and on record with it.
  private JsonObject assertRefused(RawHttp.Reply reply, String event, String code, String message)
      throws Exception {
    assertThat(reply.type()).as(reply.body()).isEqualTo(code);
    assertThat(reply.message()).isEqualTo(message);
    assertThat(reply.status()).isEqualTo(400);
    JsonObject record = recorded(reply);
    assertThat(record.string("errorCode")).contains(code);
    assertThat(record.string("eventName")).contains(event);
    assertThat(record.object("userIdentity").orElseThrow().string("type")).contains("Root");
    return record;
  }

  /// Turned away before anybody was authenticated: no event of its own.
  private void assertTurnedAway(RawHttp.Reply reply, int status, String code) throws Exception {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.body()).contains(code);
    assertThat(reply.seq()).isEmpty();
    if (!reply.requestId().isEmpty()) {
      long now = TestServer.seq(kms.describeKey(r -> r.keyId(key)));
      assertThat(server.records("requestID = \"" + reply.requestId() + "\"", now)).isEmpty();
    }
  }

  @Test
  void arraysInArrays_areNotParsedIntoTheStack() throws Exception {
    RawHttp.Reply reply = encrypt(nested(20_000));
    assertRefused(reply, "Encrypt", "SerializationException", reply.message());
    assertThat(reply.message()).contains("64");
    assertTurnedAway(encrypt(nested(100_000)), 413, "RequestEntityTooLargeException");
  }

  private static String nested(int depth) {
    return "{\"KeyId\":\"KEY\",\"EncryptionContext\":"
        + "[".repeat(depth)
        + "]".repeat(depth)
        + "}";
  }

  @Test
  void loneSurrogate_inTheContext_isRefused() throws Exception {
    RawHttp.Reply reply =
        encrypt(
            """
        {"KeyId":"KEY","Plaintext":"AAAA","EncryptionContext":{"a":"\\ud800"}}""");
    assertRefused(reply, "Encrypt", "SerializationException", reply.message());
    assertThat(reply.message()).contains("surrogate");
  }

  @Test
  void nul_inTheContext_isTextLikeAnyOther_andOnRecord() throws Exception {
    RawHttp.Reply sealed =
        encrypt(
            """
        {"KeyId":"KEY","Plaintext":"AAAA","EncryptionContext":{"a":"b\\u0000c"}}""");
    assertThat(sealed.status()).isEqualTo(200);
    assertThat(
            recorded(sealed)
                .object("requestParameters")
                .orElseThrow()
                .object("encryptionContext")
                .orElseThrow()
                .string("a"))
        .contains("b\0c");
    String blob = TestServer.json(sealed.body()).string("CiphertextBlob").orElseThrow();
    assertThat(decrypt(blob, "{\"a\":\"b\\u0000c\"}").status()).isEqualTo(200);
    assertRefused(decrypt(blob, "{\"a\":\"bc\"}"), "Decrypt", "InvalidCiphertextException", "");
  }

  private RawHttp.Reply decrypt(String blob, String context) throws IOException {
    String body = "{\"CiphertextBlob\":\"" + blob + "\",\"EncryptionContext\":" + context + "}";
    return send("TrentService.Decrypt", body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void bytesThatAreNotUtf8_areRefused() throws Exception {
    byte[] body =
        ("{\"KeyId\":\""
                + key
                + "\",\"Plaintext\":\"AAAA\",\"EncryptionContext\":{\"a\":\"\u00ff\u00fe\"}}")
            .getBytes(StandardCharsets.ISO_8859_1);
    RawHttp.Reply reply = send("TrentService.Encrypt", body);
    assertRefused(reply, "Encrypt", "SerializationException", reply.message());
    assertThat(reply.message()).contains("UTF-8");
  }

  @Test
  void sameMemberTwice_isRefused_wheneverEitherWouldDo() throws Exception {
    RawHttp.Reply reply =
        encrypt(
            """
        {"KeyId":"KEY","Plaintext":"AAAA","Plaintext":"AAAA"}""");
    assertRefused(reply, "Encrypt", "SerializationException", reply.message());
    RawHttp.Reply inContext =
        encrypt(
            """
        {"KeyId":"KEY","Plaintext":"AAAA","EncryptionContext":{"a":"b","a":"c"}}""");
    assertRefused(inContext, "Encrypt", "SerializationException", inContext.message());
    RawHttp.Reply escaped =
        encrypt(
            """
        {"KeyId":"KEY","Plaintext":"AAAA","EncryptionContext":{"a":"b","\\u0061":"c"}}""");
    assertRefused(escaped, "Encrypt", "SerializationException", escaped.message());
  }

  @Test
  void operationNobodyHas_isUnknown_andOnRecordUnderItsName() throws Exception {
    assertRefused(
        send("TrentService.MakeCoffee", bytes("{}")),
        "MakeCoffee",
        "UnknownOperationException",
        "");
    assertRefused(
        send("TrentService.<script>", bytes("{}")), "Unknown", "UnknownOperationException", "");
    assertRefused(send("", bytes("{}")), "Unknown", "UnknownOperationException", "");
  }

  @Test
  void targetOfAnotherService_thanTheSignatureIsFor_isUnknown() throws Exception {
    assertRefused(
        send("WorkspacesService.DescribeWorkspaces", bytes("{}")),
        "Unknown",
        "UnknownOperationException",
        "");
    RawHttp.Reply asIam =
        RawHttp.send(
            server.uri(),
            signer("iam").request("TrentService.ListKeys", bytes("{}"), "Connection: close\r\n"));
    assertThat(asIam.status()).isEqualTo(400);
    assertThat(recorded(asIam).string("eventSource")).contains("iam.amazonaws.com");
    assertThat(recorded(asIam).string("eventName")).contains("Unknown");
  }

  @Test
  void unsignedCalls_andWrongSignatures_areTurnedAway() throws Exception {
    byte[] unsigned =
        bytes(
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.1\r\n"
                + "X-Amz-Target: TrentService.ListKeys\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
    assertTurnedAway(
        RawHttp.send(server.uri(), unsigned), 400, "MissingAuthenticationTokenException");
    assertTurnedAway(
        RawHttp.send(server.uri(), wronglySigned(server.uri())), 400, "InvalidSignatureException");
  }

  private byte[] wronglySigned(URI uri) throws IOException {
    Signer wrong =
        new Signer(
            new Signer.Credentials(
                server.root().accessKeyId(), "not the secret", TestServer.REGION),
            "kms",
            "127.0.0.1:" + uri.getPort(),
            Instant.now());
    return wrong.request("TrentService.ListKeys", bytes("{}"), "Connection: close\r\n");
  }

  @Test
  void bodyThatWasChangedOnItsWay_isTurnedAway() throws Exception {
    byte[] request =
        signer.request("TrentService.ListKeys", bytes("{\"Limit\":1}"), "Connection: close\r\n");
    request[request.length - 2] = '2';
    assertTurnedAway(RawHttp.send(server.uri(), request), 400, "InvalidSignatureException");
  }

  @Test
  void controlCharacters_inTheUserAgent_areTurnedAwayByTheGate() throws Exception {
    for (String agent : List.of("a\0b", "\u001b[31mred", "a\u007fb")) {
      byte[] request =
          signer.request("TrentService.ListKeys", bytes("{}"), "User-Agent: " + agent + "\r\n");
      assertTurnedAway(RawHttp.send(server.uri(), request), 400, "");
    }
  }

  @Test
  void userAgentOfMarkup_andOfRawBytes_isOnRecordAsItIs() throws Exception {
    for (String agent :
        List.of("<script>alert(1)</script>", "=cmd|' /C calc'!A0", "x".repeat(4_000))) {
      RawHttp.Reply reply =
          RawHttp.send(
              server.uri(),
              signer.request(
                  "TrentService.ListKeys",
                  bytes("{}"),
                  "User-Agent: " + agent + "\r\nConnection: close\r\n"));
      assertThat(reply.status()).isEqualTo(200);
      assertThat(recorded(reply).string("userAgent"))
          .contains(agent.substring(0, Math.min(agent.length(), 1024)));
    }
  }

  @Test
  void bodyTooLarge_isTurnedAway() throws Exception {
    for (int megabytes : new int[] {1, 2, 5}) {
      byte[] body = new byte[(megabytes << 20) + 1];
      Arrays.fill(body, (byte) ' ');
      RawHttp.Reply reply = send("TrentService.ListKeys", body);
      assertTurnedAway(reply, 413, "");
    }
  }

  @Test
  void context_ofExactlyTheLimit_isTaken_andOneByteMoreIsNot() throws Exception {
    String shell = "{\"a\":\"\"}";
    String most = "x".repeat(8_192 - shell.length());
    assertThat(encrypt(withContext(most)).status()).isEqualTo(200);
    assertRefused(
        encrypt(withContext(most + "x")),
        "Encrypt",
        "ValidationException",
        "EncryptionContext must be at most 8192 bytes long as JSON");
  }

  private static String withContext(String value) {
    return "{\"KeyId\":\"KEY\",\"Plaintext\":\"AAAA\",\"EncryptionContext\":{\"a\":\""
        + value
        + "\"}}";
  }

  @Test
  void plaintext_ofExactlyTheLimit_isTaken_andOneByteMoreOrNoneIsNot() throws Exception {
    RawHttp.Reply most = encrypt(withPlaintext(4_096));
    assertThat(most.status()).isEqualTo(200);
    String blob = TestServer.json(most.body()).string("CiphertextBlob").orElseThrow();
    assertThat(Base64.getDecoder().decode(blob)).hasSizeBetween(4_096, 6_144);
    assertThat(decrypt(blob, "{}").status()).isEqualTo(200);
    assertRefused(
        encrypt(withPlaintext(4_097)),
        "Encrypt",
        "ValidationException",
        "1 validation error detected: Value at 'plaintext' " + LENGTH + "4096");
    assertRefused(
        encrypt(withPlaintext(0)),
        "Encrypt",
        "ValidationException",
        "1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length"
            + " greater than or equal to 1");
  }

  private static String withPlaintext(int bytes) {
    return "{\"KeyId\":\"KEY\",\"Plaintext\":\""
        + Base64.getEncoder().encodeToString(new byte[bytes])
        + "\"}";
  }

  @Test
  void ciphertext_ofExactlyTheLimit_isLookedAt_andOneByteMoreIsNot() throws Exception {
    assertRefused(
        decrypt(Base64.getEncoder().encodeToString(new byte[6_144]), "{}"),
        "Decrypt",
        "InvalidCiphertextException",
        "");
    assertRefused(
        decrypt(Base64.getEncoder().encodeToString(new byte[6_145]), "{}"),
        "Decrypt",
        "ValidationException",
        "1 validation error detected: Value at 'ciphertextBlob' " + LENGTH + "6144");
  }

  @Test
  void base64OfTwoSpellings_isRefused() throws Exception {
    for (String text : List.of("AAA", "AAAB=", "AA==AA==", "AB==", " AAAA", "AA-_")) {
      RawHttp.Reply reply = encrypt("{\"KeyId\":\"KEY\",\"Plaintext\":\"" + text + "\"}");
      assertRefused(reply, "Encrypt", "SerializationException", reply.message());
    }
  }

  /// A stranger cannot fill the trail: sixty refusals make one event for each reason and minute.
  @Test
  void refusalsOfStrangers_areCounted_andNotRecordedOneByOne() throws Exception {
    byte[] unsigned =
        bytes(
            "POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: TrentService.ListKeys\r\nConnection: close\r\n"
                + "Content-Length: 2\r\n\r\n{}");
    var database = TestPostgres.freshDatabase();
    Path folder = Files.createTempDirectory("keytrail-root-key");
    Path rootKey = folder.resolve("root.key");
    try (TestServer first = TestServer.on(database, Optional.empty())) {
      Files.copy(first.rootKey(), rootKey, StandardCopyOption.COPY_ATTRIBUTES);
      for (int i = 0; i < 30; i++) {
        assertThat(RawHttp.send(first.uri(), unsigned).status()).isEqualTo(400);
        var _ = RawHttp.send(first.uri(), wronglySigned(first.uri()));
      }
    }
    try (TestServer second = TestServer.on(database, Optional.of(rootKey))) {
      List<JsonObject> counters = List.of();
      long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      while (counters.isEmpty() && System.nanoTime() - deadline < 0) {
        counters = second.records("eventName = RefusedRequests", 0);
      }
      assertThat(counters).hasSizeBetween(2, 4);
      assertThat(counters.stream().mapToLong(HostileServerTest::count).sum()).isEqualTo(60);
      assertThat(counters)
          .extracting(counter -> counter.string("errorCode").orElseThrow())
          .containsOnly("MissingAuthenticationTokenException", "UnrecognizedClientException");
    } finally {
      Files.delete(rootKey);
      Files.delete(folder);
    }
  }

  private static long count(JsonObject counter) {
    return ((JsonNumber)
            counter.object("serviceEventDetails").orElseThrow().member("count").orElseThrow())
        .asLong()
        .orElseThrow();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
