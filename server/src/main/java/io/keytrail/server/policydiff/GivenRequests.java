package io.keytrail.server.policydiff;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.server.invoke.Problem;
import io.keytrail.server.simulate.RequestText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A list of requests in the simulator's form.
public final class GivenRequests {
  private GivenRequests() {}

  /// @throws IOException with words for a person, if the text is no such list
  public static List<AccessRequest> read(String text) throws IOException {
    try {
      JsonValue value = StrictJson.parse(text.getBytes(StandardCharsets.UTF_8), Limits.REQUEST);
      if (!(value instanceof JsonArray(List<JsonValue> elements))) {
        throw new IOException("expected a JSON list of requests");
      }
      List<AccessRequest> requests = new ArrayList<>();
      for (JsonValue element : elements) {
        requests.add(RequestText.read(element, "/" + requests.size()));
      }
      return requests;
    } catch (JsonSyntaxException malformed) {
      throw new IOException(
          "requests:%d:%d: %s"
              .formatted(malformed.line(), malformed.column(), malformed.getMessage()),
          malformed);
    } catch (Problem problem) {
      throw new IOException(
          "requests: " + problem.pointer().orElse("") + ": " + problem.detail(), problem);
    }
  }
}
