package io.keytrail.server.wire;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.ErrorCode;

/// EC2's own refusals of requests that do not fit the model. Parameters are called as in the form.
final class Ec2Malformed {
  private static final ErrorCode UNKNOWN_PARAMETER = ErrorCode.client("UnknownParameter");
  private static final ErrorCode MISSING_PARAMETER = ErrorCode.client("MissingParameter");
  private static final ErrorCode INVALID_VALUE = ErrorCode.client("InvalidParameterValue");
  private static final ErrorCode UNSUPPORTED = ErrorCode.client("UnsupportedOperation");

  /// The rest of an echoed text is cut off: a message goes into the trail.
  private static final int MAX_ECHO = 256;

  private Ec2Malformed() {}

  static ApiException unknownParameter(String name) {
    return new ApiException(
        UNKNOWN_PARAMETER, "The parameter " + shown(name) + " is not recognized");
  }

  static ApiException missingParameter(String name) {
    return new ApiException(
        MISSING_PARAMETER, "The request must contain the parameter " + shown(name));
  }

  /// @param why lower-case, without a period; empty if there is no more to say
  static ApiException invalidValue(String name, String value, String why) {
    String more =
        why.isEmpty() ? "" : " " + Character.toUpperCase(why.charAt(0)) + why.substring(1);
    return new ApiException(
        INVALID_VALUE,
        "Value (%s) for parameter %s is invalid.%s".formatted(shown(value), shown(name), more));
  }

  /// A parameter that AWS has and this server does not.
  static ApiException unsupported(String name) {
    return new ApiException(
        UNSUPPORTED, "The parameter " + shown(name) + " is not supported here.");
  }

  private static String shown(String text) {
    return text.length() <= MAX_ECHO
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MAX_ECHO / 2)) + "...";
  }
}
