package io.keytrail.server.kms;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/// What an encryption context must be like.
final class EncryptionContexts {
  private static final int MAX_JSON_BYTES = 8192;

  /// The longest form of one UTF-16 unit in JSON, `\\u0000`.
  private static final int MAX_BYTES_A_UNIT = 6;

  /// Quotes, colon and comma.
  private static final int BYTES_A_PAIR = 6;

  private EncryptionContexts() {}

  /// @throws io.keytrail.server.invoke.ApiException if it is too large or holds a lone surrogate
  static void require(Map<String, String> context) {
    long most = 2;
    for (Map.Entry<String, String> pair : context.entrySet()) {
      if (hasLoneSurrogate(pair.getKey()) || hasLoneSurrogate(pair.getValue())) {
        throw KmsErrors.validation("EncryptionContext must be Unicode text");
      }
      most +=
          BYTES_A_PAIR
              + (long) MAX_BYTES_A_UNIT * (pair.getKey().length() + pair.getValue().length());
    }
    if (most > MAX_JSON_BYTES && jsonBytes(context) > MAX_JSON_BYTES) {
      throw KmsErrors.validation(
          "EncryptionContext must be at most " + MAX_JSON_BYTES + " bytes long as JSON");
    }
  }

  static boolean hasLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  private static int jsonBytes(Map<String, String> context) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    context.forEach((key, value) -> members.put(key, JsonValue.of(value)));
    return JsonWriter.toBytes(new JsonObject(members)).length;
  }
}
