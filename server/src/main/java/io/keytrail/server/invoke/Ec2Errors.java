package io.keytrail.server.invoke;

import java.util.Map;

/// What EC2 calls the errors that every service shares: its names and statuses differ from those of
/// the other query services, and its records say whose fault it was.
public final class Ec2Errors {
  private static final Map<ErrorCode, ErrorCode> OWN =
      Map.of(
          CommonErrors.ACCESS_DENIED, ErrorCode.of("UnauthorizedOperation", 403),
          CommonErrors.SERIALIZATION, ErrorCode.client("MalformedQueryString"),
          CommonErrors.INVALID_SIGNATURE, ErrorCode.of("AuthFailure", 401),
          CommonErrors.UNRECOGNIZED_CLIENT, ErrorCode.of("AuthFailure", 401),
          CommonErrors.EXPIRED_TOKEN, ErrorCode.client("RequestExpired"),
          CommonErrors.THROTTLING, ErrorCode.of("RequestLimitExceeded", 503),
          CommonErrors.INTERNAL, ErrorCode.of("InternalError", 500),
          CommonErrors.UNAVAILABLE, ErrorCode.of("Unavailable", 503));

  private Ec2Errors() {}

  /// The code as EC2 answers it; its own codes as they are.
  public static ErrorCode of(ErrorCode code) {
    return OWN.getOrDefault(code, code);
  }

  /// The code as CloudTrail shows it: `Client.InvalidVolume.NotFound`.
  static String inTrail(ErrorCode code) {
    ErrorCode own = of(code);
    return (own.serverFault() ? "Server." : "Client.") + own.queryName();
  }
}
