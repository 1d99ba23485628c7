package io.keytrail.server.http.gate;

import org.jspecify.annotations.Nullable;

/// Judges a complete head, byte by byte, and learns from it how the body is framed. Confined to a
/// connection's event loop; allocates nothing.
final class HeadRules {
  static final long CHUNKED = -1;

  private final GateLimits limits;
  private final LargeBodies large;
  private byte[] bytes = new byte[0];
  private boolean hostSeen;
  private boolean lengthSeen;
  private boolean codingSeen;
  private long contentLength;
  private long largest;

  HeadRules(GateLimits limits, LargeBodies large) {
    this.limits = limits;
    this.large = large;
  }

  /// Length of the body in bytes, or [#CHUNKED]; meaningful after a head that was not refused.
  long bodyLength() {
    return codingSeen ? CHUNKED : contentLength;
  }

  /// @param head whole, each line ended by CRLF, the last one empty
  @Nullable GateRefusal check(byte[] head, int length) {
    bytes = head;
    hostSeen = false;
    lengthSeen = false;
    codingSeen = false;
    contentLength = 0;
    largest = limits.bodyBytes();
    int end = lineEnd(0);
    GateRefusal refusal = requestLine(end);
    int count = 0;
    for (int at = end + 2; refusal == null && at < length - 2; at = end + 2) {
      end = lineEnd(at);
      refusal = ++count > limits.headers() ? GateRefusal.HEAD_TOO_LARGE : header(at, end);
    }
    return refusal == null ? whole() : refusal;
  }

  private @Nullable GateRefusal whole() {
    if (!hostSeen) {
      return GateRefusal.BAD_HOST;
    }
    if (lengthSeen && codingSeen) {
      return GateRefusal.BAD_FRAMING;
    }
    return contentLength > largest ? GateRefusal.BODY_TOO_LARGE : null;
  }

  private int lineEnd(int from) {
    int i = from;
    while (bytes[i] != '\r') {
      i++;
    }
    return i;
  }

  private @Nullable GateRefusal requestLine(int end) {
    int methodEnd = 0;
    while (methodEnd < end && bytes[methodEnd] >= 'A' && bytes[methodEnd] <= 'Z') {
      methodEnd++;
    }
    if (methodEnd > 16 || methodEnd == end || bytes[methodEnd] != ' ') {
      return GateRefusal.BAD_REQUEST_LINE;
    }
    int targetEnd = methodEnd + 1;
    while (targetEnd < end && bytes[targetEnd] != ' ') {
      targetEnd++;
    }
    if (!Bytes.equalsFolded(bytes, targetEnd, Math.min(end, targetEnd + 6), " http/")) {
      return target(methodEnd + 1, targetEnd) == GateRefusal.BAD_TARGET
          ? GateRefusal.BAD_TARGET
          : GateRefusal.BAD_REQUEST_LINE;
    }
    return methodAndVersion(methodEnd, targetEnd, end);
  }

  private @Nullable GateRefusal methodAndVersion(int methodEnd, int targetEnd, int end) {
    if (end - targetEnd != 9 || bytes[targetEnd + 1] != 'H' || bytes[targetEnd + 2] != 'T') {
      return GateRefusal.BAD_REQUEST_LINE;
    }
    if (bytes[targetEnd + 6] != '1' || bytes[targetEnd + 7] != '.' || bytes[targetEnd + 8] != '1') {
      return GateRefusal.BAD_VERSION;
    }
    if (bytes[targetEnd + 3] != 'T' || bytes[targetEnd + 4] != 'P') {
      return GateRefusal.BAD_REQUEST_LINE;
    }
    if (is(0, methodEnd, "post")) {
      largest = Math.max(largest, large.limit(bytes, methodEnd + 1, targetEnd));
    }
    return methodAllowed(methodEnd)
        ? target(methodEnd + 1, targetEnd)
        : GateRefusal.METHOD_NOT_ALLOWED;
  }

  private boolean methodAllowed(int end) {
    return is(0, end, "get")
        || is(0, end, "post")
        || is(0, end, "head")
        || is(0, end, "put")
        || is(0, end, "delete")
        || is(0, end, "patch")
        || is(0, end, "options");
  }

