package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.AccessRequests;
import io.keytrail.policy.explain.Explainer;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Members;
import io.keytrail.server.invoke.Problem;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/// `POST /api/v1/simulate`: what would be decided, and why. With policies in the request nothing is
/// read from the store.
final class Simulate implements ApiOperation {
  private static final List<String> MEMBERS = List.of("request", "policies");

  private final PoliciesReader policies;
  private final StoredPolicies stored;
  private final Explainer explainer = new Explainer();

  Simulate(PoliciesReader policies, StoredPolicies stored) {
    this.policies = policies;
    this.stored = stored;
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String path() {
    return "/api/v1/simulate";
  }

  @Override
  public String action() {
    return "keytrail:Simulate";
  }

  /// Questions about stored policies are on record, those that bring their own are not.
  @Override
  public boolean recorded(Request request) {
    return request.body().filter(body -> !bringsPolicies(body)).isPresent();
  }

  private static boolean bringsPolicies(JsonValue body) {
    return body instanceof JsonObject object
        && object.member("policies").filter(value -> value != JsonNull.NULL).isPresent();
  }

  @Override
  public Future<Answer> handle(Call call, Request request) {
    try {
      return simulate(call, request);
    } catch (Problem problem) {
      return Future.failedFuture(problem);
    }
  }

  private Future<Answer> simulate(Call call, Request request) {
    JsonValue body = request.body().orElseThrow(() -> Members.expected("", "a JSON body"));
    Members members = Members.of(body, "", MEMBERS);
    JsonValue asked =
        members
            .value("request")
            .orElseThrow(() -> Problem.badRequest("/request", "the member `request` is missing"));
    AccessRequest access = RequestReader.read(asked, "/request");
    Optional<JsonValue> given = members.value("policies");
    if (given.isPresent()) {
      return Future.succeededFuture(
          answer(
              new StoredPolicies.Question(
                  access, policies.read(given.get(), "/policies", access))));
    }
    return stored.of(call, access).map(this::answer);
  }

  private Answer answer(StoredPolicies.Question question) {
    return Answer.ok(
        DecisionWriter.decision(
            explainer.explain(AccessRequests.derive(question.request()), question.policies())));
  }

  @Override
  public JsonObject openApi() {
    return SimulateApi.simulate();
  }
}
