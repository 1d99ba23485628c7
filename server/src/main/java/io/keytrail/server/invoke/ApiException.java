package io.keytrail.server.invoke;

/// A refusal that a caller is meant to see: rendered once, in `http`, and recorded in the trail.
/// Has no stack trace; anything else that is thrown is a bug.
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ErrorCode code;

  /// @param message as AWS words it where AWS publishes it; empty where AWS sends none
  public ApiException(ErrorCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }

  /// Never null; may be empty.
  public String message() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
