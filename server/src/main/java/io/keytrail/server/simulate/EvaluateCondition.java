package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonOut;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.policy.condition.BoundCondition;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.explain.ConditionAnswer;
import io.keytrail.policy.explain.ConditionEvaluator;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Members;
import io.keytrail.server.invoke.Problem;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/// `POST /api/v1/conditions/evaluate`: whether one condition holds in a context, and why.
final class EvaluateCondition implements ApiOperation {
  private static final List<String> MEMBERS = List.of("condition", "context", "unknownContext");

  private final ConditionEvaluator evaluator = new ConditionEvaluator();

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String path() {
    return "/api/v1/conditions/evaluate";
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
    try {
      return Future.succeededFuture(Answer.written(evaluate(request)));
    } catch (Problem problem) {
      return Future.failedFuture(problem);
    }
  }

  private byte[] evaluate(Request request) {
    JsonValue body = request.body().orElseThrow(() -> Members.expected("", "a JSON body"));
    Members members = Members.of(body, "", MEMBERS);
    JsonValue written =
        members
            .value("condition")
            .orElseThrow(
                () -> Problem.badRequest("/condition", "the member `condition` is missing"));
    BoundCondition condition = Conditions.bound(written, "/condition");
    Map<String, ContextValue> context = ContextReader.context(members, "context");
    ConditionAnswer answer =
        evaluator.evaluate(condition, context, UnknownReader.read(members, context));
    JsonOut out = JsonOut.begin();
    DecisionWriter.truth(answer.holds(), out.beginObject().name("holds"));
    DecisionWriter.explanation(answer.explanation(), out.name("explanation"));
    return out.endObject().toBytes();
  }

  @Override
  public JsonObject openApi() {
    return SimulateApi.evaluate();
  }
}
