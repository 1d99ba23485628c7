package io.keytrail.audit.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// Builds the tree of one text from Jackson's tokens. Used once, by one thread.
final class TreeReader {
  private final JsonFactory factory;
  private final String text;
  private final Limits limits;
  private int depth;
  private int values;

  TreeReader(JsonFactory factory, String text, Limits limits) {
    this.factory = factory;
    this.text = text;
    this.limits = limits;
  }

  JsonValue read() throws JsonSyntaxException {
    if (text.startsWith("\uFEFF")) {
      throw new JsonSyntaxException(1, 1, "", "the text begins with a byte order mark");
    }
    try (JsonParser parser = factory.createParser(text)) {
      try {
        JsonToken first = parser.nextToken();
        if (first == null) {
          throw refuse(parser, text.length(), "the text is empty, a JSON value was expected");
        }
        JsonValue value = value(parser, first);
        if (parser.nextToken() != null) {
          throw refuse(parser, parser.currentTokenLocation(), "text follows after the JSON value");
        }
        return value;
      } catch (JsonProcessingException syntax) {
        throw syntaxError(parser, syntax);
      }
    } catch (IOException impossible) {
      throw new IllegalStateException("reading from memory failed", impossible);
    }
  }

  private JsonValue value(JsonParser parser, @Nullable JsonToken token)
      throws IOException, JsonSyntaxException {
    count(parser);
    if (token == null) {
      throw refuse(parser, text.length(), "the text ends inside a value");
    }
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new JsonString(checked(parser, parser.getText()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
      case VALUE_TRUE -> JsonBool.TRUE;
      case VALUE_FALSE -> JsonBool.FALSE;
      case VALUE_NULL -> JsonNull.NULL;
      case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new IllegalStateException("no value begins with " + token);
    };
  }

  private JsonValue object(JsonParser parser) throws IOException, JsonSyntaxException {
    descend(parser);
    var members = new OrderedMembers();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      count(parser);
      String name = checked(parser, parser.currentName());
      if (members.find(name) >= 0) {
        throw refuse(
            parser,
            parser.currentTokenLocation(),
            "the member `" + shortened(name) + "` stands twice");
      }
      members.add(name, value(parser, parser.nextToken()));
    }
    depth--;
    return new JsonObject(members);
  }

  private JsonValue array(JsonParser parser) throws IOException, JsonSyntaxException {
    descend(parser);
    var elements = new ArrayList<JsonValue>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      elements.add(value(parser, token));
    }
    depth--;
    return new JsonArray(elements);
  }

  private JsonValue number(JsonParser parser) throws IOException, JsonSyntaxException {
    if (parser.getTextLength() > limits.maxNumberLength()) {
      throw refuse(
          parser,
          parser.currentTokenLocation(),
          "the number has over " + limits.maxNumberLength() + " characters, which is the limit");
    }
    return new JsonNumber(parser.getText());
  }

  private void descend(JsonParser parser) throws JsonSyntaxException {
    if (++depth > limits.maxDepth()) {
      throw refuse(
          parser,
          parser.currentTokenLocation(),
          "values are nested over " + limits.maxDepth() + " deep, which is the limit");
    }
  }

  private void count(JsonParser parser) throws JsonSyntaxException {
    if (++values > limits.maxValues()) {
      throw refuse(
          parser,
          parser.currentTokenLocation(),
          "the text holds over " + limits.maxValues() + " values, which is the limit");
    }
  }

  private String checked(JsonParser parser, String decoded) throws JsonSyntaxException {
    if (!limits.loneSurrogates() && Surrogates.indexOfLone(decoded) >= 0) {
      throw refuse(
          parser, parser.currentTokenLocation(), "a string holds half of a surrogate pair");
    }
    return decoded;
  }

  private JsonSyntaxException syntaxError(JsonParser parser, JsonProcessingException syntax) {
    JsonLocation location = syntax.getLocation();
    long offset = location == null ? text.length() : location.getCharOffset();
    if (syntax.getOriginalMessage().startsWith("Unrecognized token")) {
      offset = startOfWord((int) Math.min(offset, text.length()));
    }
    if (offset >= text.length()) {
      return refuse(parser, text.length(), "the text ends inside a value");
    }
    int codePoint = text.codePointAt((int) Math.max(offset, 0));
    String shown =
        codePoint < 0x20 || codePoint == 0x7f
            ? String.format("U+%04X", codePoint)
            : "`" + Character.toString(codePoint) + "`";
    return refuse(parser, offset, "not valid JSON at " + shown);
  }

  /// Jackson names the end of a word that it does not know.
  private int startOfWord(int end) {
    int start = end;
    while (start > 0 && Character.isJavaIdentifierPart(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private JsonSyntaxException refuse(JsonParser parser, JsonLocation location, String message) {
    return refuse(parser, location.getCharOffset(), message);
  }

  private JsonSyntaxException refuse(JsonParser parser, long offset, String message) {
    TextPlace place = TextPlace.at(text, offset);
    String pointer = parser.getParsingContext().pathAsPointer().toString();
    return new JsonSyntaxException(place.line(), place.column(), pointer, message);
  }

  private static String shortened(String name) {
    return name.length() <= 100 ? name : name.substring(0, name.offsetByCodePoints(0, 80)) + "…";
  }
}
