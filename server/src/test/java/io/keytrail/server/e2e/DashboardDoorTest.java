package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.cli.SignInCommand;
import io.keytrail.server.store.DatabaseUrl;
import io.keytrail.server.store.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/// Signing in by a link, sessions, acting as somebody else, and what a cookie alone is not worth.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DashboardDoorTest {
  private static final String ROOT = "arn:aws:iam::123456789012:root";
  private static final String ALICE = "arn:aws:iam::123456789012:user/Alice";
  private static final String BOB = "arn:aws:iam::123456789012:user/Bob";
  private static final String LIST_KEYS =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["kms:ListKeys","keytrail:SearchEvents"],"Resource":"*"}}\
      """;
  private static final String ADMINISTER =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"keytrail:*","Resource":"*"}}\
      """;

  private TestServer server;
  private TestServer other;

  @BeforeAll
  void start() throws Exception {
    DatabaseUrl database = TestPostgres.freshDatabase();
    server = TestServer.on(database, Optional.empty());
    other = TestServer.on(database, Optional.of(server.rootKey()));
    var _ = server.user("Alice", LIST_KEYS);
    var _ = server.user("Bob", ADMINISTER);
  }

  @AfterAll
  void stop() throws Exception {
    other.close();
    server.close();
  }

  @Test
  void link_signsIn_once() throws Exception {
    JsonObject made = TestServer.json(server.post("/api/v1/sign-in-links", "{}").body());
    String url = Json.text(made, "/url");
    assertThat(url).startsWith(server.uri() + "/sign-in#token=");
    String token = url.substring(url.indexOf('=') + 1);
    Browser browser = new Browser(server);
    RawHttp.Reply reply = browser.signIn(token);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    assertThat(reply.headers().get("set-cookie"))
        .startsWith("keytrail-" + server.uri().getPort() + "=")
        .contains("; HttpOnly", "; SameSite=Strict", "; Path=/", "; Max-Age=43200")
        .doesNotContain("Domain", "Secure");
    assertThat(reply.headers().get("cache-control")).isEqualTo("no-store");
    JsonObject session = browser.ok(browser.get("/api/v1/session"));
    assertThat(session).isEqualTo(TestServer.json(reply.body()));
    assertThat(Json.text(session, "/principal")).isEqualTo(ROOT);
    assertThat(Json.text(session, "/operator")).isEqualTo("true");
    assertThat(Json.text(session, "/actingAs")).isEqualTo("null");

    RawHttp.Reply again = new Browser(server).signIn(token);
    assertThat(again.status()).isEqualTo(401);
    assertThat(Json.text(TestServer.json(again.body()), "/code")).isEqualTo("SIGN_IN_REFUSED");
    assertThat(again.headers()).doesNotContainKey("set-cookie");
    long seq = reply.seq().orElseThrow();
    assertThat(Json.text(server.records("seq = " + seq, seq).getFirst(), "/userIdentity/arn"))
        .isEqualTo(ROOT);
    String links = server.records("eventName = CreateSignInLink", seq).toString();
    assertThat(links).contains(ROOT).doesNotContain(token);
  }

  @ParameterizedTest
  @CsvSource({
    "{}, /token",
    "'{\"token\": 1}', /token",
    "'{\"token\": \"x\", \"more\": 1}', /more",
    "'[]', ''"
  })
  void malformedSignIn_saysWhere(String body, String pointer) throws Exception {
    RawHttp.Reply reply = new Browser(server).send("POST", "/api/v1/sign-in", body);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(Json.text(TestServer.json(reply.body()), "/pointer")).isEqualTo(pointer);
    // The attempt counts as one; the successful ones of this class give theirs back.
    var _ = Browser.signedIn(server, "");
  }

  static Stream<Arguments> strangeRequests() {
    return Stream.of(
        Arguments.of("Host", "evil.example", "HOST_NOT_ALLOWED"),
        Arguments.of("Host", "localhost:1", "HOST_NOT_ALLOWED"),
        Arguments.of("Origin", "http://evil.example", "ORIGIN_NOT_ALLOWED"),
        Arguments.of("Origin", "null", "ORIGIN_NOT_ALLOWED"),
        Arguments.of("Origin", "", "ORIGIN_NOT_ALLOWED"),
        Arguments.of("x-keytrail-csrf", "", "CSRF_TOKEN_WRONG"),
        Arguments.of("x-keytrail-csrf", "A".repeat(43), "CSRF_TOKEN_WRONG"),
        Arguments.of("Cookie", "", "UNAUTHENTICATED"),
        Arguments.of("Authorization", "Bearer x", "UNAUTHENTICATED"));
  }

  /// Each differs in one thing from a request that is served.
  @ParameterizedTest
  @MethodSource("strangeRequests")
  void change_isServedToOurOwnPageOnly(String header, String value, String code) throws Exception {
    Browser browser = Browser.signedIn(server, "");
    String path = "/api/v1/aws/kms/ListKeys";
    assertThat(browser.post(path, "{}").status()).isEqualTo(200);
    RawHttp.Reply refused = browser.saying(header, value).post(path, "{}");
    assertThat(refused.status()).as(refused.body()).isIn(401, 403);
    assertThat(Json.text(TestServer.json(refused.body()), "/code")).isEqualTo(code);
  }

  @Test
  void readFromAnotherOrigin_isRefused() throws Exception {
    Browser browser = Browser.signedIn(server, "").saying("Origin", "");
    assertThat(browser.saying("Sec-Fetch-Site", "same-origin").send("GET", SESSION, "").status())
        .isEqualTo(200);
    assertThat(browser.saying("x-keytrail-csrf", "none").send("GET", SESSION, "").status())
        .isEqualTo(200);
    assertThat(browser.send("GET", SESSION, "").status()).isEqualTo(403);
    for (String site : List.of("same-site", "cross-site", "none")) {
      assertThat(browser.saying("Sec-Fetch-Site", site).send("GET", SESSION, "").status())
          .as(site)
          .isEqualTo(403);
    }
    assertThat(
            browser
                .saying("Origin", "http://evil.example")
                .saying("Sec-Fetch-Site", "same-origin")
                .send("GET", SESSION, "")
                .status())
        .isEqualTo(403);
  }

  private static final String SESSION = "/api/v1/session";

  @Test
  void cookieOfSomebodyElse_signsNobodyIn() throws Exception {
    Browser browser = Browser.signedIn(server, "");
    String name = browser.cookie().substring(0, browser.cookie().indexOf('=') + 1);
    for (String cookie :
        List.of(
            name,
            name + "x",
            name + "A".repeat(43),
            name + "A".repeat(5000),
            name + "\u00e4" + "A".repeat(42),
            browser.cookie() + "; " + browser.cookie(),
            browser.cookie() + "; " + name + "A".repeat(43),
            "x" + browser.cookie(),
            browser.cookie().replace("keytrail-", "KEYTRAIL-"))) {
      RawHttp.Reply reply = browser.saying("Cookie", cookie).get(SESSION);
      assertThat(reply.status()).as(cookie).isEqualTo(401);
    }
    assertThat(browser.get(SESSION).status()).isEqualTo(200);
  }

  @Test
  void session_isKnownToTheOtherServer_andEndsOnBoth() throws Exception {
    Browser browser = Browser.signedIn(server, "");
    // The other server has another port, and so another cookie's name and origin.
    String value = browser.cookie().substring(browser.cookie().indexOf('='));
    Browser there =
        new Browser(other).saying("Cookie", "keytrail-" + other.uri().getPort() + value);
    JsonObject session = there.ok(there.get(SESSION));
    assertThat(session).isEqualTo(browser.ok(browser.get(SESSION)));
    RawHttp.Reply out = browser.post("/api/v1/sign-out", "");
    assertThat(out.status()).as(out.body()).isEqualTo(200);
    assertThat(out.headers().get("set-cookie")).contains("=; Max-Age=0");
    assertThat(browser.get(SESSION).status()).isEqualTo(401);
    assertThat(there.get(SESSION).status()).isEqualTo(401);
  }

  @Test
  void actingAs_decidesAndRecordsAsTheOther() throws Exception {
    Browser browser = Browser.signedIn(server, "");
    JsonObject acting = browser.ok(browser.post(ACT_AS, "{\"principal\": \"" + ALICE + "\"}"));
    assertThat(Json.text(acting, "/actingAs")).isEqualTo(ALICE);
    assertThat(Json.text(acting, "/principal")).isEqualTo(ROOT);
    assertThat(Json.text(acting, "/operator")).isEqualTo("false");

    RawHttp.Reply listed = browser.post("/api/v1/aws/kms/ListKeys", "{}");
    assertThat(listed.status()).as(listed.body()).isEqualTo(200);
    JsonObject record = record(listed);
    assertThat(Json.text(record, "/userIdentity/arn")).isEqualTo(ALICE);
    assertThat(Json.text(record, "/userIdentity/sessionContext/sourceIdentity")).isEqualTo(ROOT);
    assertThat(Json.text(record, "/sessionCredentialFromConsole")).isEqualTo("true");
    RawHttp.Reply refused = browser.post("/api/v1/aws/kms/CreateKey", "");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(Json.text(TestServer.json(refused.body()), "/code"))
        .isEqualTo("AccessDeniedException");
    assertThat(Json.text(record(refused), "/userIdentity/arn")).isEqualTo(ALICE);
    assertThat(browser.get("/api/v1/principals").status()).isEqualTo(403);

    JsonObject back = browser.ok(browser.post(ACT_AS, "{\"principal\": null}"));
    assertThat(Json.text(back, "/actingAs")).isEqualTo("null");
    assertThat(Json.text(back, "/operator")).isEqualTo("true");
    JsonObject made = browser.ok(browser.post("/api/v1/aws/kms/CreateKey", ""));
    assertThat(Json.text(made, "/KeyMetadata/Arn")).startsWith("arn:aws:kms:us-west-2:");
  }

  private static final String ACT_AS = "/api/v1/session/act-as";

  private JsonObject record(RawHttp.Reply reply) throws Exception {
    long seq = reply.seq().orElseThrow();
    return server.records("seq = " + seq, seq).getFirst();
  }

  @Test
  void actingAs_needsThePermission_now() throws Exception {
    Browser alice = Browser.signedIn(server, ALICE);
    RawHttp.Reply refused = alice.post(ACT_AS, "{\"principal\": \"" + BOB + "\"}");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(Json.text(record(refused), "/eventName")).isEqualTo("ActAs");
    assertThat(alice.post(ACT_AS, "{\"principal\": null}").status()).isEqualTo(200);

    Browser bob = Browser.signedIn(server, BOB);
    for (String nobody : List.of(ROOT, ALICE + "2", "arn:aws:iam::210987654321:root", "x")) {
      RawHttp.Reply reply = bob.post(ACT_AS, "{\"principal\": \"" + nobody + "\"}");
      assertThat(reply.status()).as(nobody).isEqualTo(400);
    }
    var _ = bob.ok(bob.post(ACT_AS, "{\"principal\": \"" + ALICE + "\"}"));
    assertThat(bob.post("/api/v1/aws/kms/ListKeys", "{}").status()).isEqualTo(200);
    try (var iam = server.iam(server.root())) {
      var _ = iam.deleteUserPolicy(r -> r.userName("Bob").policyName("policy-0"));
      RawHttp.Reply taken = bob.post("/api/v1/aws/kms/ListKeys", "{}");
      assertThat(taken.status()).isEqualTo(403);
      assertThat(Json.text(TestServer.json(taken.body()), "/code")).isEqualTo("ACTING_NOT_ALLOWED");
      var _ =
          iam.putUserPolicy(
              r -> r.userName("Bob").policyName("policy-0").policyDocument(ADMINISTER));
    }
    assertThat(bob.post("/api/v1/aws/kms/ListKeys", "{}").status()).isEqualTo(200);
  }

  @Test
  void sessionEndsWithItsUser() throws Exception {
    var _ = server.user("Carol", LIST_KEYS);
    String carol = "arn:aws:iam::123456789012:user/Carol";
    Browser browser = Browser.signedIn(server, carol);
    Browser acting = Browser.signedIn(server, "");
    var _ = acting.ok(acting.post(ACT_AS, "{\"principal\": \"" + carol + "\"}"));
    String unused = Browser.link(server, carol);
    assertThat(browser.get(SESSION).status()).isEqualTo(200);
    try (var iam = server.iam(server.root())) {
      var key = iam.listAccessKeys(r -> r.userName("Carol")).accessKeyMetadata().getFirst();
      var _ = iam.deleteAccessKey(r -> r.userName("Carol").accessKeyId(key.accessKeyId()));
      var _ = iam.deleteUserPolicy(r -> r.userName("Carol").policyName("policy-0"));
      var _ = iam.deleteUser(r -> r.userName("Carol"));
      var _ = iam.createUser(r -> r.userName("Carol"));
    }
    assertThat(browser.get(SESSION).status()).isEqualTo(401);
    assertThat(new Browser(server).signIn(unused).status()).isEqualTo(401);
    assertThat(acting.post("/api/v1/aws/kms/ListKeys", "{}").status()).isEqualTo(403);
    assertThat(acting.get(SESSION).status()).isEqualTo(200);
  }

  @Test
  void command_printsALink() throws Exception {
    String url = SIGN_IN_COMMAND.run(server, "--as", ALICE);
    assertThat(url).startsWith(server.uri() + "/sign-in#token=");
    Browser browser = new Browser(server);
    RawHttp.Reply reply = browser.signIn(url.substring(url.indexOf('=') + 1));
    assertThat(Json.text(browser.ok(reply), "/principal")).isEqualTo(ALICE);
    assertThat(Json.text(browser.ok(reply), "/operator")).isEqualTo("false");
    assertThat(SIGN_IN_COMMAND.run(server, "--as", ALICE + "2")).isEmpty();
  }

  private static final InProcess SIGN_IN_COMMAND = SignInCommand::new;

  /// A command of the program, run in this JVM; what it prints on stdout.
  private interface InProcess {
    Object command();

    default String run(TestServer server, String... more) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      PrintStream stdout = System.out;
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      try {
        List<String> all =
            new ArrayList<>(
                List.of("--url", server.uri().toString(), "--data", server.data().toString()));
        all.addAll(List.of(more));
        int code =
            new CommandLine(command())
                .setExecutionExceptionHandler((_, _, _) -> 1)
                .execute(all.toArray(String[]::new));
        return code == 0 ? out.toString(StandardCharsets.UTF_8).strip() : "";
      } finally {
        System.setOut(stdout);
      }
    }
  }

  @Test
  void links_areMadeByWhoMay_forWhomTheyMay() throws Exception {
    Browser alice = Browser.signedIn(server, ALICE);
    assertThat(alice.post("/api/v1/sign-in-links", "{}").status()).isEqualTo(403);
    Browser bob = Browser.signedIn(server, BOB);
    RawHttp.Reply made = bob.post("/api/v1/sign-in-links", "{\"principal\": \"" + ALICE + "\"}");
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    RawHttp.Reply refused = bob.post("/api/v1/sign-in-links", "{\"principal\": \"" + ROOT + "\"}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(Json.text(TestServer.json(refused.body()), "/pointer")).isEqualTo("/principal");
  }

  @Test
  void principals_areListedInPages() throws Exception {
    Browser browser = Browser.signedIn(server, "");
    JsonObject first = browser.ok(browser.get("/api/v1/principals?limit=1"));
    assertThat(Json.texts(first, "/principals", "/arn")).containsExactly(ROOT, ALICE);
    assertThat(Json.texts(first, "/principals", "/type")).containsExactly("root", "user");
    JsonObject next =
        browser.ok(browser.get("/api/v1/principals?limit=1&after=" + Json.text(first, "/next")));
    assertThat(Json.texts(next, "/principals", "/name")).containsExactly("Bob");
    assertThat(browser.get("/api/v1/principals?limit=0").status()).isEqualTo(400);
    assertThat(browser.get("/api/v1/principals?after=%00").status()).isEqualTo(400);
  }

  @Test
  void bridge_refusesWhatTheWireRefuses() throws Exception {
    Browser browser = Browser.signedIn(server, "");
    RawHttp.Reply malformed = browser.post("/api/v1/aws/kms/DescribeKey", "{\"KeyId\": \"\"}");
    assertThat(malformed.status()).isEqualTo(400);
    assertThat(Json.text(TestServer.json(malformed.body()), "/code"))
        .isEqualTo("ValidationException");
    assertThat(Json.text(record(malformed), "/errorCode")).isEqualTo("ValidationException");
    RawHttp.Reply unknown = browser.post("/api/v1/aws/kms/Dance", "{}");
    assertThat(Json.text(TestServer.json(unknown.body()), "/code"))
        .isEqualTo("UnknownOperationException");
    assertThat(Json.text(record(unknown), "/eventName")).isEqualTo("Dance");
    RawHttp.Reply nobody = browser.post("/api/v1/aws/iam/GetUser", "{\"UserName\": \"Nobody\"}");
    assertThat(nobody.status()).isEqualTo(404);
    assertThat(Json.text(TestServer.json(nobody.body()), "/code")).isEqualTo("NoSuchEntity");
    assertThat(browser.post("/api/v1/aws/s4/List", "{}").status()).isEqualTo(404);
    assertThat(browser.post("/api/v1/aws/kms/ListKeys", "[]").status()).isEqualTo(400);
    assertThat(browser.post("/api/v1/aws/kms/ListKeys?region=..", "{}").status()).isEqualTo(400);
    JsonObject elsewhere =
        browser.ok(browser.post("/api/v1/aws/kms/CreateKey?region=eu-west-1", "{}"));
    assertThat(Json.text(elsewhere, "/KeyMetadata/Arn")).startsWith("arn:aws:kms:eu-west-1:");
  }

  @Test
  void bridge_keepsSecretsOutOfTheTrail() throws Exception {
    Browser browser = Browser.signedIn(server, "");
    RawHttp.Reply made =
        browser.post("/api/v1/aws/iam/CreateAccessKey", "{\"UserName\": \"Alice\"}");
    String secret = Json.text(browser.ok(made), "/AccessKey/SecretAccessKey");
    String id = Json.text(browser.ok(made), "/AccessKey/AccessKeyId");
    assertThat(record(made).toString()).contains(id).doesNotContain(secret);
    String key =
        Json.text(
            browser.ok(browser.post("/api/v1/aws/kms/CreateKey", "{}")), "/KeyMetadata/KeyId");
    RawHttp.Reply data =
        browser.post(
            "/api/v1/aws/kms/GenerateDataKey",
            "{\"KeyId\": \"" + key + "\", \"KeySpec\": \"AES_256\"}");
    String plaintext = Json.text(browser.ok(data), "/Plaintext");
    assertThat(plaintext).hasSize(44);
    assertThat(record(data).toString()).doesNotContain(plaintext);
    var _ =
        browser.ok(
            browser.post(
                "/api/v1/aws/iam/DeleteAccessKey",
                "{\"UserName\": \"Alice\", \"AccessKeyId\": \"" + id + "\"}"));
  }
}
