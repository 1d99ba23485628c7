package io.keytrail.server.invoke;

import io.keytrail.policy.condition.Diagnostic;
import io.keytrail.policy.condition.Position;
import java.util.List;
import java.util.Optional;

/// What `/api/v1` answers when it refuses: an RFC 9457 problem document.
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Optional<String> pointer;
  private final transient Optional<Position> position;
  private final transient List<Diagnostic> diagnostics;
  private final long seq;

  /// @param code stable upper-snake name of the kind of problem
  /// @param pointer JSON pointer (or `/name` of a query parameter) to the offending member
  /// @param position in the text the pointer leads to, if it is a text
  public Problem(
      int status,
      String code,
      String detail,
      Optional<String> pointer,
      Optional<Position> position,
      List<Diagnostic> diagnostics) {
    this(status, code, detail, pointer, position, diagnostics, 0);
  }

  private Problem(
      int status,
      String code,
      String detail,
      Optional<String> pointer,
      Optional<Position> position,
      List<Diagnostic> diagnostics,
      long seq) {
    super(detail, null, false, false);
    this.status = status;
    this.code = code;
    this.pointer = pointer;
    this.position = position;
    this.diagnostics = List.copyOf(diagnostics);
    this.seq = seq;
  }

  public static Problem badRequest(String pointer, String detail) {
    return new Problem(
        400, "BAD_REQUEST", detail, Optional.of(pointer), Optional.empty(), List.of());
  }

  /// A text (a policy, a condition, a query) that does not read: the first error gives detail and
  /// position.
  public static Problem text(String pointer, List<Diagnostic> diagnostics) {
    Diagnostic first = diagnostics.getFirst();
    String detail =
        first.help().isEmpty() ? first.message() : first.message() + "; " + first.help();
    return new Problem(
        400,
        first.code(),
        detail,
        Optional.of(pointer),
        Optional.of(first.span().start()),
        diagnostics);
  }

  public static Problem of(int status, String code, String detail) {
    return new Problem(status, code, detail, Optional.empty(), Optional.empty(), List.of());
  }

  /// The same, already on record.
  ///
  /// @param at the event's sequence number
  public Problem recorded(long at) {
    return new Problem(status, code, detail(), pointer, position, diagnostics, at);
  }

  /// The sequence number of its event, where it has one already; else 0.
  public long seq() {
    return seq;
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public String detail() {
    String message = getMessage();
    return message == null ? "" : message;
  }

  public Optional<String> pointer() {
    return pointer;
  }

  public Optional<Position> position() {
    return position;
  }

  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
