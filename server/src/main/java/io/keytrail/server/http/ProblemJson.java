package io.keytrail.server.http;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.policy.condition.Diagnostic;
import io.keytrail.policy.condition.Position;
import io.keytrail.server.invoke.Problem;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A [Problem] as RFC 9457 has it.
final class ProblemJson {
  private ProblemJson() {}

  static byte[] render(Problem problem) {
    JsonObject.Builder out =
        JsonObject.builder()
            .put("type", "about:blank")
            .put("title", HttpResponseStatus.valueOf(problem.status()).reasonPhrase())
            .put("status", problem.status())
            .put("detail", problem.detail())
            .put("code", problem.code());
    problem.pointer().ifPresent(pointer -> out.put("pointer", pointer));
    problem
        .position()
        .ifPresent(position -> out.put("line", position.line()).put("column", position.column()));
    if (!problem.diagnostics().isEmpty()) {
      out.put("diagnostics", diagnostics(problem.diagnostics()));
    }
    return JsonWriter.toBytes(out.build());
  }

  private static JsonArray diagnostics(List<Diagnostic> diagnostics) {
    List<JsonValue> out = new ArrayList<>();
    for (Diagnostic diagnostic : diagnostics) {
      out.add(
          JsonObject.builder()
              .put("code", diagnostic.code())
              .put("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT))
              .put("message", diagnostic.message())
              .put("help", diagnostic.help())
              .put("start", position(diagnostic.span().start()))
              .put("end", position(diagnostic.span().end()))
              .build());
    }
    return new JsonArray(out);
  }

  private static JsonObject position(Position position) {
    return JsonObject.builder()
        .put("line", position.line())
        .put("column", position.column())
        .build();
  }
}
