package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonOut;
import io.keytrail.audit.json.JsonOut.Name;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.explain.NearMiss;
import io.keytrail.policy.explain.NearMiss.Change;
import io.keytrail.policy.explain.NearMiss.Edit;
import io.keytrail.policy.explain.NearMiss.Failed;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes near misses: the members of the statement or grant, what failed, and the change that was
/// tried and would allow the request.
final class NearMissWriter {
  private static final Name FAILED = Name.of("failed");
  private static final Name CHANGE = Name.of("change");
  private static final Name VERIFIED = Name.of("verified");
  private static final Name KIND = Name.of("kind");
  private static final Name LABEL = Name.of("label");
  private static final Name EXPECTED = Name.of("expected");
  private static final Name ACTUAL = Name.of("actual");
  private static final Name OF = Name.of("of");
  private static final Name TEXT = Name.of("text");
  private static final Name CONTEXT = Name.of("context");
  private static final Name WITHOUT = Name.of("without");
  private static final Name ENCRYPTION_CONTEXT = Name.of("encryptionContext");
  private static final Name GRANT_TOKENS = Name.of("grantTokens");
  private static final Name EDITS = Name.of("edits");
  private static final Name POINTER = Name.of("pointer");
  private static final Name REPLACE = Name.of("replace");
  private static final Name ADD = Name.of("add");

  private NearMissWriter() {}

  static void nearMiss(NearMiss miss, JsonOut out) {
    DeciderWriter.members(miss.ref(), out.beginObject());
    out.name(FAILED).beginArray();
    miss.failed().forEach(failed -> failed(failed, out));
    out.endArray();
    change(miss.change(), out.name(CHANGE));
    out.name(VERIFIED).bool(true).endObject();
  }

  private static void failed(Failed failed, JsonOut out) {
    out.beginObject();
    out.name(KIND).string(failed.kind().wireName());
    out.name(LABEL).string(failed.label());
    out.name(EXPECTED).string(failed.expected());
    out.name(ACTUAL).string(failed.actual());
    out.endObject();
  }

  /// Members that have nothing to say are left out.
  private static void change(Change change, JsonOut out) {
    out.beginObject();
    out.name(OF).string(change.ofRequest() ? "request" : "policy");
    out.name(TEXT).string(change.text());
    if (!change.context().isEmpty()) {
      context(change.context(), out.name(CONTEXT));
    }
    if (!change.without().isEmpty()) {
      out.name(WITHOUT).strings(change.without());
    }
    if (!change.encryptionContext().isEmpty()) {
      pairs(change.encryptionContext(), out.name(ENCRYPTION_CONTEXT));
    }
    if (!change.grantTokens().isEmpty()) {
      out.name(GRANT_TOKENS).strings(change.grantTokens());
    }
    if (!change.edits().isEmpty()) {
      edits(change.edits(), out.name(EDITS));
    }
    out.endObject();
  }

  private static void edits(List<Edit> edits, JsonOut out) {
    out.beginArray();
    for (Edit edit : edits) {
      out.beginObject().name(POINTER).string(edit.pointer());
      out.name(edit.replaces() ? REPLACE : ADD).string(edit.value()).endObject();
    }
    out.endArray();
  }

  private static void context(Map<String, ContextValue> context, JsonOut out) {
    out.beginObject();
    new TreeMap<>(context)
        .forEach(
            (key, value) -> {
              out.name(key);
              if (value.multi()) {
                out.strings(value.values());
              } else {
                out.string(value.values().getFirst());
              }
            });
    out.endObject();
  }

  private static void pairs(Map<String, String> pairs, JsonOut out) {
    out.beginObject();
    new TreeMap<>(pairs).forEach((key, value) -> out.name(key).string(value));
    out.endObject();
  }
}
