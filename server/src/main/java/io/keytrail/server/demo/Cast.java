package io.keytrail.server.demo;

import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Who and what the story is about.
///
/// Source: the seed's encryption context and its three sample policies.
final class Cast {
  static final String ACCOUNT = "123456789012";
  static final String DIRECTORY = "d-1234abcd01";
  static final String DOMAIN = "corp.example.com";
  static final String DOMAIN_SID = "S-1-5-21-277731876-1789304096-451871588";
  static final String VOLUME = "vol-1234abcd";

  /// The administrator of desktops.
  static final String ADMINISTRATOR = "Alice";

  static final String KEY_ALIAS = "alias/desktops";

  /// Whose desktop stays.
  static final Person STAYS = new Person("jdoe", "Jane", "Doe", DOMAIN_SID + "-1107");

  /// Whose desktop is removed.
  static final Person LEAVES = new Person("rroe", "Richard", "Roe", DOMAIN_SID + "-1108");

  private Cast() {}

  /// A user of the directory.
  record Person(String name, String givenName, String surname, String sid) {}

  static String keyPolicy() {
    return document("key-policy");
  }

  static String workspacesPolicy() {
    return document("workspaces-policy");
  }

  static String kmsPolicy() {
    return document("kms-policy");
  }

  private static String document(String name) {
    String path = "/demo/" + name + ".json";
    try (InputStream file = Cast.class.getResourceAsStream(path)) {
      if (file == null) {
        throw new IllegalStateException(path + " is missing from the build");
      }
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      var _ = StrictJson.parse(text, Limits.REQUEST);
      return text;
    } catch (JsonSyntaxException broken) {
      throw new IllegalStateException(path + " is no JSON", broken);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
