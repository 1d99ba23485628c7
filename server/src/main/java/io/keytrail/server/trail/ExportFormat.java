package io.keytrail.server.trail;

import io.keytrail.audit.event.AuditEvent;
import io.keytrail.audit.json.JsonWriter;
import java.util.Arrays;
import java.util.Optional;

/// How events are written to a file.
enum ExportFormat {
  /// One JSON object a line, each as a search answers it.
  NDJSON("ndjson", "application/x-ndjson", "") {
    @Override
    String line(AuditEvent event) {
      return JsonWriter.toText(EventJson.of(event)) + "\n";
    }
  },

  /// A table after RFC 4180, with a header.
  CSV("csv", "text/csv; charset=utf-8; header=present", EventTable.HEADER) {
    @Override
    String line(AuditEvent event) {
      return EventTable.line(event);
    }
  };

  private final String text;
  private final String contentType;
  private final String head;

  ExportFormat(String text, String contentType, String head) {
    this.text = text;
    this.contentType = contentType;
    this.head = head;
  }

  static Optional<ExportFormat> of(String text) {
    return Arrays.stream(values()).filter(format -> format.text.equals(text)).findFirst();
  }

  /// As the parameter `format` and the file's name have it.
  String text() {
    return text;
  }

  String contentType() {
    return contentType;
  }

  /// What stands before the first event.
  String head() {
    return head;
  }

  /// One event, with the end of its line.
  abstract String line(AuditEvent event);
}
