package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.policy.explain.Explained;
import io.keytrail.policy.explain.Explainer;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Members;
import io.keytrail.server.invoke.Problem;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/// `POST /api/v1/simulate`: what would be decided, and why. With policies in the request nothing is
/// read from the store.
final class Simulate implements ApiOperation {
  private final OfflineSimulator given = new OfflineSimulator();
  private final StoredPolicies stored;
  private final Explainer explainer = new Explainer();

  private final SnapshotSource snapshots;

  Simulate(StoredPolicies stored, SnapshotSource snapshots) {
    this.stored = stored;
    this.snapshots = snapshots;
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
  public JsonValue read(byte[] utf8) throws JsonSyntaxException {
    return given.read(utf8);
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
    Questions questions = Questions.read(body);
    if (questions.policies().isPresent()) {
      return Future.succeededFuture(
          Answer.written(given.answer(questions, questions.policies().get())));
    }
    if (questions.snapshot().isPresent()) {
      return snapshots
          .find(call.account(), questions.snapshot().get())
          .map(snapshot -> Answer.written(given.answer(questions, snapshot)));
    }
    Future<List<Explained>> answers = Future.succeededFuture(new ArrayList<>());
    for (Questions.Asked asked : questions.asked()) {
      answers = answers.compose(before -> next(call, asked, before));
    }
    return answers.map(all -> Answer.written(questions.answer(all)));
  }

  private Future<List<Explained>> next(Call call, Questions.Asked asked, List<Explained> before) {
    return stored
        .of(call, asked)
        .map(
            question -> {
              before.add(explainer.explain(question.request(), question.policies()));
              return before;
            });
  }

  @Override
  public JsonObject openApi() {
    return SimulateApi.simulate();
  }
}
