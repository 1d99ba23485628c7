package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonOut;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.explain.Explained;
import io.keytrail.server.invoke.Members;
import io.keytrail.server.invoke.Problem;
import java.util.List;
import java.util.Optional;

/// The questions of one simulation: `request`, or `requests` in its place.
///
/// @param batch whether the answer is a list
/// @param policies to decide by; absent: those of the snapshot, or what the server stores
/// @param snapshot whose policies decide: an id, or `latest`; absent if there are `policies`
record Questions(
    List<Asked> asked, boolean batch, Optional<JsonValue> policies, Optional<String> snapshot) {
  static final int MAX_REQUESTS = 1_000;
  private static final List<String> MEMBERS =
      List.of("request", "requests", "policies", "snapshot");

  /// @param pointer to the request
  record Asked(AccessRequest request, String pointer) {}

  /// @throws Problem with the pointer to what is wrong: one bad request fails all
  static Questions read(JsonValue body) {
    Members members = Members.of(body, "", MEMBERS);
    Optional<JsonValue> one = members.value("request");
    Optional<List<JsonValue>> several = members.list("requests");
    if (one.isPresent() && several.isPresent()) {
      throw Problem.badRequest("/requests", "expected `request` or `requests`, not both");
    }
    Optional<JsonValue> policies = members.value("policies");
    Optional<String> snapshot = members.string("snapshot");
    if (policies.isPresent() && snapshot.isPresent()) {
      throw Problem.badRequest("/snapshot", "expected `policies` or `snapshot`, not both");
    }
    if (several.isPresent()) {
      return new Questions(readAll(several.get()), true, policies, snapshot);
    }
    JsonValue request =
        one.orElseThrow(() -> Problem.badRequest("/request", "the member `request` is missing"));
    Asked asked = new Asked(RequestReader.read(request, "/request"), "/request");
    return new Questions(List.of(asked), false, policies, snapshot);
  }

  private static List<Asked> readAll(List<JsonValue> values) {
    if (values.size() > MAX_REQUESTS) {
      throw Members.expected("/requests", "at most " + MAX_REQUESTS + " requests");
    }
    Asked[] asked = new Asked[values.size()];
    for (int i = 0; i < asked.length; i++) {
      String pointer = "/requests/" + i;
      asked[i] = new Asked(RequestReader.read(values.get(i), pointer), pointer);
    }
    return List.of(asked);
  }

  /// One answer as it is, several as `{"results": […]}` in the order of the questions; in UTF-8.
  byte[] answer(List<Explained> answers) {
    JsonOut out = JsonOut.begin();
    if (batch) {
      out.beginObject().name("results").beginArray();
      answers.forEach(answer -> DecisionWriter.decision(answer, out));
      out.endArray().endObject();
    } else {
      DecisionWriter.decision(answers.getFirst(), out);
    }
    return out.toBytes();
  }
}
