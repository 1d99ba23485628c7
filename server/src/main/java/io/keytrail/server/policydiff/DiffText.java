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
      Map<String, String> context = context(request);
      if (!context.isEmpty()) {
        out.append("    with ").append(context).append('\n');
      }
      if (one.others() > 0) {
        out.append("    and in ").append(one.others()).append(" other contexts\n");
      }
    }
  }

  /// What was put, without what follows from the principal.
  private static Map<String, String> context(AccessRequest request) {
    Map<String, String> shown = new TreeMap<>();
    request
        .context()
        .forEach(
            (key, value) -> {
              if (!isDerived(key)) {
                shown.put(key, shown(value));
              }
            });
    return shown;
  }

  private static boolean isDerived(String key) {
    return key.startsWith("aws:Principal")
        || key.equals("aws:userid")
        || key.equals("aws:username")
        || key.equals("kms:CallerAccount")
        || key.startsWith("kms:EncryptionContext");
  }

  private static String shown(ContextValue value) {
    return value.multi() ? value.values().toString() : value.values().getFirst();
  }

  public static String json(Result result) {
    List<JsonValue> differences = new ArrayList<>();
    for (Difference one : result.differences()) {
      AccessRequest request = one.request();
      JsonObject.Builder context = JsonObject.builder();
      context(request).forEach(context::put);
      differences.add(
          JsonObject.builder()
              .put("change", one.newlyAllowed() ? "newlyAllowed" : "newlyDenied")
              .put("principal", request.principal().arn())
              .put("action", request.action())
              .put("resource", request.resource())
              .put("context", context.build())
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
