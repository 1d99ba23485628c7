package io.keytrail.server.imports;

import io.keytrail.audit.json.JsonBool;
import io.keytrail.audit.json.JsonObject;
import java.util.UUID;

/// What an import's job is about. Kept under a MAC, so it decides what may come in.
///
/// @param spool in which the file lies
/// @param operator whether records of every account may come in
record ImportInput(UUID spool, boolean operator, String name) {

  JsonObject toJson() {
    return JsonObject.builder()
        .put("spool", spool.toString())
        .put("operator", operator)
        .put("name", name)
        .build();
  }

  static ImportInput of(JsonObject json) {
    return new ImportInput(
        UUID.fromString(json.string("spool").orElseThrow()),
        json.member("operator").orElseThrow().equals(JsonBool.TRUE),
        json.string("name").orElseThrow());
  }

  /// The file for a message.
  String shownName() {
    return name.isEmpty() ? "the file" : name;
  }
}
