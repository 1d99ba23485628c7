package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.store.DatabaseUrl;
import io.keytrail.server.store.TestPostgres;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/// Sharing simulations, and checking policies for an editor.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ScenariosTest {
  private DatabaseUrl database;
  private TestServer server;

  @BeforeAll
  void start() throws Exception {
    database = TestPostgres.freshDatabase();
    server = TestServer.on(database, Optional.empty());
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  private String save(String scenario) throws Exception {
    HttpResponse<String> saved =
        server.post("/api/v1/scenarios", "{\"scenario\": " + scenario + "}");
    assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
    assertThat(saved.headers().firstValue("x-keytrail-seq")).isPresent();
    return Json.text(TestServer.json(saved.body()), "/id");
  }

  @Test
  void scenario_isFoundByWhatIsInIt() throws Exception {
    String id = save("{\"principal\": \"anonymous\", \"n\": 1.50}");
    assertThat(id).hasSize(22);
    assertThat(save("{ \"principal\":\"anonymous\",\n\"n\":1.50}")).isEqualTo(id);
    assertThat(save("{\"principal\": \"anonymous\", \"n\": 1.5}")).isNotEqualTo(id);
    JsonObject opened = server.getJson("/api/v1/scenarios/" + id);
    assertThat(opened)
        .isEqualTo(
            TestServer.json(
                "{\"id\":\"" + id + "\",\"scenario\":{\"principal\":\"anonymous\",\"n\":1.50}}"));
  }

  @Test
  void scenario_isItsAccountsOwn() throws Exception {
    String id = save("{\"secret\": true}");
    HttpResponse<String> made =
        server.post("/api/v1/accounts", "{\"accountId\": \"210987654321\"}");
    JsonObject key = TestServer.json(made.body());
    AwsBasicCredentials stranger =
        AwsBasicCredentials.create(
            Json.text(key, "/accessKeyId"), Json.text(key, "/secretAccessKey"));
    HttpResponse<String> theirs = SignedApi.get(server, stranger, "/api/v1/scenarios/" + id);
    HttpResponse<String> nothing =
        SignedApi.get(server, stranger, "/api/v1/scenarios/" + "A".repeat(22));
    assertThat(theirs.statusCode()).isEqualTo(404);
    assertThat(theirs.body()).isEqualTo(nothing.body());
    assertThat(SignedApi.get(server, server.root(), "/api/v1/scenarios/" + id).statusCode())
        .isEqualTo(200);
  }

  @Test
  void scenario_hasALimit() throws Exception {
    String long_ = "{\"text\": \"" + "x".repeat((256 << 10) - 40) + "\"}";
    assertThat(save(long_)).hasSize(22);
    HttpResponse<String> longer =
        server.post(
            "/api/v1/scenarios", "{\"scenario\": {\"text\": \"" + "x".repeat(256 << 10) + "\"}}");
    assertThat(longer.statusCode()).isEqualTo(413);
    for (String wrong : new String[] {"{\"scenario\": []}", "{}", "{\"scenary\": {}}", "[]"}) {
      assertThat(server.post("/api/v1/scenarios", wrong).statusCode()).as(wrong).isEqualTo(400);
    }
    for (String id : new String[] {"x", "%00", "..%2f..", "A".repeat(23)}) {
      assertThat(
              ApiOverHttpTest.get(
                      server, "/api/v1/scenarios/" + id, "Bearer " + server.adminToken())
                  .statusCode())
          .as(id)
          .isEqualTo(404);
    }
  }

  @Test
  void check_saysWhatAndWhere() throws Exception {
    HttpResponse<String> checked =
        server.post(
            "/api/v1/policies/check",
            """
            {"kind": "key", "document": "{\\"Statement\\": [\\n {\\"Sid\\": \\"😀\\", \\"Effect\\": \\"Alow\\", \\"Action\\": [\\"kms:ReEncrypt\\"], \\"Resource\\": \\"*\\"}]}"}\
            """);
    assertThat(checked.statusCode()).as(checked.body()).isEqualTo(200);
    JsonObject answer = TestServer.json(checked.body());
    assertThat(Json.texts(answer, "/diagnostics", "/code"))
        .contains("MISSING_ELEMENT", "INVALID_EFFECT", "UNKNOWN_ACTION");
    JsonObject effect =
        (JsonObject)
            Json.list(answer, "/diagnostics").stream()
                .filter(one -> Json.text(one, "/code").equals("INVALID_EFFECT"))
                .findFirst()
                .orElseThrow();
    assertThat(effect)
        .isEqualTo(
            TestServer.json(
                """
                {"code": "INVALID_EFFECT", "severity": "error",
                 "message": "`Effect` is `Allow` or `Deny`, in this letter case", "help": "",
                 "start": {"line": 2, "column": 25}, "end": {"line": 2, "column": 31},
                 "pointer": "/Statement/0/Effect"}\
                """));
    JsonObject fine =
        TestServer.json(
            server
                .post(
                    "/api/v1/policies/check",
                    """
                    {"kind": "identity", "document": "{\\"Version\\": \\"2012-10-17\\", \\"Statement\\": {\\"Effect\\": \\"Allow\\", \\"Action\\": \\"kms:ListKeys\\", \\"Resource\\": \\"*\\"}}"}\
                    """)
                .body());
    assertThat(Json.list(fine, "/diagnostics")).isEmpty();
    JsonObject broken =
        TestServer.json(
            server
                .post("/api/v1/policies/check", "{\"kind\": \"scp\", \"document\": \"{\"}")
                .body());
    assertThat(Json.list(broken, "/diagnostics")).hasSize(1);
    assertThat(Json.text(broken, "/diagnostics/0/pointer")).isEmpty();
  }

  @Test
  void check_ofAnUnknownKind_isRefused() throws Exception {
    HttpResponse<String> refused =
        server.post("/api/v1/policies/check", "{\"kind\": \"keys\", \"document\": \"{}\"}");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(Json.text(TestServer.json(refused.body()), "/detail"))
        .isEqualTo("`keys` is no kind of policy; did you mean `key`");
    assertThat(Json.text(TestServer.json(refused.body()), "/pointer")).isEqualTo("/kind");
  }
}
