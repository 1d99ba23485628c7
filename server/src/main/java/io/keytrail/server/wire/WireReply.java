package io.keytrail.server.wire;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What `http` answers.
///
/// @param headers beside Content-Type and Content-Length
@SuppressWarnings("ArrayRecordComponent") // given away to the connection, never written again
public record WireReply(int status, String contentType, Map<String, String> headers, byte[] body) {
  public WireReply {
    headers = Map.copyOf(headers);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WireReply that
        && status == that.status
        && contentType.equals(that.contentType)
        && headers.equals(that.headers)
        && Arrays.equals(body, that.body);
  }

  @Override
  public int hashCode() {
    return Objects.hash(status, contentType, headers, Arrays.hashCode(body));
  }

  /// Without the body: it may hold secrets.
  @Override
  public String toString() {
    return "WireReply[" + status + ", " + contentType + ", " + body.length + " bytes]";
  }
}
