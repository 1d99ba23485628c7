package io.keytrail.server.policytest;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonBool;
import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.policy.condition.DidYouMean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A value of a test file, with where it stands. What is not as expected fails with its place.
record Doc(YamlText.Document document, JsonValue value, String pointer) {

  static Doc of(YamlText.Document document) {
    return new Doc(document, document.root(), "");
  }

  /// This value, which must be an object with these members and no other.
  Doc object(List<String> known) throws InvalidSuite {
    for (String name : members().keySet()) {
      if (!known.contains(name)) {
        throw at(name).wrong("unknown member `" + name + "`", DidYouMean.help(name, known));
      }
    }
    return this;
  }

  Map<String, Doc> members() throws InvalidSuite {
    if (!(value instanceof JsonObject object)) {
      throw wrong("expected an object", "");
    }
    Map<String, Doc> members = new LinkedHashMap<>();
    for (String name : object.members().keySet()) {
      members.put(name, at(name));
    }
    return members;
  }

  private Doc at(String name) {
    JsonValue member =
        value instanceof JsonObject object
            ? object.member(name).orElse(JsonNull.NULL)
            : JsonNull.NULL;
    return new Doc(document, member, pointer + "/" + name.replace("~", "~0").replace("/", "~1"));
  }

  Optional<Doc> get(String name) {
    Doc member = at(name);
    return member.value() == JsonNull.NULL ? Optional.empty() : Optional.of(member);
  }

  Doc require(String name) throws InvalidSuite {
    Optional<Doc> member = get(name);
    if (member.isEmpty()) {
      throw wrong("the member `" + name + "` is missing", "");
    }
    return member.get();
  }

  List<Doc> list() throws InvalidSuite {
    if (!(value instanceof JsonArray(List<JsonValue> elements))) {
      throw wrong("expected a list", "");
    }
    List<Doc> docs = new ArrayList<>();
    for (JsonValue element : elements) {
      docs.add(new Doc(document, element, pointer + "/" + docs.size()));
    }
    return docs;
  }

  /// A list, or one value in the place of a list of one.
  List<Doc> listOrOne() throws InvalidSuite {
    return value instanceof JsonArray ? list() : List.of(this);
  }

  List<String> texts() throws InvalidSuite {
    List<String> texts = new ArrayList<>();
    for (Doc element : listOrOne()) {
      texts.add(element.text());
    }
    return texts;
  }

  /// A string; a number or a boolean stands for its text, as account ids do.
  String text() throws InvalidSuite {
    return switch (value) {
      case JsonString(String text) -> text;
      case JsonNumber(String lexeme) -> lexeme;
      case JsonBool(boolean bool) -> Boolean.toString(bool);
      case JsonNull _, JsonObject _, JsonArray _ -> throw wrong("expected a string", "");
    };
  }

  InvalidSuite wrong(String message, String help) {
    return InvalidSuite.at(document.file(), document.place(pointer), pointer, message, help);
  }
}
