package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.PolicySet;
import io.keytrail.policy.explain.Explained;
import io.keytrail.policy.explain.Explainer;
import io.keytrail.server.invoke.Problem;
import io.keytrail.server.simulate.snapshot.AccountSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The simulator without a server: the questions and answers of `POST /api/v1/simulate` where the
/// policies come with the request. Safe for use by several threads; does not block.
public final class OfflineSimulator {
  /// What we wrote ourselves is read whatever its size.
  private static final Limits OURS =
      new Limits(Integer.MAX_VALUE, 1_000, 1_000, Integer.MAX_VALUE, true);

  private final PoliciesReader policies = new PoliciesReader(new Documents());
  private final SeenPolicies seen = new SeenPolicies(Limits.REQUEST);
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
    return tree(answer(questions, given));
  }

  /// As [#answer(JsonValue)], by the policies that a snapshot holds for each principal and
  /// resource.
  ///
  /// @param body `{"request": …}`, or `requests`
  /// @throws Problem also for what the snapshot does not hold
  public JsonObject answer(JsonValue body, AccountSnapshot snapshot) {
    Questions questions = withoutSnapshot(Questions.read(body));
    if (questions.policies().isPresent()) {
      throw Problem.badRequest("/policies", "expected `policies` or a snapshot, not both");
    }
    return tree(answer(questions, snapshot));
  }

  private static Questions withoutSnapshot(Questions questions) {
    if (questions.snapshot().isPresent()) {
      throw Problem.badRequest("/snapshot", "only a server keeps snapshots by their ids");
    }
    return questions;
  }

  private static JsonObject tree(byte[] answer) {
    try {
      return (JsonObject) StrictJson.parse(answer, OURS);
    } catch (JsonSyntaxException impossible) {
      throw new IllegalStateException("an answer that is not JSON", impossible);
    }
  }

  /// Reads a body as [StrictJson] does; faster if its policies were read before.
  JsonValue read(byte[] body) throws JsonSyntaxException {
    return seen.read(body);
  }

  /// @return the answer of the contract, in UTF-8
  byte[] answer(Questions questions, AccountSnapshot snapshot) {
    SnapshotQuestions stored = new SnapshotQuestions(snapshot, policies);
    return answer(questions, stored::of);
  }

  /// @return the answer of the contract, in UTF-8
  byte[] answer(Questions questions, JsonValue given) {
    return answer(
        questions,
        asked -> new StoredPolicies.Question(asked.request(), set(given, asked.request())));
  }

  private PolicySet set(JsonValue given, AccessRequest request) {
    PolicySet known = seen.find(given, request);
    if (known != null) {
      return known;
    }
    PolicySet fresh = policies.read(given, "/policies", request);
    seen.keep(given, request, fresh);
    return fresh;
  }

  private byte[] answer(
      Questions questions, Function<Questions.Asked, StoredPolicies.Question> complete) {
    List<Explained> answers = new ArrayList<>(questions.asked().size());
    for (Questions.Asked asked : questions.asked()) {
      StoredPolicies.Question question = complete.apply(asked);
      answers.add(explainer.explain(question.request(), question.policies()));
    }
    return questions.answer(answers);
  }
}
