package io.keytrail.server.wire;

import io.keytrail.server.invoke.ErrorCode;
import java.util.List;
import java.util.Optional;

/// A type of a service model. Immutable, finite (the served operations hold no recursive shape).
public sealed interface Shape {

  /// As the model calls it.
  String name();

  /// Whether its values must be neither logged nor echoed.
  default boolean sensitive() {
    return false;
  }

  record Structure(String name, List<Member> members) implements Shape {
    public Structure {
      members = List.copyOf(members);
    }
  }

  /// A sequence.
  ///
  /// @param bounds of the number of elements
  /// @param form how elements stand in query forms
  /// @param xml how elements stand in XML
  /// @param elementName of an element in query forms and XML, where it has a wrapper
  record ListOf(
      String name, Shape element, Bounds bounds, Wrapping form, Wrapping xml, String elementName)
      implements Shape {
    @Override
    public boolean sensitive() {
      return element.sensitive();
    }
  }

  /// Whether the elements of a list have an element or a segment of a name of their own.
  enum Wrapping {
    /// `Tags.member.1`, `<Tags><member>`.
    WRAPPED,
    /// `Tag.1`, `<Tag>`.
    FLATTENED;

    static Wrapping flattened(boolean flattened) {
      return flattened ? FLATTENED : WRAPPED;
    }
  }

  /// Keys are strings in every protocol.
  record MapOf(String name, Text key, Shape value, Bounds bounds) implements Shape {}

  /// A string.
  ///
  /// @param bounds of the length in code points
  /// @param values all that are allowed; empty if the shape is no enumeration
  record Text(
      String name,
      Bounds bounds,
      Optional<TextPattern> pattern,
      List<String> values,
      boolean sensitive)
      implements Shape {
    public Text {
      values = List.copyOf(values);
    }
  }

  /// Bytes, base64 on the wire.
  ///
  /// @param bounds of the length in bytes
  record Blob(String name, Bounds bounds, boolean sensitive) implements Shape {}

  /// 32 bits.
  record Int(String name, Bounds bounds) implements Shape {}

  /// 64 bits.
  record Int64(String name, Bounds bounds) implements Shape {}

  record Decimal(String name) implements Shape {}

  record Bool(String name) implements Shape {}

  /// In JSON epoch seconds, in XML and query forms ISO 8601.
  record Timestamp(String name) implements Shape {}

  /// A member of a structure.
  ///
  /// @param name as the model calls it; the name in JSON
  /// @param formName the name in query forms
  /// @param xmlName the name in XML
  /// @param auditName the name in the audit view
  record Member(
      String name,
      String formName,
      String xmlName,
      String auditName,
      Shape shape,
      boolean required) {}

  /// An error of the model.
  ///
  /// @param shape `NoSuchEntityException`, which the JSON protocols say
  record Failure(String shape, ErrorCode code) {}
}
