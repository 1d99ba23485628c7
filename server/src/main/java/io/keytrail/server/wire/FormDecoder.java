package io.keytrail.server.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads `application/x-www-form-urlencoded` strictly: ASCII only, whole percent escapes, UTF-8
/// behind them, no name twice. Used once, by one thread.
final class FormDecoder {
  private static final int MAX_PARAMETERS = 10_000;

  private final Map<String, String> parameters = new LinkedHashMap<>();

  /// The parameters of the query string and, of a POST, the form in its body. Parameters of a
  /// presigned request (`X-Amz-…`) are not parameters of the operation.
  ///
  /// @throws io.keytrail.server.invoke.ApiException MalformedInput
  static Map<String, String> parameters(WireRequest request) {
    FormDecoder decoder = new FormDecoder();
    decoder.pairs(request.rawQuery().getBytes(StandardCharsets.UTF_8));
    decoder.parameters.keySet().removeIf(name -> name.startsWith("X-Amz-"));
    if (request.body().length > 0) {
      if (!request.mediaType().equals("application/x-www-form-urlencoded")) {
        throw Malformed.because("the Content-Type must be application/x-www-form-urlencoded");
      }
      decoder.pairs(request.body());
    }
    return decoder.parameters;
  }

  /// The parameters of a query string alone; those of a presigned request left out.
  ///
  /// @throws io.keytrail.server.invoke.ApiException MalformedInput
  static Map<String, String> query(String raw) {
    FormDecoder decoder = new FormDecoder();
    decoder.pairs(raw.getBytes(StandardCharsets.UTF_8));
    decoder.parameters.keySet().removeIf(name -> name.startsWith("X-Amz-"));
    return decoder.parameters;
  }

  /// One segment of a path; there a plus is a plus.
  ///
  /// @throws io.keytrail.server.invoke.ApiException MalformedInput
  static String segment(String raw) {
    byte[] bytes = raw.replace("+", "%2B").getBytes(StandardCharsets.UTF_8);
    return decoded(bytes, 0, bytes.length);
  }

  private void pairs(byte[] form) {
    int start = 0;
    for (int i = 0; i <= form.length; i++) {
      if (i == form.length || form[i] == '&') {
        if (i > start) {
          pair(form, start, i);
        }
        start = i + 1;
      }
    }
  }

  private void pair(byte[] form, int start, int end) {
    int equals = start;
    while (equals < end && form[equals] != '=') {
      equals++;
    }
    String name = decoded(form, start, equals);
    String value = equals == end ? "" : decoded(form, equals + 1, end);
    if (parameters.putIfAbsent(name, value) != null) {
      throw Malformed.because("a parameter stands twice");
    }
    if (parameters.size() > MAX_PARAMETERS) {
      throw Malformed.because("over " + MAX_PARAMETERS + " parameters");
    }
  }

  private static String decoded(byte[] form, int start, int end) {
    ByteBuffer bytes = ByteBuffer.allocate(end - start);
    for (int i = start; i < end; i++) {
      byte b = form[i];
      if (b == '+') {
        bytes.put((byte) ' ');
      } else if (b == '%') {
        if (i + 2 >= end) {
          throw Malformed.because("a percent escape is cut off");
        }
        bytes.put((byte) (hex(form[i + 1]) << 4 | hex(form[i + 2])));
        i += 2;
      } else if (b > ' ' && b < 0x7f) {
        bytes.put(b);
      } else {
        throw Malformed.because("the form holds a byte that must be percent-encoded");
      }
    }
    try {
      // WHY: a fresh decoder reports what the String constructor would replace.
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException malformed) {
      throw Malformed.because("a parameter is not UTF-8");
    }
  }

  private static int hex(byte digit) {
    int value = digit < 0 ? -1 : Character.digit((char) digit, 16);
    if (value < 0) {
      throw Malformed.because("a percent escape has no hex digits");
    }
    return value;
  }
}
