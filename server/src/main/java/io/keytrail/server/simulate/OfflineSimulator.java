package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.policy.explain.Explainer;
import io.keytrail.server.invoke.Problem;
import io.keytrail.server.simulate.snapshot.AccountSnapshot;
import java.util.ArrayList;
import java.util.List;

/// The simulator without a server: the questions and answers of `POST /api/v1/simulate` where the
/// policies come with the request. Safe for use by several threads; does not block.
public final class OfflineSimulator {
  private final PoliciesReader policies = new PoliciesReader(new Documents());
  private final Explainer explainer = new Explainer();

  /// @param body `{"request": …, "policies": …}`, or `requests`
  /// @return the answer of the contract
  /// @throws Problem with the pointer to what is wrong, and its diagnostics where that is a text
  public JsonObject answer(JsonValue body) {
    Questions questions = withoutSnapshot(Questions.read(body));
    JsonValue given =
        questions
            .policies()
            .orElseThrow(() -> Problem.badRequest("/policies", "the member `policies` is missing"));
    return answer(questions, given);
  }

  /// As [#answer(JsonValue)], by the policies that a snapshot holds for each principal and
  // resource.
  ///
  /// @param body `{"request": …}`, or `requests`
  /// @throws Problem also for what the snapshot does not hold
  public JsonObject answer(JsonValue body, AccountSnapshot snapshot) {
    Questions questions = withoutSnapshot(Questions.read(body));
    if (questions.policies().isPresent()) {
      throw Problem.badRequest("/policies", "expected `policies` or a snapshot, not both");
    }
    return answer(questions, snapshot);
  }

  private static Questions withoutSnapshot(Questions questions) {
    if (questions.snapshot().isPresent()) {
      throw Problem.badRequest("/snapshot", "only a server keeps snapshots by their ids");
    }
    return questions;
  }

  JsonObject answer(Questions questions, AccountSnapshot snapshot) {
    SnapshotQuestions stored = new SnapshotQuestions(snapshot, policies);
    List<JsonObject> answers = new ArrayList<>(questions.asked().size());
    for (Questions.Asked asked : questions.asked()) {
      StoredPolicies.Question question = stored.of(asked);
      answers.add(
          DecisionWriter.decision(explainer.explain(question.request(), question.policies())));
    }
    return questions.answer(answers);
  }

  JsonObject answer(Questions questions, JsonValue given) {
    List<JsonObject> answers = new ArrayList<>(questions.asked().size());
    for (Questions.Asked asked : questions.asked()) {
      answers.add(
          DecisionWriter.decision(
              explainer.explain(
                  asked.request(), policies.read(given, "/policies", asked.request()))));
    }
    return questions.answer(answers);
  }
}
