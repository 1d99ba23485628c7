package io.keytrail.server.http.gate;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/// Why the gate turned a request away. The name is the label of counters; the connection is closed
/// after each.
public enum GateRefusal {
  BAD_REQUEST_LINE(400, "the request line must be METHOD SP target SP HTTP/1.1 CRLF"),
  BAD_TARGET(
      400,
      "the request target must be in origin form, visible ASCII without #, and well percent-encoded"),
  BAD_HEADER(400, "a header line must be name:value CRLF, unfolded, without control characters"),
  BAD_HOST(400, "there must be exactly one Host header that names a host and no more"),
  BAD_FRAMING(
      400,
      "Content-Length must be one plain decimal, or Transfer-Encoding exactly chunked, not both"),
  BAD_CHUNK(
      400, "chunks must have a plain hexadecimal size, without extensions and without trailers"),
  METHOD_NOT_ALLOWED(405, "the method is not allowed"),
  HEAD_TIMEOUT(408, "the request's head did not arrive in time"),
  REQUEST_TIMEOUT(408, "the request did not arrive in time"),
  BODY_TOO_LARGE(413, "the request's body is too large"),
  TARGET_TOO_LONG(414, "the request target is too long"),
  EXPECTATION_FAILED(417, "the only expectation that is met is 100-continue"),
  HEAD_TOO_LARGE(431, "the request's header fields are too large or too many"),
  BAD_VERSION(505, "only HTTP/1.1 is spoken here");

  private final int status;
  private final String message;

  GateRefusal(int status, String message) {
    this.status = status;
    this.message = message;
  }

  /// The request that stands for it behind the gate.
  ByteBuf asRequest() {
    String request =
        "GET "
            + GateHandler.REFUSAL_MARK
            + name()
            + " HTTP/1.1\r\nhost: gate\r\nconnection: close\r\n\r\n";
    return Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII);
  }

  /// HTTP status of the answer.
  public int status() {
    return status;
  }

  /// For the client; names nothing that the client sent.
  public String message() {
    return message;
  }
}
