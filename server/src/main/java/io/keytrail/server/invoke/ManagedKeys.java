package io.keytrail.server.invoke;

import io.vertx.core.Future;

/// Port: the AWS managed keys, `aws/workspaces` and the like. `kms` implements it.
public interface ManagedKeys {

  /// The ARN of the service's key in the call's account and Region, which is made first if it is
  /// not there yet: there is never more than one, however many servers ask at once.
  ///
  /// Fails with [IllegalArgumentException] for a service that has no key.
  ///
  /// @param service by the alias of its key without `alias/aws/`: `workspaces`, `ebs`
  Future<String> keyArn(Call call, String service);
}
