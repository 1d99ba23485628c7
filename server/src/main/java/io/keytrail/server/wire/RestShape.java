package io.keytrail.server.wire;

import java.util.List;

/// What an operation of a REST service has beside a body.
///
/// @param template where it lives
/// @param status of its successful answer
/// @param placed members of the input that do not stand in the body
record RestShape(RestTemplate template, int status, List<Placed> placed) {
  private static final int OK = 200;

  /// Of operations in the other protocols: all there is stands in the body.
  static final RestShape NONE = new RestShape(RestTemplate.of("/"), OK, List.of());

  RestShape {
    placed = List.copyOf(placed);
  }

  /// A member outside of the body.
  ///
  /// @param name as the model calls it
  /// @param wireName of the label, the parameter or the header
  /// @param shape text, number, truth value; no header holds a time
  record Placed(String name, Place place, String wireName, Shape shape) {}

  /// Where a member stands.
  enum Place {
    PATH,
    QUERY,
    HEADER
  }

  boolean holds(String member) {
    return placed.stream().anyMatch(p -> p.name().equals(member));
  }
}
