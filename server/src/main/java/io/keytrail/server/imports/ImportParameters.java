package io.keytrail.server.imports;

import io.keytrail.server.invoke.ApiOperation.Request;
import io.keytrail.server.invoke.Problem;
import io.keytrail.server.invoke.QueryParameters;

/// Query parameters of the operations on imports.
final class ImportParameters {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 500;

  private ImportParameters() {}

  /// How many a page has.
  static int limit(Request request) {
    return QueryParameters.number(request, "limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
  }

  static Problem after() {
    return Problem.badRequest("/after", "`after` takes the `next` of an earlier answer, unchanged");
  }
}
