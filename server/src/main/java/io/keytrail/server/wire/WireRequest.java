package io.keytrail.server.wire;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What of an HTTP request the codecs look at. The gate has bounded its size and the signature has
/// been verified over these very bytes.
///
/// @param method `POST`, `GET`
/// @param body as it was sent; not written to afterwards
/// @param rawQuery behind the question mark, still encoded; empty if there is none
/// @param contentType of the body, empty if there is none
@SuppressWarnings("ArrayRecordComponent") // a body is large and read once; copying it would cost
public record WireRequest(String method, byte[] body, String rawQuery, String contentType) {

  /// The media type alone: parameters and white space cut off, in lower case.
  String mediaType() {
    int end = contentType.indexOf(';');
    StringBuilder type = new StringBuilder();
    for (char c : contentType.substring(0, end < 0 ? contentType.length() : end).toCharArray()) {
      if (c != ' ' && c != '\t') {
        type.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
      }
    }
    return type.toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WireRequest that
        && method.equals(that.method)
        && Arrays.equals(body, that.body)
        && rawQuery.equals(that.rawQuery)
        && contentType.equals(that.contentType);
  }

  @Override
  public int hashCode() {
    return Objects.hash(method, Arrays.hashCode(body), rawQuery, contentType);
  }

  /// Without body and query: they may hold secrets.
  @Override
  public String toString() {
    return "WireRequest[" + method + ", " + body.length + " bytes, " + contentType + "]";
  }
}
