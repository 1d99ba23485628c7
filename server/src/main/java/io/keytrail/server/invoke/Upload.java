package io.keytrail.server.invoke;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;

/// A body that is a file and no JSON. Nothing of it is read before its call is signed in and
/// allowed; then the operation takes it, as a stream, to a file.
public interface Upload {

  /// Writes the body to a new file in `folder`, mode 0600; all of it is on disk when this succeeds,
  /// and the file is the caller's. Fails with [Problem] or [ApiException], and then there is no
  /// file: too large, too slow, cut off, not what was signed, no room. To be called once.
  Future<Received> receive(Path folder);

  /// @param sha256 of the bytes as they came, in lower-case hex
  record Received(Path file, long bytes, String sha256) {}

  /// @param deadline from the first byte to the last
  record Limits(long maxBytes, Duration deadline) {}
}
