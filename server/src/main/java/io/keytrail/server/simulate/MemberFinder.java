package io.keytrail.server.simulate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Finds where the value of one member of the outermost object stands in a JSON text, without
/// reading it: strings and brackets are followed, nothing else is looked at. In valid JSON the
/// place is right; where the text is not valid an answer means nothing. Used once, by one thread.
final class MemberFinder {
  private static final int NOWHERE = -1;

  private final byte[] json;
  private final byte[] name;
  private final byte @Nullable [] expected;
  private int start = NOWHERE;
  private int end = NOWHERE;

  /// @param name of ASCII, without escapes
  /// @param expected what the value probably is, byte for byte: then it is found faster
  MemberFinder(byte[] json, byte[] name, byte @Nullable [] expected) {
    this.json = json;
    this.name = name;
    this.expected = expected;
  }

  int start() {
    return start;
  }

  /// Index behind the value.
  int end() {
    return end;
  }

  /// Whether the expected value stands there.
  boolean asExpected() {
    return expected != null && end - start == expected.length && startsWith(expected, start);
  }

  /// Whether there is exactly one such member, and it is an object.
  boolean find() {
    int at = blanks(0);
    if (!is(at, '{')) {
      return false;
    }
    at = blanks(at + 1);
    while (is(at, '"')) {
      int colon = member(at);
      at = colon == NOWHERE ? NOWHERE : blanks(colon);
      if (is(at, '}')) {
        return start != NOWHERE && blanks(at + 1) == json.length;
      }
      if (!is(at, ',')) {
        return false;
      }
      at = blanks(at + 1);
    }
    return false;
  }

  /// @param at of the name's quotation mark
  /// @return index behind the member's value
  private int member(int at) {
    int behind = string(at);
    int colon = behind == NOWHERE ? NOWHERE : blanks(behind);
    if (!is(colon, ':') || escaped(at, behind)) {
      return NOWHERE;
    }
    int value = blanks(colon + 1);
    if (!named(at, behind)) {
      return value(value);
    }
    if (start != NOWHERE || !is(value, '{')) {
      return NOWHERE;
    }
    start = value;
    end = expected != null && startsWith(expected, value) ? value + expected.length : value(value);
    return end;
  }

  private boolean named(int at, int behind) {
    return behind - at == name.length + 2 && startsWith(name, at + 1);
  }

  private boolean startsWith(byte[] text, int at) {
    return json.length - at >= text.length
        && Arrays.equals(json, at, at + text.length, text, 0, text.length);
  }

  private boolean escaped(int from, int to) {
    for (int i = from; i < to; i++) {
      if (json[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  /// @return index behind the value, or nowhere if the text ends in it
  private int value(int at) {
    if (is(at, '"')) {
      return string(at);
    }
    if (is(at, '{') || is(at, '[')) {
      return nested(at);
    }
    int i = at;
    while (i < json.length && json[i] != ',' && json[i] != '}') {
      i++;
    }
    return i;
  }

  private int nested(int at) {
    int depth = 0;
    int i = at;
    while (i >= 0 && i < json.length) {
      switch (json[i]) {
        case '"' -> i = string(i) - 1;
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        default -> {}
      }
      i++;
      if (depth == 0) {
        return i;
      }
    }
    return NOWHERE;
  }

  private int string(int at) {
    for (int i = at + 1; i < json.length; i++) {
      if (json[i] == '"') {
        return i + 1;
      }
      if (json[i] == '\\') {
        i++;
      }
    }
    return NOWHERE;
  }

  private int blanks(int at) {
    int i = at;
    while (i < json.length
        && (json[i] == ' ' || json[i] == '\n' || json[i] == '\r' || json[i] == '\t')) {
      i++;
    }
    return i;
  }

  private boolean is(int at, char c) {
    return at >= 0 && at < json.length && json[at] == c;
  }
}
