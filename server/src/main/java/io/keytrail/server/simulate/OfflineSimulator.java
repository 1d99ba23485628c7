package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.AccessRequests;
import io.keytrail.policy.eval.PolicySet;
import io.keytrail.policy.explain.Explainer;
import io.keytrail.server.invoke.Members;
import io.keytrail.server.invoke.Problem;
import java.util.List;

/// The simulator without a server: the questions and answers of `POST /api/v1/simulate` where the
/// policies come with the request. Safe for use by several threads; does not block.
public final class OfflineSimulator {
  private static final List<String> MEMBERS = List.of("request", "policies");

  private final PoliciesReader policies = new PoliciesReader(new Documents());
  private final Explainer explainer = new Explainer();

  /// @param body `{"request": …, "policies": …}`
  /// @return one answer of the contract
  /// @throws Problem with the pointer to what is wrong, and its diagnostics where that is a text
  public JsonObject answer(JsonValue body) {
    Members members = Members.of(body, "", MEMBERS);
    AccessRequest request = RequestReader.read(required(members, "request"), "/request");
    PolicySet set = policies.read(required(members, "policies"), "/policies", request);
    return DecisionWriter.decision(explainer.explain(AccessRequests.derive(request), set));
  }

  private static JsonValue required(Members members, String name) {
    return members
        .value(name)
        .orElseThrow(() -> Problem.badRequest("/" + name, "the member `" + name + "` is missing"));
  }
}
