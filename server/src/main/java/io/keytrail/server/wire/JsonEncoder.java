package io.keytrail.server.wire;

import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.crypto.SecretAccess;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// Writes a bound record as JSON, straight into bytes: absent members are left out, blobs are
/// base64, times are epoch seconds with milliseconds.
final class JsonEncoder {
  private static final int START_BYTES = 1_024;

  private JsonEncoder() {}

  static byte[] encode(Bound.OfRecord type, Object record) {
    JsonOutput out = new JsonOutput(START_BYTES);
    record(type, record, out);
    return out.toBytes();
  }

  private static void record(Bound.OfRecord type, Object record, JsonOutput out) {
    char separator = '{';
    for (Bound.Component component : type.components()) {
      Object value = Reading.component(record, component);
      if (value != null) {
        out.raw(separator);
        separator = ',';
        out.raw(component.jsonName());
        value(component.type(), value, out);
      }
    }
    if (separator == '{') {
      out.raw('{');
    }
    out.raw('}');
  }

  private static void value(Bound type, Object value, JsonOutput out) {
    switch (type) {
      case Bound.OfRecord record -> record(record, value, out);
      case Bound.OfList(_, Bound element) -> list(element, (List<?>) value, out);
      case Bound.OfMap(_, Bound member) -> map(member, (Map<?, ?>) value, out);
      case Bound.OfString _ -> out.string((String) value);
      case Bound.OfSecretText _ -> out.string(((Secret) value).readText(SecretAccess.REPLY));
      case Bound.OfBytes _ -> out.quoted(Base64.getEncoder().encode(((Bytes) value).toArray()));
      case Bound.OfSecretBytes _ -> secret((Secret) value, out);
      case Bound.OfInt _, Bound.OfLong _, Bound.OfDouble _, Bound.OfBoolean _ ->
          out.raw(value.toString());
      case Bound.OfInstant _ -> time((Instant) value, out);
    }
  }

  private static void list(Bound element, List<?> values, JsonOutput out) {
    char separator = '[';
    for (Object value : values) {
      out.raw(separator);
      separator = ',';
      value(element, value, out);
    }
    if (separator == '[') {
      out.raw('[');
    }
    out.raw(']');
  }

  private static void map(Bound member, Map<?, ?> values, JsonOutput out) {
    char separator = '{';
    for (Map.Entry<?, ?> entry : values.entrySet()) {
      out.raw(separator);
      separator = ',';
      out.string((String) entry.getKey());
      out.raw(':');
      value(member, entry.getValue(), out);
    }
    if (separator == '{') {
      out.raw('{');
    }
    out.raw('}');
  }

  /// The plaintext leaves no copy behind but the reply itself.
  private static void secret(Secret secret, JsonOutput out) {
    byte[] content = secret.read(SecretAccess.REPLY);
    byte[] encoded = Base64.getEncoder().encode(content);
    out.quoted(encoded);
    Arrays.fill(content, (byte) 0);
    Arrays.fill(encoded, (byte) 0);
  }

  /// `1480000000.123`, without a fraction where there is none.
  private static void time(Instant time, JsonOutput out) {
    long millis = time.toEpochMilli();
    long seconds = Math.floorDiv(millis, 1_000L);
    long fraction = Math.floorMod(millis, 1_000L);
    if (seconds < 0 || fraction == 0) {
      out.raw(
          fraction == 0
              ? Long.toString(seconds)
              : java.math.BigDecimal.valueOf(millis, 3).toPlainString());
    } else {
      out.raw(seconds + "." + (fraction < 10 ? "00" : fraction < 100 ? "0" : "") + fraction);
    }
  }
}
