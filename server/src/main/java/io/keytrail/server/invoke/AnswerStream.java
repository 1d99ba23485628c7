package io.keytrail.server.invoke;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;

/// A body that is sent bit by bit, as fast as its reader takes it. Used from one event loop.
public interface AnswerStream {

  String contentType();

  /// Headers beside the content type.
  Map<String, String> headers();

  /// The next bytes, or none for now: then it is asked again at once. Empty at the end. Not called
  /// again before its future has completed. A failure breaks the body off, so that nobody takes a
  /// part for the whole.
  Future<Optional<byte[]>> next();

  /// The body has ended, or its reader has gone. Called once, even while [#next] is pending.
  void close();
}
