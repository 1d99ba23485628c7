package io.keytrail.server.invoke;

/// An API error's identity on the wire.
///
/// The JSON protocols say `DisabledException`, the query protocol may say `AccessDenied` for what
/// JSON calls `AccessDeniedException`; both names and statuses are kept here, so that no renderer
/// needs a table.
///
/// @param name in the JSON protocols, `__type`
/// @param status HTTP status in the JSON protocols
/// @param queryName in the query protocols, `<Code>`
/// @param queryStatus HTTP status in the query protocols
public record ErrorCode(String name, int status, String queryName, int queryStatus) {

  /// A client error with one name and one status (400) everywhere.
  public static ErrorCode client(String name) {
    return new ErrorCode(name, 400, name, 400);
  }

  /// An error with one name and one status everywhere.
  public static ErrorCode of(String name, int status) {
    return new ErrorCode(name, status, name, status);
  }

  /// Whether the fault is ours.
  public boolean serverFault() {
    return status >= 500;
  }
}
