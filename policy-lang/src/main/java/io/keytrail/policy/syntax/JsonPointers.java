package io.keytrail.policy.syntax;

import io.keytrail.policy.condition.Position;
import io.keytrail.policy.condition.Span;
import org.jspecify.annotations.Nullable;

/// Says what stands at a place of a JSON text.
public final class JsonPointers {
  private JsonPointers() {}

  /// The JSON pointer (RFC 6901) to the innermost value whose text, or whose member's name, holds
  /// the place; empty, the whole document, outside of all of them.
  public static String at(JsonNode root, Position place) {
    StringBuilder pointer = new StringBuilder();
    @Nullable JsonNode here = root;
    while (here != null) {
      here = step(here, place, pointer);
    }
    return pointer.toString();
  }

  /// The child that holds the place, its step put behind the pointer; null if there is none.
  private static @Nullable JsonNode step(JsonNode node, Position place, StringBuilder pointer) {
    switch (node) {
      case JsonNode.JsonObject object -> {
        for (JsonNode.Member member : object.members()) {
          if (holds(member.nameSpan(), place) || holds(member.value().span(), place)) {
            pointer.append('/').append(member.name().replace("~", "~0").replace("/", "~1"));
            return member.value();
          }
        }
      }
      case JsonNode.JsonArray list -> {
        for (int i = 0; i < list.elements().size(); i++) {
          if (holds(list.elements().get(i).span(), place)) {
            pointer.append('/').append(i);
            return list.elements().get(i);
          }
        }
      }
      case JsonNode.JsonString _,
          JsonNode.JsonNumber _,
          JsonNode.JsonBoolean _,
          JsonNode.JsonNull _ -> {}
    }
    return null;
  }

  private static boolean holds(Span span, Position place) {
    return !before(place, span.start()) && before(place, span.end());
  }

  private static boolean before(Position a, Position b) {
    return a.line() < b.line() || a.line() == b.line() && a.column() < b.column();
  }
}