  private @Nullable GateRefusal target(int from, int end) {
    if (from >= end || bytes[from] != '/') {
      return GateRefusal.BAD_TARGET;
    }
    for (int i = from; i < end; i++) {
      byte b = bytes[i];
      if (!Bytes.isTarget(b)
          || b == '%' && !(i + 2 < end && Bytes.isHex(bytes[i + 1]) && Bytes.isHex(bytes[i + 2]))) {
        return GateRefusal.BAD_TARGET;
      }
    }
    if (end - from <= limits.targetBytes()) {
      return null;
    }
    boolean fits = end - from <= limits.presignedTargetBytes() && carriesSignature(from, end);
    return fits ? null : GateRefusal.TARGET_TOO_LONG;
  }

  private boolean carriesSignature(int from, int end) {
    String name = "x-amz-signature=";
    for (int i = from; i + name.length() <= end; i++) {
      if (is(i, i + name.length(), name)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable GateRefusal header(int from, int end) {
    int nameEnd = from;
    while (nameEnd < end && Bytes.isToken(bytes[nameEnd])) {
      nameEnd++;
    }
    if (nameEnd == from || nameEnd == end || bytes[nameEnd] != ':') {
      return GateRefusal.BAD_HEADER;
    }
    int valueFrom = nameEnd + 1;
    for (int i = valueFrom; i < end; i++) {
      if (!Bytes.isField(bytes[i])) {
        return GateRefusal.BAD_HEADER;
      }
    }
    int valueEnd = end;
    while (valueFrom < valueEnd && isBlank(bytes[valueFrom])) {
      valueFrom++;
    }
    while (valueEnd > valueFrom && isBlank(bytes[valueEnd - 1])) {
      valueEnd--;
    }
    return special(from, nameEnd, valueFrom, valueEnd);
  }

  private @Nullable GateRefusal special(int from, int nameEnd, int valueFrom, int valueEnd) {
    return switch (nameEnd - from) {
      case 4 -> is(from, nameEnd, "host") ? host(valueFrom, valueEnd) : null;
      case 6 -> is(from, nameEnd, "expect") ? expect(valueFrom, valueEnd) : null;
      case 13 -> is(from, nameEnd, "x-http-method") ? GateRefusal.METHOD_NOT_ALLOWED : null;
      case 14 -> is(from, nameEnd, "content-length") ? contentLength(valueFrom, valueEnd) : null;
      case 17 -> length17(from, nameEnd, valueFrom, valueEnd);
      case 22 ->
          is(from, nameEnd, "x-http-method-override") ? GateRefusal.METHOD_NOT_ALLOWED : null;
      default -> null;
    };
  }

  private @Nullable GateRefusal length17(int from, int nameEnd, int valueFrom, int valueEnd) {
    if (is(from, nameEnd, "x-method-override")) {
      return GateRefusal.METHOD_NOT_ALLOWED;
    }
    if (!is(from, nameEnd, "transfer-encoding")) {
      return null;
    }
    boolean once = !codingSeen;
    codingSeen = true;
    return once && is(valueFrom, valueEnd, "chunked") ? null : GateRefusal.BAD_FRAMING;
  }

  private @Nullable GateRefusal host(int from, int end) {
    boolean good = !hostSeen && end > from;
    hostSeen = true;
    for (int i = from; i < end; i++) {
      good &= Bytes.isHost(bytes[i]);
    }
    return good ? null : GateRefusal.BAD_HOST;
  }

  private @Nullable GateRefusal expect(int from, int end) {
    return is(from, end, "100-continue") ? null : GateRefusal.EXPECTATION_FAILED;
  }

  private @Nullable GateRefusal contentLength(int from, int end) {
    boolean leadingZero = end - from > 1 && bytes[from] == '0';
    if (lengthSeen || end == from || end - from > 18 || leadingZero) {
      return GateRefusal.BAD_FRAMING;
    }
    lengthSeen = true;
    for (int i = from; i < end; i++) {
      if (!Bytes.isDigit(bytes[i])) {
        return GateRefusal.BAD_FRAMING;
      }
      contentLength = contentLength * 10 + (bytes[i] - '0');
    }
    return null;
  }

  private boolean is(int from, int end, String lower) {
    return Bytes.equalsFolded(bytes, from, end, lower);
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }
}
