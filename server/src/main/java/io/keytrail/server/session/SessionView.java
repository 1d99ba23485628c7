package io.keytrail.server.session;

import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.policy.eval.Principal;
import io.keytrail.server.crypto.SecretAccess;
import io.keytrail.server.invoke.BrowserSession;
import io.keytrail.server.invoke.Call;
import java.util.Optional;

/// What a caller is told of himself.
///
/// @param version of this server
record SessionView(String version) {

  /// @param call as that of who signed in, not of whom he acts as
  JsonObject of(Call call) {
    Optional<BrowserSession> browser = call.caller().browser();
    return of(call, browser.flatMap(BrowserSession::actingAs));
  }

  /// As it is after a change of whom he acts as.
  JsonObject of(Call call, Optional<Principal> acting) {
    Principal acts = acting.orElse(call.caller().principal());
    return JsonObject.builder()
        .put("principal", call.caller().principal().arn())
        .put("actingAs", orNull(acting.map(Principal::arn)))
        .put("account", acts.account().orElse(call.account()))
        .put("region", call.region())
        .put(
            "csrf",
            orNull(
                call.caller()
                    .browser()
                    .map(session -> session.csrf().readText(SecretAccess.REPLY))))
        .put("operator", call.caller().operator() && acting.isEmpty())
        .put("version", version)
        .build();
  }

  private static JsonValue orNull(Optional<String> text) {
    return text.<JsonValue>map(JsonString::new).orElse(JsonNull.NULL);
  }
}
