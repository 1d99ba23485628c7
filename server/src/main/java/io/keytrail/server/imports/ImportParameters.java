package io.keytrail.server.imports;

import io.keytrail.server.invoke.ApiOperation.Request;
import io.keytrail.server.invoke.Problem;
import java.util.List;

/// Query parameters of the operations on imports.
final class ImportParameters {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 500;

  private ImportParameters() {}

  static void requireKnown(Request request, List<String> known) {
    for (String name : request.query().keySet()) {
      if (!known.contains(name)) {
        throw Problem.badRequest("/" + name, "there is no parameter `" + name + "`");
      }
    }
  }

  static int limit(Request request) {
    long limit = request.one("limit").map(ImportParameters::number).orElse((long) DEFAULT_LIMIT);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw Problem.badRequest("/limit", "`limit` takes a whole number from 1 to " + MAX_LIMIT);
    }
    return (int) limit;
  }

  /// A whole number without a sign; -1 for anything else.
  static long number(String text) {
    boolean digits =
        !text.isEmpty() && text.length() <= 15 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? Long.parseLong(text) : -1;
  }

  static Problem after() {
    return Problem.badRequest("/after", "`after` takes the `next` of an earlier answer, unchanged");
  }
}
