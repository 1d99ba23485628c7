package io.keytrail.server.wire;

import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.crypto.SecretAccess;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Writes bound records as the elements of a query answer. Used once, by one thread.
final class XmlEncoder {
  private final StringBuilder out;
  private final Function<Instant, String> times;

  /// @param times how the protocol writes a point in time
  XmlEncoder(StringBuilder out, Function<Instant, String> times) {
    this.out = out;
    this.times = times;
  }

  /// The members of `record`, each an element; absent ones are left out.
  void members(Bound.OfRecord type, Object record) {
    for (Bound.Component component : type.components()) {
      Object value = Reading.component(record, component);
      if (value != null) {
        element(component.member().xmlName(), component.type(), value);
      }
    }
  }

  private void element(String name, Bound type, Object value) {
    if (type instanceof Bound.OfList(Shape.ListOf shape, Bound element)
        && shape.xml() == Shape.Wrapping.FLATTENED) {
      ((List<?>) value).forEach(item -> element(name, element, item));
      return;
    }
    open(name);
    content(type, value);
    close(name);
  }

  private void content(Bound type, Object value) {
    switch (type) {
      case Bound.OfRecord record -> members(record, value);
      case Bound.OfList(Shape.ListOf shape, Bound element) ->
          ((List<?>) value).forEach(item -> element(shape.elementName(), element, item));
      case Bound.OfMap map -> entries(map, (Map<?, ?>) value);
      case Bound.OfString _ -> XmlText.append(out, (String) value);
      case Bound.OfSecretText _ ->
          XmlText.append(out, ((Secret) value).readText(SecretAccess.REPLY));
      case Bound.OfBytes _ ->
          out.append(Base64.getEncoder().encodeToString(((Bytes) value).toArray()));
      case Bound.OfSecretBytes _ ->
          out.append(Base64.getEncoder().encodeToString(((Secret) value).read(SecretAccess.REPLY)));
      case Bound.OfInt _, Bound.OfLong _, Bound.OfDouble _, Bound.OfBoolean _ -> out.append(value);
      case Bound.OfInstant _ -> out.append(times.apply((Instant) value));
    }
  }

  private void entries(Bound.OfMap type, Map<?, ?> values) {
    values.forEach(
        (key, value) -> {
          open("entry");
          open("key");
          XmlText.append(out, (String) key);
          close("key");
          element("value", type.value(), value);
          close("entry");
        });
  }

  void open(String name) {
    out.append('<').append(name).append('>');
  }

  void close(String name) {
    out.append("</").append(name).append('>');
  }
}
