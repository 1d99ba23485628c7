package io.keytrail.server.kms;

import java.util.Optional;

/// How long a data key shall be.
final class DataKeySize {
  private DataKeySize() {}

  /// @return bytes
  /// @throws io.keytrail.server.invoke.ApiException unless exactly one of the two is given
  static int of(Optional<String> keySpec, Optional<Integer> numberOfBytes) {
    if (keySpec.isPresent() == numberOfBytes.isPresent()) {
      throw KmsErrors.validation("Please specify either number of bytes or key spec.");
    }
    return numberOfBytes.orElseGet(() -> keySpec.get().equals("AES_128") ? 16 : 32);
  }
}
