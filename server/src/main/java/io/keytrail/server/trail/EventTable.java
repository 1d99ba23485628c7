package io.keytrail.server.trail;

import io.keytrail.audit.event.AuditEvent;
import io.keytrail.audit.event.EnrichedEvent;
import io.keytrail.audit.event.Enricher;
import io.keytrail.audit.json.JsonObject;
import java.util.List;

/// Events as lines of CSV (RFC 4180). A cell that a spreadsheet would take for a formula begins
/// with an apostrophe: a user agent or an alias is anybody's text.
final class EventTable {
  private static final List<String> RECORD =
      List.of(
          "eventTime",
          "eventName",
          "eventSource",
          "errorCode",
          "errorMessage",
          "awsRegion",
          "recipientAccountId",
          "sourceIPAddress",
          "userAgent",
          "eventID");
  private static final List<String> DERIVED =
      List.of(
          "principal",
          "decision",
          "sid",
          "directory",
          "volume",
          "workspace",
          "key",
          "grant",
          "alias");
  private static final String END = "\r\n";

  static final String HEADER =
      String.join(",", RECORD) + "," + String.join(",", DERIVED) + ",seq" + END;

  private EventTable() {}

  /// Several values of a derived field stand in one cell, with blanks between them.
  static String line(AuditEvent event) {
    JsonObject record = event.record();
    EnrichedEvent enriched = Enricher.enrich(event);
    StringBuilder line = new StringBuilder(400);
    for (String member : RECORD) {
      cell(line, record.string(member).orElse(""));
    }
    for (String field : DERIVED) {
      cell(line, String.join(" ", enriched.values(field)));
    }
    return line.append(event.seq()).append(END).toString();
  }

  private static void cell(StringBuilder line, String value) {
    String guarded = looksLikeFormula(value) ? "'" + value : value;
    if (needsQuotes(guarded)) {
      line.append('"').append(guarded.replace("\"", "\"\"")).append('"');
    } else {
      line.append(guarded);
    }
    line.append(',');
  }

  /// Source: facts/hostile-input-and-faults.md, D7.
  private static boolean looksLikeFormula(String value) {
    return !value.isEmpty() && "=+-@\t\r\n".indexOf(value.charAt(0)) >= 0;
  }

  private static boolean needsQuotes(String value) {
    return value.chars().anyMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
  }
}
