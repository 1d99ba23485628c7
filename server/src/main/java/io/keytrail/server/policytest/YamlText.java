package io.keytrail.server.policytest;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.policy.condition.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// A YAML 1.2 text (JSON is one) as JSON values, each with its place. Duplicate keys, keys that are
/// no strings, and values that hold themselves are refused; aliases count as what they stand for.
final class YamlText {
  private static final int MAX_VALUES = 200_000;
  private static final int MAX_DEPTH = 64;

  private final String file;
  private final Map<String, Position> places = new HashMap<>();
  private int values;

  private YamlText(String file) {
    this.file = file;
  }

  /// @param places by JSON pointer; a member's place is its name's
  record Document(String file, JsonValue root, Map<String, Position> places) {

    /// The place of a value, or of the nearest one around it.
    Position place(String pointer) {
      String at = pointer;
      while (!at.isEmpty()) {
        Position found = places.get(at);
        if (found != null) {
          return found;
        }
        at = at.substring(0, Math.max(0, at.lastIndexOf('/')));
      }
      return places.getOrDefault("", new Position(1, 1));
    }
  }

  static Document read(String file, String text) throws InvalidSuite {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setAllowDuplicateKeys(false)
            .setCodePointLimit(8 << 20)
            .build();
    try {
      Optional<Node> node = new Compose(settings).composeString(text);
      var reader = new YamlText(file);
      JsonValue root = node.isPresent() ? reader.value(node.get(), "", 0) : JsonNull.NULL;
      return new Document(file, root, reader.places);
    } catch (MarkedYamlEngineException malformed) {
      Position at = malformed.getProblemMark().map(YamlText::position).orElse(new Position(1, 1));
      String problem = malformed.getProblem();
      throw InvalidSuite.at(
          file, at, "", "this is no YAML: " + (problem == null ? "malformed" : problem), "");
    } catch (YamlEngineException malformed) {
      throw InvalidSuite.at(
          file, new Position(1, 1), "", "this is no YAML: " + malformed.getMessage(), "");
    }
  }

  private JsonValue value(Node node, String pointer, int depth) throws InvalidSuite {
    Position at = node.getStartMark().map(YamlText::position).orElse(new Position(1, 1));
    places.putIfAbsent(pointer, at);
    if (++values > MAX_VALUES || depth > MAX_DEPTH) {
      throw InvalidSuite.at(file, at, pointer, "the file is too large or nested too deep", "");
    }
    return switch (node) {
      case MappingNode mapping -> object(mapping, pointer, depth);
      case SequenceNode sequence -> {
        List<JsonValue> elements = new ArrayList<>();
        for (Node element : sequence.getValue()) {
          elements.add(value(element, pointer + "/" + elements.size(), depth + 1));
        }
        yield new JsonArray(elements);
      }
      case ScalarNode scalar -> scalar(scalar);
      default -> throw InvalidSuite.at(file, at, pointer, "an unknown kind of value", "");
    };
  }

  private JsonObject object(MappingNode mapping, String pointer, int depth) throws InvalidSuite {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Node key = tuple.getKeyNode();
      Position at = key.getStartMark().map(YamlText::position).orElse(new Position(1, 1));
      if (!(key instanceof ScalarNode name)) {
        throw InvalidSuite.at(file, at, pointer, "a key is a word or a string", "");
      }
      String member = pointer + "/" + escaped(name.getValue());
      places.put(member, at);
      JsonValue value = value(tuple.getValueNode(), member, depth + 1);
      if (members.put(name.getValue(), value) != null) {
        throw InvalidSuite.at(
            file, at, member, "the key `" + name.getValue() + "` stands twice", "");
      }
    }
    return new JsonObject(members);
  }

  /// Numbers and booleans that JSON has too; everything else is text, as it was written.
  private static JsonValue scalar(ScalarNode scalar) {
    Tag tag = scalar.getTag();
    String text = scalar.getValue();
    if (tag.equals(Tag.NULL)) {
      return JsonNull.NULL;
    }
    if (tag.equals(Tag.BOOL) && (text.equals("true") || text.equals("false"))) {
      return JsonValue.of(text.equals("true"));
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      try {
        return new JsonNumber(text);
      } catch (IllegalArgumentException notJson) {
        return new JsonString(text);
      }
    }
    return new JsonString(text);
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static Position position(Mark mark) {
    return new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
