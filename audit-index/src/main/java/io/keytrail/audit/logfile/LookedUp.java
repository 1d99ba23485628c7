package io.keytrail.audit.logfile;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// An event as `aws cloudtrail lookup-events` prints it: the record is a text inside.
final class LookedUp {
  private static final String MEMBER = "CloudTrailEvent";

  private LookedUp() {}

  static LogEntry unwrap(long number, long position, byte[] json) {
    try {
      if (StrictJson.parse(json, Limits.RECORD) instanceof JsonObject event
          && event.string(MEMBER).isPresent()) {
        ByteBuffer utf8 =
            StandardCharsets.UTF_8
                .newEncoder()
                .encode(CharBuffer.wrap(event.string(MEMBER).orElseThrow()));
        return new LogEntry.Found(
            number, position, Arrays.copyOfRange(utf8.array(), 0, utf8.limit()));
      }
      return new LogEntry.Broken(number, position, "the event has no `" + MEMBER + "`", false);
    } catch (JsonSyntaxException syntax) {
      return new LogEntry.Broken(number, position, "not valid JSON: " + syntax.getMessage(), false);
    } catch (CharacterCodingException lone) {
      return new LogEntry.Broken(
          number, position, "`" + MEMBER + "` holds half of a surrogate pair", false);
    }
  }
}
