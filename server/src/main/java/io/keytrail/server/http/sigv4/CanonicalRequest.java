package io.keytrail.server.http.sigv4;

import java.util.List;
import java.util.function.Predicate;

/// The text whose digest is signed. Pure; the strings hold one byte a char.
final class CanonicalRequest {
  private CanonicalRequest() {}

  /// @param normalizePath false for S3 only
  /// @param omitted query parameters that are not part of what was signed
  static String of(
      SignedRequest request,
      SignatureClaim claim,
      String payloadHash,
      boolean normalizePath,
      Predicate<String> omitted) {
    StringBuilder out = new StringBuilder(640);
    out.append(request.method()).append('\n');
    CanonicalPath.appendTo(out, request.path(), normalizePath);
    out.append('\n');
    String query = request.query();
    if (!query.isEmpty()) {
      CanonicalQuery.of(query).appendTo(out, omitted);
    }
    out.append('\n');
    for (String name : claim.signedHeaders()) {
      appendHeader(out, name, request.headers().getAll(name));
    }
    out.append('\n');
    appendNames(out, claim.signedHeaders());
    return out.append('\n').append(payloadHash).toString();
  }

  private static void appendNames(StringBuilder out, List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      out.append(i == 0 ? "" : ";").append(names.get(i));
    }
  }

  private static void appendHeader(StringBuilder out, String name, List<String> values) {
    out.append(name).append(':');
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      appendCollapsed(out, values.get(i));
    }
    out.append('\n');
  }

  /// Blanks at the ends are dropped, runs of them inside become one space, inside quotes too.
  private static void appendCollapsed(StringBuilder out, String value) {
    int start = out.length();
    boolean blank = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == ' ' || c == '\t') {
        blank = true;
      } else {
        if (blank && out.length() > start) {
          out.append(' ');
        }
        blank = false;
        out.append(c);
      }
    }
  }
}
