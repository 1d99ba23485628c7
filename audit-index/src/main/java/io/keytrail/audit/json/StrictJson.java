package io.keytrail.audit.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Reads JSON as RFC 8259 has it and refuses what readers disagree about: bytes that are not
/// UTF-8, a byte order mark, duplicate member names (compared decoded), text after the value, lone
/// surrogates, anything over its [Limits]. Any value may stand at the top. Safe for use by many
/// threads.
public final class StrictJson {
  // WHY: Jackson's own limits stand just outside ours, so that the messages are ours. Member names
  // are not interned, and a flood of colliding names only switches its name table off.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1_001)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private StrictJson() {}

  /// Reads the one value that `utf8` holds. The array is not kept.
  public static JsonValue parse(byte[] utf8, Limits limits) throws JsonSyntaxException {
    if (utf8.length > limits.maxBytes()) {
      throw new JsonSyntaxException(
          1, 1, "", "the text has " + utf8.length + " bytes, allowed are " + limits.maxBytes());
    }
    return new TreeReader(FACTORY, decode(utf8), limits).read();
  }

  /// As [#parse(byte[], Limits)] for a text that is decoded already.
  public static JsonValue parse(String text, Limits limits) throws JsonSyntaxException {
    if (text.length() > limits.maxBytes()) {
      throw new JsonSyntaxException(
          1, 1, "", "the text has over " + limits.maxBytes() + " bytes, which is the limit");
    }
    return new TreeReader(FACTORY, text, limits).read();
  }

  private static String decode(byte[] utf8) throws JsonSyntaxException {
    return isAscii(utf8) ? new String(utf8, StandardCharsets.US_ASCII) : decodeAny(utf8);
  }

  /// Most texts are; they need no decoder's buffers.
  private static boolean isAscii(byte[] utf8) {
    int bits = 0;
    for (byte b : utf8) {
      bits |= b;
    }
    return bits >= 0;
  }

  private static String decodeAny(byte[] utf8) throws JsonSyntaxException {
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(utf8);
    try {
      return decoder.decode(in).toString();
    } catch (CharacterCodingException malformed) {
      CharBuffer valid = StandardCharsets.UTF_8.decode(in.duplicate().flip());
      TextPlace place = TextPlace.at(valid.toString(), valid.length());
      throw new JsonSyntaxException(
          place.line(), place.column(), "", "the text is not valid UTF-8");
    }
  }
}
