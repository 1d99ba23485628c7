package io.keytrail.server.invoke;

import io.vertx.core.Future;

/// Port: the service-linked roles by which our own services act in an account. `iam` implements it.
public interface ServiceRoles {

  /// Makes the service's role in the call's account unless it is there, and assumes it: both
  /// recorded, the latter as `sts:AssumeRole` by the service itself.
  ///
  /// Answers the caller for the service's further calls: a session of the role, made by the service
  /// ([Caller#viaService]), of internal origin. It may be kept for as long as a session lasts, an
  /// hour; ask again for each piece of work, such as one job.
  ///
  /// Fails with [Invoker.Refused] where the role may not be assumed, and with
  /// [IllegalArgumentException] for a service that has no role.
  ///
  /// @param call in the account and Region in which the service works; who makes it does not matter
  /// @param serviceHost `workspaces.us-west-2.amazonaws.com`
  Future<Caller> assume(Call call, String serviceHost);
}
