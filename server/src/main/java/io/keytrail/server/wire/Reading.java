package io.keytrail.server.wire;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads components of a bound record.
final class Reading {
  private Reading() {}

  /// The component's value out of its `Optional`; null if it is absent.
  ///
  /// @throws IllegalStateException if the component itself is null, a bug of the operation
  static @Nullable Object component(Object record, Bound.Component component) {
    Object value = get(record, component);
    if (value == null) {
      throw new IllegalStateException(
          component.member().name() + " of " + record.getClass().getName() + " is null");
    }
    return switch (component.absence()) {
      case OPTIONAL -> ((Optional<?>) value).orElse(null);
      case OPTIONAL_INT ->
          ((OptionalInt) value).isPresent() ? ((OptionalInt) value).getAsInt() : null;
      case OPTIONAL_LONG ->
          ((OptionalLong) value).isPresent() ? ((OptionalLong) value).getAsLong() : null;
      case REQUIRED, EMPTY, FALSE -> value;
    };
  }

  private static @Nullable Object get(Object record, Bound.Component component) {
    try {
      return (Object) component.getter().invokeExact(record);
    } catch (RuntimeException | Error thrown) {
      throw thrown;
    } catch (Throwable thrown) {
      throw new IllegalStateException("an accessor threw " + thrown, thrown);
    }
  }
}
