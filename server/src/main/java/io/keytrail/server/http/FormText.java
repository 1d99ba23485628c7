package io.keytrail.server.http;

import io.keytrail.server.invoke.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Decodes paths and queries of `/api/v1`, strictly UTF-8. In a query a plus is a space, as
/// browsers write it.
final class FormText {
  private FormText() {}

  /// Parameters by name, in order.
  static Map<String, List<String>> query(String raw) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String part : raw.isEmpty() ? new String[0] : raw.split("&", -1)) {
      if (!part.isEmpty()) {
        int equals = part.indexOf('=');
        String name = decode(equals < 0 ? part : part.substring(0, equals), true);
        String value = equals < 0 ? "" : decode(part.substring(equals + 1), true);
        parameters.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
      }
    }
    return parameters;
  }

  /// @param raw well percent-encoded, by the gate
  static String decode(String raw, boolean plusIsSpace) {
    if (raw.indexOf('%') < 0 && raw.indexOf('+') < 0) {
      return raw;
    }
    byte[] bytes = new byte[raw.length()];
    int length = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        bytes[length++] = (byte) Integer.parseInt(raw, i + 1, i + 3, 16);
        i += 2;
      } else {
        bytes[length++] = (byte) (c == '+' && plusIsSpace ? ' ' : c);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException _) {
      throw Problem.of(400, "BAD_REQUEST", "the request target is not valid UTF-8");
    }
  }
}
