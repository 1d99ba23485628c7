package io.keytrail.server.http;

import io.keytrail.server.invoke.ApiOperation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Finds the operation for a method and a raw path. A segment written out goes before a parameter.
/// Immutable.
final class ApiRoutes {
  private static final Map<String, String> NO_PARAMETERS = Map.of();

  private final List<Route> routes;

  /// By method and path, for paths that are written out.
  private final Map<String, Map<String, Match.Found>> plain = new HashMap<>();

  /// @param segments a parameter as `{name}`
  private record Route(ApiOperation operation, List<String> segments) {}

  /// What a path leads to.
  sealed interface Match {
    /// @param parameters by name, still percent-encoded
    record Found(ApiOperation operation, Map<String, String> parameters) implements Match {}

    /// @param allowed for the `Allow` header
    record WrongMethod(String allowed) implements Match {}

    record Nothing() implements Match {}
  }

  ApiRoutes(List<ApiOperation> operations) {
    List<Route> all = new ArrayList<>();
    for (ApiOperation operation : operations) {
      all.add(new Route(operation, segments(operation.path())));
    }
    // Fewer parameters first; the sort is stable.
    all.sort((a, b) -> Long.compare(parameters(a), parameters(b)));
    routes = List.copyOf(all);
    for (Route route : all) {
      if (parameters(route) == 0) {
        plain
            .computeIfAbsent(route.operation().method(), _ -> new HashMap<>())
            .put(route.operation().path(), new Match.Found(route.operation(), NO_PARAMETERS));
      }
    }
  }

  /// `HEAD` is answered by what answers `GET`.
  Match find(String method, String path) {
    String wanted = method.equals("HEAD") ? "GET" : method;
    Match.Found found = plain.getOrDefault(wanted, Map.of()).get(path);
    if (found != null) {
      return found;
    }
    List<String> segments = segments(path);
    TreeSet<String> allowed = new TreeSet<>();
    for (Route route : routes) {
      if (fits(route, segments)) {
        if (route.operation().method().equals(wanted)) {
          return new Match.Found(route.operation(), captured(route, segments));
        }
        allowed.add(route.operation().method());
      }
    }
    if (allowed.isEmpty()) {
      return new Match.Nothing();
    }
    if (allowed.contains("GET")) {
      allowed.add("HEAD");
    }
    allowed.add("OPTIONS");
    return new Match.WrongMethod(String.join(", ", allowed));
  }

  private static boolean fits(Route route, List<String> segments) {
    if (route.segments().size() != segments.size()) {
      return false;
    }
    for (int i = 0; i < segments.size(); i++) {
      String pattern = route.segments().get(i);
      boolean same =
          isParameter(pattern) ? !segments.get(i).isEmpty() : pattern.equals(segments.get(i));
      if (!same) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, String> captured(Route route, List<String> segments) {
    Map<String, String> captured = new LinkedHashMap<>();
    for (int i = 0; i < segments.size(); i++) {
      String pattern = route.segments().get(i);
      if (isParameter(pattern)) {
        captured.put(pattern.substring(1, pattern.length() - 1), segments.get(i));
      }
    }
    return captured;
  }

  private static List<String> segments(String path) {
    return List.of(path.split("/", -1));
  }

  private static long parameters(Route route) {
    return route.segments().stream().filter(ApiRoutes::isParameter).count();
  }

  private static boolean isParameter(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }
}
