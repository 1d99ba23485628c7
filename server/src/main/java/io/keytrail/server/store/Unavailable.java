package io.keytrail.server.store;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.CommonErrors;

/// What a caller is told when the state that decides cannot be read: the call fails closed, and may
/// be tried again.
final class Unavailable {
  private Unavailable() {}

  /// A [DatabaseFailure] as the API's error; anything else as it is.
  static Throwable of(Throwable failure) {
    return failure instanceof DatabaseFailure
        ? new ApiException(
            CommonErrors.UNAVAILABLE, "The service is temporarily unavailable; try again.")
        : failure;
  }
}
