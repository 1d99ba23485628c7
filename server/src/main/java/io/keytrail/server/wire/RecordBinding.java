package io.keytrail.server.wire;

import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.Secret;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Joins record types to the model's structures by name, at start; a disagreement is a bug of ours
/// and throws with the place.
///
/// A component is called as [WireNames#of] says. Its type follows the shape: `String`, `Bytes`,
/// `Secret` (a sensitive text or blob), `int`, `long`, `double`, `boolean`, `Instant`, `List<…>`,
/// `Map<String, …>`, a record. For a member that may be absent it is `Optional<…>`, `OptionalInt`
/// or `OptionalLong`; a bare list or map is then empty and a bare `boolean` false. In an output
/// everything may be bare: what is bare is always answered. A member without a component is refused
/// when a client sends it (see [InputReader]), and never answered.
final class RecordBinding {
  private final boolean input;

  private RecordBinding(boolean input) {
    this.input = input;
  }

  /// For what clients send.
  ///
  /// @throws IllegalStateException if type and shape disagree
  static Bound.OfRecord input(Class<? extends Record> type, Shape.Structure shape) {
    return new RecordBinding(true).record(type, shape, type.getSimpleName());
  }

  /// For what we answer.
  ///
  /// @throws IllegalStateException if type and shape disagree
  static Bound.OfRecord output(Class<? extends Record> type, Shape.Structure shape) {
    return new RecordBinding(false).record(type, shape, type.getSimpleName());
  }

  private Bound.OfRecord record(Class<?> type, Shape.Structure shape, String place) {
    Map<String, Shape.Member> members = new LinkedHashMap<>();
    shape.members().forEach(m -> members.put(WireNames.of(m.name()), m));
    MethodHandles.Lookup lookup = lookup(type, place);
    List<Bound.Component> components = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String at = place + "." + component.getName();
      Shape.Member member = members.remove(component.getName());
      if (member == null) {
        throw new IllegalStateException(
            at + ": " + shape.name() + " has no member of that name; left are " + members.keySet());
      }
      components.add(component(lookup, component, member, at));
    }
    return new Bound.OfRecord(
        type, shape, constructor(lookup, type), components, List.copyOf(members.values()));
  }

  private Bound.Component component(
      MethodHandles.Lookup lookup, RecordComponent component, Shape.Member member, String at) {
    Type type = component.getGenericType();
    Bound.Absence absence = absence(type, member, at);
    Bound bound = bind(unwrapped(type), member.shape(), at);
    return new Bound.Component(
        member,
        getter(lookup, component),
        absence,
        bound,
        new Bound.Ascii("\"" + member.name() + "\":"));
  }

  private Bound.Absence absence(Type type, Shape.Member member, String at) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
      return Bound.Absence.OPTIONAL;
    }
    if (type == OptionalInt.class) {
      return Bound.Absence.OPTIONAL_INT;
    }
    if (type == OptionalLong.class) {
      return Bound.Absence.OPTIONAL_LONG;
    }
    if (member.required() || !input) {
      return Bound.Absence.REQUIRED;
    }
    return switch (member.shape()) {
      case Shape.ListOf _, Shape.MapOf _ -> Bound.Absence.EMPTY;
      case Shape.Bool _ -> Bound.Absence.FALSE;
      case Shape.Structure _,
          Shape.Text _,
          Shape.Blob _,
          Shape.Int _,
          Shape.Int64 _,
          Shape.Decimal _,
          Shape.Timestamp _ ->
          throw new IllegalStateException(
              at + ": must be optional, because " + member.name() + " is not required");
    };
  }

  /// The type inside an `Optional`; `OptionalInt` is an optional `int`.
  private static Type unwrapped(Type type) {
    if (type == OptionalInt.class) {
      return int.class;
    }
    if (type == OptionalLong.class) {
      return long.class;
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
      return generic.getActualTypeArguments()[0];
    }
    return type;
  }

  private Bound bind(Type type, Shape shape, String at) {
    Bound bound = fitting(type, shape, at);
    if (bound == null) {
      throw new IllegalStateException(
          at
              + ": type "
              + type.getTypeName()
              + " does not fit "
              + kind(shape)
              + " "
              + shape.name());
    }
    return bound;
  }

  private @Nullable Bound fitting(Type type, Shape shape, String at) {
    return switch (shape) {
      case Shape.Structure s ->
          type instanceof Class<?> c && c.isRecord()
              ? record(c, s, at + "(" + c.getSimpleName() + ")")
              : null;
      case Shape.ListOf s ->
          raw(type) == List.class
              ? new Bound.OfList(s, bind(argument(type, 0), s.element(), at + "[]"))
              : null;
      case Shape.MapOf s ->
          raw(type) == Map.class && argument(type, 0) == String.class
              ? new Bound.OfMap(s, bind(argument(type, 1), s.value(), at + "{}"))
              : null;
      case Shape.Text s -> text(type, s);
      case Shape.Blob s -> blob(type, s);
      case Shape.Int s -> is(type, int.class, Integer.class) ? new Bound.OfInt(s) : null;
      case Shape.Int64 s -> is(type, long.class, Long.class) ? new Bound.OfLong(s) : null;
      case Shape.Decimal s -> is(type, double.class, Double.class) ? new Bound.OfDouble(s) : null;
      case Shape.Bool s -> is(type, boolean.class, Boolean.class) ? new Bound.OfBoolean(s) : null;
      case Shape.Timestamp s -> type == Instant.class ? new Bound.OfInstant(s) : null;
    };
  }

  private static @Nullable Bound text(Type type, Shape.Text shape) {
    if (type == Secret.class) {
      return new Bound.OfSecretText(shape);
    }
    return type == String.class ? new Bound.OfString(shape) : null;
  }

  private static @Nullable Bound blob(Type type, Shape.Blob shape) {
    if (type == Secret.class) {
      return new Bound.OfSecretBytes(shape);
    }
    return type == Bytes.class ? new Bound.OfBytes(shape) : null;
  }

  private static boolean is(Type type, Class<?> primitive, Class<?> boxed) {
    return type == primitive || type == boxed;
  }

  private static String kind(Shape shape) {
    return shape.getClass().getSimpleName();
  }

  private static Type raw(Type type) {
    return type instanceof ParameterizedType generic ? generic.getRawType() : type;
  }

  private static Type argument(Type type, int index) {
    return type instanceof ParameterizedType generic
        ? generic.getActualTypeArguments()[index]
        : Object.class;
  }

  private static MethodHandles.Lookup lookup(Class<?> type, String place) {
    try {
      return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(place + ": the record is not accessible", e);
    }
  }

  private static MethodHandle getter(MethodHandles.Lookup lookup, RecordComponent component) {
    try {
      return lookup
          .unreflect(component.getAccessor())
          .asType(MethodType.methodType(Object.class, Object.class));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("the accessor of " + component + " is not accessible", e);
    }
  }

  private static MethodHandle constructor(MethodHandles.Lookup lookup, Class<?> type) {
    Class<?>[] parameters =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> canonical = type.getDeclaredConstructor(parameters);
      return lookup
          .unreflectConstructor(canonical)
          .asSpreader(Object[].class, parameters.length)
          .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw new IllegalStateException("the constructor of " + type + " is not accessible", e);
    }
  }
}
