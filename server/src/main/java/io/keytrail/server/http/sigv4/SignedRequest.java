package io.keytrail.server.http.sigv4;

import io.vertx.core.MultiMap;

/// The parts of a request that a signature covers.
///
/// @param target raw request target, origin form, one char a byte
/// @param headers values one char a byte, as they were sent
/// @param body whole; not copied, not changed
public record SignedRequest(String method, String target, MultiMap headers, byte[] body) {

  /// Raw path.
  String path() {
    int mark = target.indexOf('?');
    return mark < 0 ? target : target.substring(0, mark);
  }

  /// Raw query, without the question mark; empty if there is none.
  String query() {
    int mark = target.indexOf('?');
    return mark < 0 ? "" : target.substring(mark + 1);
  }
}
