package io.keytrail.audit.logfile;

import io.keytrail.audit.logfile.LogEntry.Broken;
import io.keytrail.audit.logfile.LogEntry.Found;
import io.keytrail.audit.logfile.ValueScanner.End;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The records of one file, in order. Confined to one thread; blocking; memory bounded by one
/// record.
public final class LogFileReader implements AutoCloseable {
  private static final String RECORDS = "Records";
  private static final String EVENTS = "Events";

  private final PlainBytes in;
  private final LogFileLimits limits;
  private final ValueScanner scanner;
  private Place place = Place.BETWEEN;
  private boolean wrapped;
  private boolean unwrap;
  private boolean first;
  private long number;
  private long start;

  /// Where the reader stands.
  private enum Place {
    /// Before a value at the top.
    BETWEEN,
    /// In a list of records.
    LIST,
    /// In the object around a list that was read.
    AFTER_LIST,
    END
  }

  private LogFileReader(PlainBytes in, LogFileLimits limits) {
    this.in = in;
    this.limits = limits;
    this.scanner = new ValueScanner(in, limits.maxRecordBytes());
  }

  /// @throws LogFileException as [LogFileContent#of] would have said
  public static LogFileReader open(Path file, LogFileLimits limits)
      throws IOException, LogFileException {
    return new LogFileReader(PlainBytes.open(file, limits), limits);
  }

  /// The next place; empty after the last.
  public Optional<LogEntry> next() throws IOException, LogFileException {
    while (place != Place.END) {
      Optional<LogEntry> entry =
          switch (place) {
            case BETWEEN -> between();
            case LIST -> list();
            case AFTER_LIST -> afterList();
            case END -> Optional.empty();
          };
      if (entry.isPresent()) {
        return entry;
      }
    }
    return Optional.empty();
  }

  /// How many bytes of the unpacked file were looked at.
  public long position() {
    return scanner.position();
  }

  /// The next byte that means something; remembers where it stands.
  private int begin() throws IOException, LogFileException {
    int c = scanner.skipBlank();
    start = scanner.position() - (c == PlainBytes.END ? 0 : 1);
    return c;
  }

  private Optional<LogEntry> between() throws IOException, LogFileException {
    int c = begin();
    return switch (c) {
      case PlainBytes.END -> {
        place = Place.END;
        yield in.isCutOff() ? last("the file ends in the middle of its gzip data") : nothing();
      }
      case '[' -> {
        enter(false, false);
        yield nothing();
      }
      case '{' -> object();
      default -> {
        scanner.skipLine();
        yield broken("expected a record, found %s".formatted(ValueScanner.shown(c)));
      }
    };
  }

  private void enter(boolean inObject, boolean events) {
    place = Place.LIST;
    wrapped = inObject;
    unwrap = events;
    first = true;
  }

  /// A record, or the object around a list of them: which, shows at its first member that is one of
  /// two.
  private Optional<LogEntry> object() throws IOException, LogFileException {
    scanner.begin('{');
    int c = scanner.keepBlank();
    while (c == '"') {
      Optional<End> member = member();
      if (member.isEmpty()) {
        return nothing();
      }
      if (member.get() == End.CUT_OFF || member.get() == End.MALFORMED) {
        return line(member.get());
      }
      c = scanner.keepBlank();
      if (c == ',') {
        scanner.keep(c);
        c = scanner.keepBlank();
      }
    }
    if (c != '}') {
      return line(c == PlainBytes.END ? End.CUT_OFF : End.MALFORMED);
    }
    scanner.keep(c);
    return whole(scanner.isTooLarge() ? End.TOO_LARGE : End.WHOLE);
  }

  /// Reads a member of an object at the top. Absent: its value is the list of records, which begins
  /// here.
  private Optional<End> member() throws IOException, LogFileException {
    scanner.keep('"');
    int from = scanner.size();
    End name = scanner.rest('"');
    int to = scanner.size() - 1;
    if (name == End.CUT_OFF || name == End.MALFORMED) {
      return Optional.of(name);
    }
    int c = scanner.keepBlank();
    if (c != ':') {
      return Optional.of(c == PlainBytes.END ? End.CUT_OFF : End.MALFORMED);
    }
    scanner.keep(c);
    c = scanner.keepBlank();
    boolean events = scanner.keptEquals(from, to, EVENTS);
    if (c == '[' && (events || scanner.keptEquals(from, to, RECORDS))) {
      enter(true, events);
      return Optional.empty();
    }
    scanner.keep(c);
    return Optional.of(c == PlainBytes.END ? End.CUT_OFF : scanner.rest(c));
  }

