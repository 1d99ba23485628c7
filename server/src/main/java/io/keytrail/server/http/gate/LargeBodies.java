package io.keytrail.server.http.gate;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Where a body larger than [GateLimits#bodyBytes] may be announced: `POST` to one of a few exact
/// paths. More than the ordinary amount of it is let through only once somebody has been admitted
/// ([GateHandler#admitLargeBody]). Immutable.
public final class LargeBodies {
  public static final LargeBodies NONE = new LargeBodies(Map.of());

  private final List<Entry> entries;

  private record Entry(byte[] path, long maxBytes) {}

  /// @param maxBytesByPath by raw path, without a query
  public LargeBodies(Map<String, Long> maxBytesByPath) {
    entries =
        maxBytesByPath.entrySet().stream()
            .map(e -> new Entry(e.getKey().getBytes(StandardCharsets.US_ASCII), e.getValue()))
            .toList();
  }

  /// The largest body of a `POST` to the target in `[from, to)`; 0 if it is none of these paths.
  long limit(byte[] head, int from, int to) {
    int end = from;
    while (end < to && head[end] != '?') {
      end++;
    }
    for (Entry entry : entries) {
      if (java.util.Arrays.equals(head, from, end, entry.path(), 0, entry.path().length)) {
        return entry.maxBytes();
      }
    }
    return 0;
  }
}
