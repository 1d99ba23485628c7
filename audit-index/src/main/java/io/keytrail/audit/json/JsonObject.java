package io.keytrail.audit.json;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An object; its members stand in document order.
public record JsonObject(Map<String, JsonValue> members) implements JsonValue {
  public static final JsonObject EMPTY = new JsonObject(Map.of());

  public JsonObject {
    // What this package filled itself is handed on and never touched again.
    members = members instanceof OrderedMembers ? members : OrderedMembers.copy(members);
  }

  /// The member called `name`, a written `null` included.
  public Optional<JsonValue> member(String name) {
    return Optional.ofNullable(members.get(name));
  }

  /// The member called `name` if it is a string.
  public Optional<String> string(String name) {
    return members.get(name) instanceof JsonString(String text)
        ? Optional.of(text)
        : Optional.empty();
  }

  /// The member called `name` if it is an object.
  public Optional<JsonObject> object(String name) {
    return members.get(name) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
  }

  public static Builder builder() {
    return new Builder();
  }

  /// Collects members in the order they are put. Confined to one thread.
  public static final class Builder {
    private OrderedMembers members = new OrderedMembers();
    private boolean handedOut;

    private Builder() {}

    /// Puts the member; a member of that name is replaced where it stands.
    public Builder put(String name, JsonValue value) {
      open().set(name, value);
      return this;
    }

    public Builder put(String name, String value) {
      return put(name, new JsonString(value));
    }

    public Builder put(String name, long value) {
      return put(name, JsonNumber.of(value));
    }

    public Builder put(String name, boolean value) {
      return put(name, JsonValue.of(value));
    }

    /// Puts the member unless `value` is null.
    public Builder putIfPresent(String name, @Nullable String value) {
      return value == null ? this : put(name, value);
    }

    /// The object as it is so far; what is put afterwards does not change it.
    public JsonObject build() {
      handedOut = true;
      return new JsonObject(members);
    }

    private OrderedMembers open() {
      if (handedOut) {
        members = OrderedMembers.copy(members);
        handedOut = false;
      }
      return members;
    }
  }
}
