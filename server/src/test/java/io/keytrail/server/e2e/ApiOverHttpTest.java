package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.policy.catalog.Catalogue;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the port answers beside AWS's protocols: the API's description, health, metrics, signing
/// in, accounts, and paths that lead nowhere.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ApiOverHttpTest {
  private TestServer server;

  @BeforeAll
  void start() throws Exception {
    server = TestServer.start();
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  /// @param authorization empty: none
  static HttpResponse<String> get(TestServer server, String path, String authorization)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.uri().resolve(path)).timeout(Duration.ofSeconds(30));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private HttpResponse<String> get(String path) throws Exception {
    return get(server, path, "");
  }

  @Test
  void openApi_listsEveryOperation() throws Exception {
    HttpResponse<String> response = get("/openapi.json");
    assertThat(response.statusCode()).isEqualTo(200);
    JsonObject document = TestServer.json(response.body());
    assertThat(document.string("openapi").orElseThrow()).startsWith("3.1");
    TreeSet<String> operations = new TreeSet<>();
    for (Map.Entry<String, JsonValue> path :
        document.object("paths").orElseThrow().members().entrySet()) {
      for (Map.Entry<String, JsonValue> operation :
          ((JsonObject) path.getValue()).members().entrySet()) {
        operations.add(operation.getKey() + " " + path.getKey());
        assertThat(((JsonObject) operation.getValue()).members())
            .containsKeys("operationId", "summary", "responses", "security");
        // Else a policy that names it would be told that there is no such action.
        ((JsonObject) operation.getValue())
            .string("x-keytrail-action")
            .ifPresent(
                action -> assertThat(Catalogue.standard().find(action)).as(action).isPresent());
      }
    }
    assertThat(operations)
        .containsExactly(
            "get /api/v1/accounts",
            "get /api/v1/directories",
            "get /api/v1/directories/{id}",
            "get /api/v1/events",
            "get /api/v1/events/export",
            "get /api/v1/events/facets",
            "get /api/v1/events/fields",
            "get /api/v1/events/histogram",
            "get /api/v1/events/stream",
            "get /api/v1/events/{eventID}",
            "get /api/v1/imports",
            "get /api/v1/imports/{id}",
            "get /api/v1/jobs",
            "get /api/v1/jobs/{id}",
            "get /api/v1/principals",
            "get /api/v1/scenarios/{id}",
            "get /api/v1/session",
            "get /api/v1/snapshots",
            "get /api/v1/snapshots/{id}",
            "get /api/v1/workspaces",
            "get /api/v1/workspaces/{id}",
            "post /api/v1/accounts",
            "post /api/v1/aws/{service}/{operation}",
            "post /api/v1/conditions/evaluate",
            "post /api/v1/conditions/translate",
            "post /api/v1/directories",
            "post /api/v1/directories/{id}/users",
            "post /api/v1/imports",
            "post /api/v1/jobs/{id}/cancel",
            "post /api/v1/policies/check",
            "post /api/v1/policies/format",
            "post /api/v1/scenarios",
            "post /api/v1/session/act-as",
            "post /api/v1/sign-in",
            "post /api/v1/sign-in-links",
            "post /api/v1/sign-out",
            "post /api/v1/simulate",
            "post /api/v1/snapshots",
            "post /api/v1/snapshots/{id}/delete");
  }

  @Test
  void health_needsNoSignIn() throws Exception {
    HttpResponse<String> live = get("/health/live");
    assertThat(live.statusCode()).isEqualTo(200);
    assertThat(live.body()).isEqualTo("{\"status\":\"live\"}");
    HttpResponse<String> ready = get("/health/ready");
    assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
    assertThat(Json.texts(TestServer.json(ready.body()), "/checks", "/name"))
        .containsExactly("database", "caches", "index");
  }

  @Test
  void metrics_countCalls() throws Exception {
    try (var sts = server.sts(server.root())) {
      assertThat(sts.getCallerIdentity().account()).isEqualTo(TestServer.ACCOUNT);
    }
    HttpResponse<String> metrics = get("/metrics");
    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(metrics.headers().firstValue("content-type").orElseThrow()).startsWith("text/plain");
    assertThat(metrics.body().lines())
        .anyMatch(
            line ->
                line.startsWith("keytrail_requests_seconds_count{")
                    && line.contains("operation=\"GetCallerIdentity\"")
                    && line.contains("outcome=\"ok\"")
                    && !line.endsWith(" 0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/events", "/api/v1/accounts", "/api/v1/nothing"})
  void withoutSignIn_nothingOfTheApiIsShown(String path) throws Exception {
    for (String authorization : List.of("", "Bearer wrong", "Basic cm9vdDpyb290")) {
      HttpResponse<String> response = get(server, path, authorization);
      assertThat(response.statusCode()).as(authorization).isEqualTo(401);
      assertThat(response.headers().firstValue("content-type"))
          .contains("application/problem+json");
      assertThat(response.headers().firstValue("www-authenticate").orElseThrow())
          .startsWith("Bearer");
      JsonObject problem = TestServer.json(response.body());
      assertThat(problem.string("code")).contains("UNAUTHENTICATED");
      assertThat(problem.string("detail"))
          .contains(
              "sign in by `Authorization: Bearer TOKEN` or by Signature Version 4; a browser signs"
                  + " in by a link that `./keytrail sign-in` makes");
    }
  }

  @Test
  void unknownPaths_areProblems() throws Exception {
    HttpResponse<String> unknown = get(server, "/api/v1/event", "Bearer " + server.adminToken());
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(TestServer.json(unknown.body()).string("code")).contains("NOT_FOUND");
    assertThat(get("/nothing/here").statusCode()).isEqualTo(404);
    HttpResponse<String> wrongMethod =
        get(server, "/api/v1/simulate", "Bearer " + server.adminToken());
    assertThat(wrongMethod.statusCode()).isEqualTo(405);
    assertThat(wrongMethod.headers().firstValue("allow")).contains("OPTIONS, POST");
  }

  @Test
  void accounts_areMadeByTheOperator_once() throws Exception {
    HttpResponse<String> made =
        server.post("/api/v1/accounts", "{\"accountId\": \"210987654321\"}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    JsonObject key = TestServer.json(made.body());
    assertThat(key.string("accessKeyId").orElseThrow()).startsWith("AKIA");
    assertThat(key.string("secretAccessKey").orElseThrow()).hasSize(40);
    long seq = Long.parseLong(made.headers().firstValue("x-keytrail-seq").orElseThrow());
    assertThat(server.records("seq = " + seq, seq).getFirst().toString())
        .contains(key.string("accessKeyId").orElseThrow())
        .doesNotContain(key.string("secretAccessKey").orElseThrow());
    HttpResponse<String> again =
        server.post("/api/v1/accounts", "{\"accountId\": \"210987654321\"}");
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(TestServer.json(again.body()).string("code")).contains("ACCOUNT_EXISTS");
    HttpResponse<String> malformed = server.post("/api/v1/accounts", "{\"accountId\": \"1\"}");
    assertThat(malformed.statusCode()).isEqualTo(400);
    assertThat(TestServer.json(malformed.body()).string("pointer")).contains("/accountId");
    assertThat(Json.texts(server.getJson("/api/v1/accounts"), "/accounts", "/accountId"))
        .contains(TestServer.ACCOUNT, "210987654321");
  }
}
