package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonValue;
import io.keytrail.policy.eval.AccessRequest;

/// Requests in the simulator's form, for those who decide them themselves.
public final class RequestText {
  private RequestText() {}

  /// The request as asked; nothing is derived yet.
  ///
  /// @throws io.keytrail.server.invoke.Problem pointing at what is wrong
  public static AccessRequest read(JsonValue value, String pointer) {
    return RequestReader.read(value, pointer);
  }
}
