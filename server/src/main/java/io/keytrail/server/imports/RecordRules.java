package io.keytrail.server.imports;

import io.keytrail.audit.event.Enricher;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import io.keytrail.audit.logfile.LogEntry;
import io.keytrail.audit.schema.EventTimes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is a CloudTrail record, and whose records may come in. Pure. Versions, services and names
/// that nobody knows are records like all others.
///
/// @param onlyAccount absent: of every account
record RecordRules(Optional<String> onlyAccount) {

  /// What a place of a file holds.
  sealed interface Verdict {
    record Sound(Candidate candidate) implements Verdict {}

    record Out(Quarantined why) implements Verdict {}
  }

  Verdict judge(LogEntry entry) {
    return switch (entry) {
      case LogEntry.Broken broken -> out(entry, broken.reason());
      case LogEntry.Found found -> judge(found);
    };
  }

  private Verdict judge(LogEntry.Found found) {
    JsonValue value;
    try {
      value = StrictJson.parse(found.json(), Limits.RECORD);
    } catch (JsonSyntaxException syntax) {
      return out(found, where(syntax));
    }
    if (!(value instanceof JsonObject record)) {
      return out(found, "expected a record, which is a JSON object");
    }
    String owner = Enricher.owner(record);
    @Nullable String complaint = complaint(record, owner);
    if (complaint != null) {
      return out(found, complaint);
    }
    Optional<String> eventId = record.string("eventID").filter(text -> !text.isEmpty());
    long time = record.string("eventTime").flatMap(EventTimes::instant).orElseThrow();
    return new Verdict.Sound(
        new Candidate(EventKeys.of(owner, eventId, record), owner, eventId, time, found.json()));
  }

  private @Nullable String complaint(JsonObject record, String owner) {
    @Nullable String time = time(record);
    if (time != null) {
      return time;
    }
    if (record.string("eventName").isEmpty() && record.object("insightDetails").isEmpty()) {
      return "`eventName` is missing, without which it is no CloudTrail record";
    }
    if (onlyAccount.isEmpty() || onlyAccount.get().equals(owner)) {
      return null;
    }
    return owner.isEmpty()
        ? "it does not say to which account's trail it belongs, and yours may hold your own only"
        : "it belongs to the trail of account `%s`; only the operator imports records of other accounts"
            .formatted(shortened(owner));
  }

  private static @Nullable String time(JsonObject record) {
    return switch (record.member("eventTime").orElse(null)) {
      case null -> "`eventTime` is missing, without which it is no CloudTrail record";
      case JsonString(String text) when EventTimes.instant(text).isPresent() -> null;
      case JsonString(String text) ->
          "`eventTime` is `%s`, expected a time such as `2026-11-23T14:00:00Z`"
              .formatted(shortened(text));
      case JsonValue _ -> "`eventTime` is no text";
    };
  }

  private static String where(JsonSyntaxException syntax) {
    return "%s (at %s, line %d, column %d of the record)"
        .formatted(
            syntax.getMessage(),
            syntax.pointer().isEmpty() ? "its top" : "`" + shortened(syntax.pointer()) + "`",
            syntax.line(),
            syntax.column());
  }

  private static Verdict out(LogEntry entry, String reason) {
    return new Verdict.Out(new Quarantined(entry.number(), entry.position(), reason));
  }

  /// Foreign text for a message.
  private static String shortened(String text) {
    int most = 100;
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end) + "…";
  }
}
