package io.keytrail.server.policydiff;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.server.policydiff.PolicyDiff.Difference;
import io.keytrail.server.policydiff.PolicyDiff.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Differences for people and for programs.
public final class DiffText {
  private DiffText() {}

  public static Result joined(Result one, Result two) {
    List<Difference> all = new ArrayList<>(one.differences());
    all.addAll(two.differences());
    return new Result(all, one.requests() + two.requests());
  }

  public static String text(Result result) {
    StringBuilder out = new StringBuilder();
    list(
        out,
        "newly allowed",
        result.differences().stream().filter(Difference::newlyAllowed).toList());
    list(
        out,
        "newly denied",
        result.differences().stream().filter(one -> !one.newlyAllowed()).toList());
    if (result.differences().isEmpty()) {
      out.append("no difference found\n");
    }
    return out.toString();
  }

  private static void list(StringBuilder out, String title, List<Difference> differences) {
    if (differences.isEmpty()) {
      return;
    }
    out.append(title).append(" (").append(differences.size()).append("):\n");
    for (Difference one : differences) {
      AccessRequest request = one.request();
      out.append(
          "  %s  %s  on %s%s\n"
              .formatted(
                  request.action(),
                  request.principal().arn(),
                  request.resource(),
                  one.withIamAllow() ? "  if an identity policy allows it" : ""));
      if (!request.context().isEmpty()) {
        Map<String, String> context = new TreeMap<>();
        request.context().forEach((key, value) -> context.put(key, shown(value)));
        out.append("    with ").append(context).append('\n');
      }
      if (!request.encryptionContext().isEmpty()) {
        out.append("    with the encryption context ")
            .append(new TreeMap<>(request.encryptionContext()))
            .append('\n');
      }
      if (one.others() > 0) {
        out.append("    and in ").append(one.others()).append(" other contexts\n");
      }
    }
  }

  private static String shown(ContextValue value) {
    return value.multi() ? value.values().toString() : value.values().getFirst();
  }

  private static JsonObject context(AccessRequest request) {
    JsonObject.Builder context = JsonObject.builder();
    new TreeMap<>(request.context())
        .forEach(
            (key, value) -> {
              if (value.multi()) {
                context.put(key, JsonArray.ofStrings(value.values()));
              } else {
                context.put(key, value.values().getFirst());
              }
            });
    return context.build();
  }

  private static JsonObject pairs(AccessRequest request) {
    JsonObject.Builder pairs = JsonObject.builder();
    new TreeMap<>(request.encryptionContext()).forEach(pairs::put);
    return pairs.build();
  }

  public static String json(Result result) {
    List<JsonValue> differences = new ArrayList<>();
    for (Difference one : result.differences()) {
      AccessRequest request = one.request();
      differences.add(
          JsonObject.builder()
              .put("change", one.newlyAllowed() ? "newlyAllowed" : "newlyDenied")
              .put("principal", request.principal().arn())
              .put("action", request.action())
              .put("resource", request.resource())
              .put("context", context(request))
              .put("encryptionContext", pairs(request))
              .put("ifIdentityAllows", one.withIamAllow())
              .put("before", one.before().verdict().wireName())
              .put("after", one.after().verdict().wireName())
              .put("otherContexts", one.others())
              .build());
    }
    return JsonWriter.toText(
            JsonObject.builder()
                .put("requests", result.requests())
                .put("differences", new JsonArray(differences))
                .build())
        + "\n";
  }
}
