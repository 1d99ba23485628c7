package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import io.keytrail.server.crypto.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;

/// Names scenarios by what is in them: the same scenario has the same id, and an id cannot come to
/// mean another one.
final class Scenarios {
  /// Policies of a simulation are long; no link holds them.
  static final int MAX_BYTES = 256 << 10;

  static final ScenarioStore.Room ROOM = new ScenarioStore.Room(10_000, 64L << 20);
  static final Duration SPARED = Duration.ofDays(30);

  private static final int ID_BYTES = 16;
  private static final int ID_LENGTH = 22;

  private Scenarios() {}

  /// As it is kept: without the white space that it came with.
  static Bytes content(JsonObject scenario) {
    return Bytes.owning(JsonWriter.toBytes(scenario));
  }

  /// 128 bits of the content's SHA-256, base64url: enough that nobody finds two contents of one id
  /// by accident, and whoever looks for them fools only his own account.
  static String id(Bytes content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.toArray());
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(digest, ID_BYTES));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("this JDK lacks SHA-256", impossible);
    }
  }

  static boolean isId(String text) {
    return text.length() == ID_LENGTH
        && text.chars()
            .allMatch(
                c ->
                    c >= 'A' && c <= 'Z'
                        || c >= 'a' && c <= 'z'
                        || c >= '0' && c <= '9'
                        || c == '-'
                        || c == '_');
  }

  /// @throws IllegalStateException if it is not what was kept under that id
  static JsonObject read(String id, Bytes content) {
    try {
      if (id(content).equals(id)
          && StrictJson.parse(content.toArray(), Limits.REQUEST) instanceof JsonObject scenario) {
        return scenario;
      }
    } catch (JsonSyntaxException _) {
      // Not ours, like any other content that does not fit its id.
    }
    throw new IllegalStateException("the scenario `" + id + "` is not what was stored");
  }
}