  /// A record at the top that does not hold together: the next line may be good again.
  private Optional<LogEntry> line(End end) throws IOException, LogFileException {
    if (end == End.CUT_OFF) {
      return cutOff();
    }
    scanner.skipLine();
    return broken("not valid JSON: brackets or quotes do not match");
  }

  private Optional<LogEntry> list() throws IOException, LogFileException {
    int c = begin();
    if (c == ']') {
      place = wrapped ? Place.AFTER_LIST : Place.BETWEEN;
      return nothing();
    }
    if (!first && c != ',') {
      return c == PlainBytes.END ? cutOff() : last(expected("`,` or `]`", c));
    }
    if (!first) {
      c = begin();
    }
    first = false;
    return element(c);
  }

  private Optional<LogEntry> element(int c) throws IOException, LogFileException {
    if (c == PlainBytes.END) {
      return cutOff();
    }
    if (c == ',' || c == ']' || c == '}' || c == ':') {
      return last(expected("a record", c));
    }
    scanner.begin(c);
    End end = scanner.rest(c);
    return switch (end) {
      case CUT_OFF -> cutOff();
      case MALFORMED ->
          last("not valid JSON: brackets or quotes do not match; nothing behind it can be read");
      case WHOLE, TOO_LARGE ->
          c == '{' ? whole(end) : broken("expected a record, found %s".formatted(kind(c)));
    };
  }

  private static String kind(int c) {
    return switch (c) {
      case '"' -> "a string";
      case '[' -> "a list";
      default -> "a number or a literal";
    };
  }

  /// What else stands in the object around the list is passed over.
  private Optional<LogEntry> afterList() throws IOException, LogFileException {
    int c = begin();
    if (c == '}') {
      place = Place.BETWEEN;
      return nothing();
    }
    if (c != ',' || scanner.skipBlank() != '"') {
      return c == PlainBytes.END ? cutOff() : last(expected("`}` after the list of records", c));
    }
    scanner.begin('"');
    End end = scanner.rest('"');
    int nameTo = scanner.size() - 1;
    if (scanner.keptEquals(1, nameTo, RECORDS) || scanner.keptEquals(1, nameTo, EVENTS)) {
      return last("a second list of records stands in the same object");
    }
    c = scanner.skipBlank();
    if (c == ':') {
      c = scanner.skipBlank();
      scanner.begin(c);
      end = c == PlainBytes.END ? End.CUT_OFF : scanner.rest(c);
    }
    return switch (end) {
      case CUT_OFF -> cutOff();
      case MALFORMED -> last("not valid JSON after the list of records");
      case WHOLE, TOO_LARGE -> nothing();
    };
  }

  private Optional<LogEntry> whole(End end) throws LogFileException {
    if (end == End.TOO_LARGE) {
      return broken(
          "the record has over %d bytes, which is the limit".formatted(limits.maxRecordBytes()));
    }
    long at = count();
    byte[] json = scanner.bytes();
    boolean inside = place == Place.LIST && unwrap;
    return Optional.of(inside ? LookedUp.unwrap(at, start, json) : new Found(at, start, json));
  }

  private Optional<LogEntry> cutOff() throws LogFileException {
    return last(
        in.isCutOff()
            ? "the file ends in the middle of its gzip data, in the middle of a record"
            : "the file ends in the middle of a record or list");
  }

  private Optional<LogEntry> broken(String reason) throws LogFileException {
    return Optional.of(new Broken(count(), start, reason, false));
  }

  private Optional<LogEntry> last(String reason) throws LogFileException {
    place = Place.END;
    return Optional.of(new Broken(count(), start, reason, true));
  }

  private long count() throws LogFileException {
    if (number >= limits.maxRecords()) {
      throw new LogFileException(
          "the file holds over %d records, which is the limit; split it"
              .formatted(limits.maxRecords()));
    }
    return ++number;
  }

  private static String expected(String what, int found) {
    return "expected %s, found %s; nothing behind it can be read"
        .formatted(what, ValueScanner.shown(found));
  }

  private static Optional<LogEntry> nothing() {
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
