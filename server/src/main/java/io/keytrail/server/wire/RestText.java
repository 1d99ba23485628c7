package io.keytrail.server.wire;

import io.keytrail.audit.json.JsonBool;
import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import java.time.Instant;

/// Text of a path, a query or a header as the value that a JSON body would have held.
final class RestText {
  private RestText() {}

  /// @param shape a scalar, checked at start
  /// @throws io.keytrail.server.invoke.ApiException SerializationException if it is none of that
  ///     kind
  static JsonValue value(Shape shape, String text) {
    return switch (shape) {
      case Shape.Text _ -> new JsonString(text);
      case Shape.Int _, Shape.Int64 _ -> integer(text);
      case Shape.Decimal _ -> number(text);
      case Shape.Bool _ -> bool(text);
      case Shape.Timestamp _ -> time(Timestamps.ofIso(text));
      case Shape.Structure _, Shape.ListOf _, Shape.MapOf _, Shape.Blob _ ->
          throw new IllegalStateException(shape.name() + " stands outside of a body");
    };
  }

  private static JsonValue integer(String text) {
    if (number(text) instanceof JsonNumber number && number.asLong().isPresent()) {
      return number;
    }
    throw Malformed.because("a number is no integer, or out of range");
  }

  private static JsonValue number(String text) {
    try {
      return new JsonNumber(text);
    } catch (IllegalArgumentException _) {
      throw Malformed.because("a parameter is not a number");
    }
  }

  private static JsonValue bool(String text) {
    return switch (text) {
      case "true" -> JsonBool.TRUE;
      case "false" -> JsonBool.FALSE;
      default -> throw Malformed.because("a parameter is neither true nor false");
    };
  }

  private static JsonValue time(Instant time) {
    return new JsonNumber(
        java.math.BigDecimal.valueOf(time.getEpochSecond())
            .add(java.math.BigDecimal.valueOf(time.getNano(), 9))
            .stripTrailingZeros()
            .toPlainString());
  }
}
