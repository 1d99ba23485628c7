package io.keytrail.server.invoke;

/// A refusal that a caller is meant to see: rendered once, in `http`, and recorded in the trail.
/// Has no stack trace; anything else that is thrown is a bug.
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ErrorCode code;
  private final String reason;

  /// @param message as AWS words it where AWS publishes it; empty where AWS sends none
  public ApiException(ErrorCode code, String message) {
    this(code, message, "");
  }

  /// @param reason of a fixed set that the service has for this code, beside the words for people:
  ///     `INVALID_REALM`. Only rest-json says it
  public ApiException(ErrorCode code, String message, String reason) {
    super(message, null, false, false);
    this.code = code;
    this.reason = reason;
  }

  public ErrorCode code() {
    return code;
  }

  /// Empty where there is none.
  public String reason() {
    return reason;
  }

  /// Never null; may be empty.
  public String message() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
