package io.keytrail.audit.logfile;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

/// Finds where a JSON value ends, by brackets and strings alone, and keeps its bytes. Confined to
/// one thread.
final class ValueScanner {
  /// Nobody nests deeper; more only costs memory.
  private static final int MAX_DEPTH = 100_000;

  private static final int NOTHING = -2;

  private final PlainBytes in;
  private final int maxBytes;
  private final BitSet lists = new BitSet();
  private byte[] kept;
  private int size;
  private boolean tooLarge;
  private int pushedBack = NOTHING;
  private int last = NOTHING;

  ValueScanner(PlainBytes in, int maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
    this.kept = new byte[Math.min(8_192, maxBytes)];
  }

  /// How a value came to its end.
  enum End {
    WHOLE,
    TOO_LARGE,
    CUT_OFF,
    MALFORMED
  }

  /// The next byte; [PlainBytes#END] after the last.
  int next() throws IOException, LogFileException {
    if (pushedBack != NOTHING) {
      last = pushedBack;
      pushedBack = NOTHING;
    } else {
      last = in.next();
    }
    return last;
  }

  /// Gives the last byte once more.
  void back() {
    pushedBack = last;
  }

  /// Of the byte that [#next] gives next.
  long position() {
    return in.position() - (pushedBack == NOTHING || pushedBack == PlainBytes.END ? 0 : 1);
  }

  /// The next byte that is not blank; a byte order mark at the beginning of the file is blank.
  int skipBlank() throws IOException, LogFileException {
    int c = next();
    while (isBlank(c) || isByteOrderMark(c) && position() <= 3) {
      c = next();
    }
    return c;
  }

  /// Drops the rest of the line that is being read.
  void skipLine() throws IOException, LogFileException {
    while (last != '\n' && last != PlainBytes.END) {
      var _ = next();
    }
  }

  /// Begins to keep, with this byte.
  void begin(int first) {
    size = 0;
    tooLarge = false;
    keep(first);
  }

  /// As [#skipBlank], keeping.
  int keepBlank() throws IOException, LogFileException {
    int c = next();
    while (isBlank(c)) {
      keep(c);
      c = next();
    }
    return c;
  }

  void keep(int c) {
    if (size == kept.length && !grow()) {
      tooLarge = true;
      return;
    }
    kept[size++] = (byte) c;
  }

  private boolean grow() {
    if (size >= maxBytes) {
      return false;
    }
    kept = Arrays.copyOf(kept, Math.min(maxBytes, 2 * size));
    return true;
  }

  /// Whether more came than is kept.
  boolean isTooLarge() {
    return tooLarge;
  }

  byte[] bytes() {
    return Arrays.copyOf(kept, size);
  }

  int size() {
    return size;
  }

  /// What was kept from there on equals the text, in ASCII.
  boolean keptEquals(int from, int to, String text) {
    if (to - from != text.length() || to > size) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (kept[i] != text.charAt(i - from)) {
        return false;
      }
    }
    return true;
  }

  /// Reads the rest of a value whose first byte was read and kept. One that is too large is read to
  /// its end all the same, so that what follows is found.
  End rest(int first) throws IOException, LogFileException {
    End end =
        switch (first) {
          case '{', '[' -> nested(first);
          case '"' -> string();
          default -> word();
        };
    return end == End.WHOLE && tooLarge ? End.TOO_LARGE : end;
  }

  private End nested(int first) throws IOException, LogFileException {
    int depth = 1;
    lists.set(1, first == '[');
    while (depth > 0) {
      int c = next();
      if (c == PlainBytes.END) {
        return End.CUT_OFF;
      }
      keep(c);
      switch (c) {
        case '"' -> {
          End string = string();
          if (string != End.WHOLE) {
            return string;
          }
        }
        case '{', '[' -> {
          if (++depth > MAX_DEPTH) {
            return End.MALFORMED;
          }
          lists.set(depth, c == '[');
        }
        case '}', ']' -> {
          if (lists.get(depth) != (c == ']')) {
            return End.MALFORMED;
          }
          depth--;
        }
        default -> {}
      }
    }
    return End.WHOLE;
  }

  /// Control characters end no string; JSON has none in it.
  private End string() throws IOException, LogFileException {
    boolean escaped = false;
    while (true) {
      int c = next();
      if (c == PlainBytes.END) {
        return End.CUT_OFF;
      }
      if (c < 0x20) {
        return End.MALFORMED;
      }
      keep(c);
      if (escaped) {
        escaped = false;
      } else if (c == '\\') {
        escaped = true;
      } else if (c == '"') {
        return End.WHOLE;
      }
    }
  }

  /// A number or a literal: up to what cannot belong to one.
  private End word() throws IOException, LogFileException {
    int c = next();
    while (c != PlainBytes.END && !isBlank(c) && c != ',' && c != ']' && c != '}') {
      keep(c);
      c = next();
    }
    back();
    return End.WHOLE;
  }

  static boolean isBlank(int c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  static boolean isByteOrderMark(int c) {
    return c == 0xef || c == 0xbb || c == 0xbf;
  }

  /// A byte for a message.
  static String shown(int c) {
    if (c == PlainBytes.END) {
      return "its end";
    }
    return c > 0x20 && c < 0x7f ? "`" + (char) c + "`" : "byte 0x%02x".formatted(c);
  }
}
