package io.keytrail.server.invoke;

import io.keytrail.audit.json.JsonValue;

/// What an answer of `/api/v1` says, and in which form it is at hand.
public sealed interface AnswerContent {

  /// A value that is still to be written.
  record Json(JsonValue value) implements AnswerContent {}

  /// JSON in UTF-8. Nobody changes the array.
  final class Written implements AnswerContent {
    private final byte[] json;

    public Written(byte[] json) {
      this.json = json;
    }

    public byte[] json() {
      return json;
    }
  }

  /// What comes bit by bit, from when the call is on record.
  record Streamed(AnswerStream stream) implements AnswerContent {}
}
