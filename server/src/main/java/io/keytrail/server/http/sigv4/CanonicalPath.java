package io.keytrail.server.http.sigv4;

import java.util.ArrayDeque;
import java.util.Deque;

/// The path as it is signed: from the raw bytes, so that an escape is encoded a second time.
final class CanonicalPath {
  private CanonicalPath() {}

  /// @param normalize whether empty and dot segments are removed, as all services but S3 do;
  ///     escaped dots are not dots
  static void appendTo(StringBuilder out, String raw, boolean normalize) {
    UriEncoding.encodePath(out, normalize && needsNormalizing(raw) ? normalized(raw) : raw);
  }

  private static boolean needsNormalizing(String raw) {
    return raw.contains("//") || raw.contains("/.");
  }

  private static String normalized(String raw) {
    Deque<String> kept = new ArrayDeque<>();
    for (String segment : raw.split("/", -1)) {
      if (segment.equals("..")) {
        kept.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        kept.addLast(segment);
      }
    }
    String joined = "/" + String.join("/", kept);
    return raw.endsWith("/") && !kept.isEmpty() ? joined + "/" : joined;
  }
}
