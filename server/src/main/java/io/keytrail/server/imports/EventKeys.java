package io.keytrail.server.imports;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.JsonWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.UUID;

/// By what an imported event is known: 128 bits of SHA-256 over its owner and its eventID, or where
/// it has none (before record version 1.01), over its content. Pure.
final class EventKeys {
  private static final byte BY_ID = 1;
  private static final byte BY_CONTENT = 2;

  private EventKeys() {}

  /// @param owner account whose trail it belongs to
  static UUID of(String owner, Optional<String> eventId, JsonObject record) {
    MessageDigest digest = sha256();
    byte[] account = text(owner);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(account.length).array());
    digest.update(account);
    if (eventId.isPresent()) {
      digest.update(BY_ID);
      digest.update(text(eventId.get()));
    } else {
      digest.update(BY_CONTENT);
      digest.update(JsonWriter.toBytes(record));
    }
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    return new UUID(hash.getLong(), hash.getLong());
  }

  /// Injective, also for lone surrogates.
  private static byte[] text(String text) {
    return JsonWriter.toText(JsonValue.of(text)).getBytes(StandardCharsets.UTF_8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("this JDK lacks SHA-256", impossible);
    }
  }
}
