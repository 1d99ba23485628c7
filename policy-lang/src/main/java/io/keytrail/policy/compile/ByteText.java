package io.keytrail.policy.compile;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/// Bytes that came as base64 text.
public record ByteText(ByteBuffer bytes) {

  /// Empty if it is not base64.
  public static Optional<ByteText> parse(String base64) {
    try {
      return Optional.of(
          new ByteText(ByteBuffer.wrap(Base64.getDecoder().decode(base64)).asReadOnlyBuffer()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
