package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.condition.Diagnostic;
import io.keytrail.policy.syntax.JsonNode;
import io.keytrail.policy.syntax.JsonReader;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Problem;
import io.keytrail.server.invoke.Workers;
import io.keytrail.server.simulate.snapshot.AccountSnapshot;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `GET /api/v1/snapshots/{id}`: who and which keys a snapshot holds, what could not be exported,
/// and what is wrong with its policies, but for AWS's own. `latest` is an id here too.
final class GetSnapshot implements ApiOperation {
  private final SnapshotSource snapshots;
  private final Workers workers;

  GetSnapshot(SnapshotSource snapshots, Workers workers) {
    this.snapshots = snapshots;
    this.workers = workers;
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return "/api/v1/snapshots/{id}";
  }

  @Override
  public String action() {
    return "keytrail:Simulate";
  }

  @Override
  public boolean recorded(Request request) {
    return false;
  }

  @Override
  public Future<Answer> handle(Call call, Request request) {
    return snapshots
        .find(call.account(), request.path().getOrDefault("id", ""))
        .recover(failure -> Future.failedFuture(notFound(failure)))
        .compose(snapshot -> workers.run(() -> Answer.ok(shown(snapshot))));
  }

  /// What is wrong with a simulation is nothing to be found here.
  private static Throwable notFound(Throwable failure) {
    return failure instanceof Problem problem
        ? Problem.of(404, "NOT_FOUND", problem.detail())
        : failure;
  }

  private static JsonObject shown(AccountSnapshot snapshot) {
    return JsonObject.builder()
        .put("account", snapshot.account())
        .put("taken", snapshot.taken().toString())
        .put("principals", JsonArray.ofStrings(snapshot.principals().keySet()))
        .put(
            "keys",
            new JsonArray(
                snapshot.keys().values().stream().<JsonValue>map(GetSnapshot::key).toList()))
        .put("unread", JsonArray.ofStrings(snapshot.unread()))
        .put("findings", new JsonArray(findings(snapshot)))
        .build();
  }

  private static JsonObject key(AccountSnapshot.Key key) {
    return JsonObject.builder()
        .put("arn", key.arn())
        .put("aliases", JsonArray.ofStrings(key.aliases()))
        .put("grants", key.grants().size())
        .build();
  }

  private static List<JsonValue> findings(AccountSnapshot snapshot) {
    List<JsonValue> findings = new ArrayList<>();
    snapshot
        .policies()
        .forEach(
            (name, text) -> {
              if (!AccountSnapshot.isOfAws(name)) {
                Optional<JsonNode> root = JsonReader.read(text).root();
                for (Diagnostic one : PolicyLanguage.lint(text, AccountSnapshot.kind(name))) {
                  JsonObject.Builder finding = JsonObject.builder().put("policy", name);
                  CheckPolicy.shown(one, root).members().forEach(finding::put);
                  findings.add(finding.build());
                }
              }
            });
    return findings;
  }

  @Override
  public JsonObject openApi() {
    return SnapshotApi.get();
  }
}
