package io.keytrail.server.wire;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/// Which operation of a REST service a method and a path lead to, served or not. Immutable.
public final class RestRoutes {
  /// Of services whose protocol has no paths.
  static final RestRoutes NONE = new RestRoutes(List.of());

  private final List<Route> routes;

  /// One operation's place.
  record Route(String operation, String method, RestTemplate template) {}

  /// What a request leads to.
  sealed interface Match {
    record Found(String operation) implements Match {}

    /// @param allowed the methods of that path, `GET, POST`
    record WrongMethod(String allowed) implements Match {}

    record Nothing() implements Match {}
  }

  RestRoutes(List<Route> routes) {
    List<Route> ordered = new ArrayList<>(routes);
    // A segment written out goes before a label; the sort is stable.
    ordered.sort(Comparator.comparingLong(route -> route.template().labels()));
    this.routes = List.copyOf(ordered);
  }

  /// @param path raw; compared byte by byte
  Match find(String method, String path) {
    TreeSet<String> allowed = new TreeSet<>();
    for (Route route : routes) {
      if (route.template().match(path) != null) {
        if (route.method().equals(method)) {
          return new Match.Found(route.operation());
        }
        allowed.add(route.method());
      }
    }
    return allowed.isEmpty()
        ? new Match.Nothing()
        : new Match.WrongMethod(String.join(", ", allowed));
  }
}
