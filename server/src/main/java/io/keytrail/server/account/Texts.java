package io.keytrail.server.account;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.policy.PolicyLanguage;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The policies of an export by name, each in the one layout, so that places in them are places in
/// the files that we write.
final class Texts {
  private final Map<String, String> byName = new LinkedHashMap<>();

  /// Keeps a document under a name.
  ///
  /// @param document an object as the AWS CLI prints it, its text, or its text URL-encoded
  /// @return the name
  String keep(String name, JsonValue document) {
    byName.put(name, text(document));
    return name;
  }

  /// As [#keep(String, JsonValue)], of a member that may be absent.
  Optional<String> keep(String name, JsonObject parent, String member) {
    return parent.member(member).map(document -> keep(name, document));
  }

  boolean has(String name) {
    return byName.containsKey(name);
  }

  Map<String, String> all() {
    return byName;
  }

  private static String text(JsonValue document) {
    String text =
        document instanceof JsonString(String given)
            ? given.startsWith("%") ? URLDecoder.decode(given, StandardCharsets.UTF_8) : given
            : JsonWriter.toText(document);
    // What is no JSON stays as it is: it is going to be found.
    return PolicyLanguage.format(text).text().orElse(text);
  }
}
