package io.keytrail.server.ebs;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.CommonErrors;
import io.keytrail.server.invoke.Invoker;

/// What a failed call of KMS means.
final class KeyFailure {
  private KeyFailure() {}

  /// Whether KMS refused, so that asking again would change nothing.
  static boolean isFinal(Throwable failure) {
    return failure instanceof Invoker.Refused refused
        && !refused.reason().code().serverFault()
        && !refused.reason().code().equals(CommonErrors.THROTTLING);
  }

  /// What the caller of EC2 is told of it: who may not make the grant is not authorised; otherwise
  /// it is the key that cannot be used.
  static Throwable told(Throwable failure, boolean granting) {
    if (!isFinal(failure)) {
      return failure instanceof Invoker.Refused refused ? refused.reason() : failure;
    }
    ApiException reason = ((Invoker.Refused) failure).reason();
    return granting && reason.code().equals(CommonErrors.ACCESS_DENIED)
        ? reason
        : Ec2Failures.keyNotAccessible(reason.message());
  }
}
