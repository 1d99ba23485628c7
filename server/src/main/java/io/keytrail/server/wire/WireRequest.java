package io.keytrail.server.wire;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What of an HTTP request the codecs look at. The gate has bounded its size and the signature has
/// been verified over these very bytes.
///
/// @param method `POST`, `GET`
/// @param path as it was sent, still encoded; two spellings of a path are two paths
/// @param body as it was sent; not written to afterwards
/// @param rawQuery behind the question mark, still encoded; empty if there is none
/// @param contentType of the body, empty if there is none
/// @param headers all of them
@SuppressWarnings("ArrayRecordComponent") // a body is large and read once; copying it would cost
public record WireRequest(
    String method, String path, byte[] body, String rawQuery, String contentType, Headers headers) {

  /// The headers of a request, as protocols with members in headers read them.
  @FunctionalInterface
  public interface Headers {
    Headers NONE = _ -> List.of();

    /// Every value given under the name, in order.
    ///
    /// @param name in any letter case
    List<String> all(String name);
  }

  /// To a service that has one path and no members in headers.
  public WireRequest(String method, byte[] body, String rawQuery, String contentType) {
    this(method, "/", body, rawQuery, contentType, Headers.NONE);
  }

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
        && path.equals(that.path)
        && Arrays.equals(body, that.body)
        && rawQuery.equals(that.rawQuery)
        && contentType.equals(that.contentType)
        && headers.equals(that.headers);
  }

  @Override
  public int hashCode() {
    return Objects.hash(method, path, Arrays.hashCode(body), rawQuery, contentType, headers);
  }

  /// Without body, query and headers: they may hold secrets.
  @Override
  public String toString() {
    return "WireRequest["
        + method
        + " "
        + path
        + ", "
        + body.length
        + " bytes, "
        + contentType
        + "]";
  }
}
