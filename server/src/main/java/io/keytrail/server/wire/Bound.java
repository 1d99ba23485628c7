package io.keytrail.server.wire;

import java.lang.invoke.MethodHandle;
import java.util.List;

/// A Java type joined to a shape, once, by [RecordBinding]; readers and writers walk it. Immutable.
sealed interface Bound {

  /// A record. `constructor` takes one `Object[]` with an argument for each component, in order.
  ///
  /// @param unbound members of the structure that the record has no component for
  record OfRecord(
      Class<?> type,
      Shape.Structure shape,
      MethodHandle constructor,
      List<Component> components,
      List<Shape.Member> unbound)
      implements Bound {
    public OfRecord {
      components = List.copyOf(components);
      unbound = List.copyOf(unbound);
    }
  }

  record OfList(Shape.ListOf shape, Bound element) implements Bound {}

  /// `Map<String, …>`.
  record OfMap(Shape.MapOf shape, Bound value) implements Bound {}

  /// `String`.
  record OfString(Shape.Text shape) implements Bound {}

  /// `Secret`, on the wire a text.
  record OfSecretText(Shape.Text shape) implements Bound {}

  /// `Bytes`.
  record OfBytes(Shape.Blob shape) implements Bound {}

  /// `Secret`, on the wire a blob.
  record OfSecretBytes(Shape.Blob shape) implements Bound {}

  /// `int`.
  record OfInt(Shape.Int shape) implements Bound {}

  /// `long`.
  record OfLong(Shape.Int64 shape) implements Bound {}

  /// `double`.
  record OfDouble(Shape.Decimal shape) implements Bound {}

  /// `boolean`.
  record OfBoolean(Shape.Bool shape) implements Bound {}

  /// `Instant`.
  record OfInstant(Shape.Timestamp shape) implements Bound {}

  /// One component of a record.
  ///
  /// @param getter takes the record as `Object`, answers the component as `Object`
  /// @param jsonName of the member as JSON writes it, quoted and with its colon
  record Component(
      Shape.Member member, MethodHandle getter, Absence absence, Bound type, Ascii jsonName) {}

  /// What a component holds when the member is absent.
  enum Absence {
    /// Never absent: the member is required.
    REQUIRED,
    /// `Optional.empty()`.
    OPTIONAL,
    /// `OptionalInt.empty()`.
    OPTIONAL_INT,
    /// `OptionalLong.empty()`.
    OPTIONAL_LONG,
    /// An empty list or map.
    EMPTY,
    /// `false`.
    FALSE
  }

  /// Constant text of the wire, encoded once.
  final class Ascii {
    private final byte[] bytes;

    Ascii(String text) {
      bytes = text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    int length() {
      return bytes.length;
    }

    void copyTo(byte[] target, int offset) {
      System.arraycopy(bytes, 0, target, offset, bytes.length);
    }
  }
}
