package io.keytrail.server.cli;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.JsonWriter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What became of the files, as it is printed: a line each and their sum, or one JSON object.
/// Confined to one thread.
final class ImportReport {
  private static final List<String> COUNTS =
      List.of("records", "imported", "duplicates", "quarantined");

  private final PrintWriter out;
  private final boolean json;
  private final List<JsonValue> imports = new ArrayList<>();
  private final long[] sums = new long[COUNTS.size()];
  private int failures;

  ImportReport(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  /// A file that the server did not take.
  void notSent(String name, String why) {
    failures++;
    imports.add(
        JsonObject.builder()
            .put("id", JsonNull.NULL)
            .put("state", "refused")
            .put("file", JsonObject.builder().put("name", name).build())
            .put("error", why)
            .build());
    line(name + ": refused: " + why);
  }

  /// A file whose import has only begun.
  void begun(String name, JsonObject job) {
    imports.add(job);
    line(name + ": " + job.string("id").orElse(""));
  }

  /// An import that has ended.
  void ended(String name, JsonObject one) {
    imports.add(one);
    String state = one.string("state").orElse("");
    JsonObject counts = one.object("counts").orElse(JsonObject.EMPTY);
    for (int i = 0; i < sums.length; i++) {
      sums[i] += number(counts, COUNTS.get(i));
    }
    boolean done = state.equals("done");
    failures += done ? 0 : 1;
    String why = done ? "" : state + firstReason(one) + "; ";
    line(
        name
            + ": "
            + why
            + words(COUNTS.stream().mapToLong(count -> number(counts, count)).toArray()));
  }

  private static String firstReason(JsonObject one) {
    boolean failed = one.string("state").orElse("").equals("failed");
    Optional<JsonObject> first =
        one.member("quarantine").orElse(null) instanceof JsonArray(var entries)
                && !entries.isEmpty()
                && entries.getFirst() instanceof JsonObject entry
            ? Optional.of(entry)
            : Optional.empty();
    return failed ? first.flatMap(e -> e.string("reason")).map(r -> ": " + r).orElse("") : "";
  }

  private void line(String text) {
    if (!json) {
      out.println(text);
      out.flush();
    }
  }

  /// The sum, or all of it as JSON.
  void finish(boolean waited) {
    if (json) {
      JsonObject.Builder whole = JsonObject.builder().put("imports", new JsonArray(imports));
      if (waited) {
        JsonObject.Builder totals = JsonObject.builder();
        for (int i = 0; i < sums.length; i++) {
          totals.put(COUNTS.get(i), sums[i]);
        }
        whole.put("totals", totals.build());
      }
      out.println(JsonWriter.toText(whole.build()));
    } else if (waited && imports.size() > 1) {
      out.println(imports.size() + " files: " + words(sums));
    }
    out.flush();
  }

  long quarantined() {
    return sums[sums.length - 1];
  }

  /// Files of which not all was done: refused, failed or cancelled.
  int failures() {
    return failures;
  }

  private static String words(long[] counts) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < counts.length; i++) {
      text.append(i == 0 ? "" : ", ").append(counts[i]).append(' ').append(COUNTS.get(i));
    }
    return text.toString();
  }

  static long number(JsonObject from, String name) {
    return from.member(name).orElse(null) instanceof JsonNumber number
        ? number.asLong().orElse(0)
        : 0;
  }
}
