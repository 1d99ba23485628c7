package io.keytrail.server.invoke;

import io.vertx.core.Future;
import java.util.List;

/// Decides checks from the caller's stored policies and each check's guard.
public interface Authorizer {

  /// Fails only if the state needed cannot be read in time (then the call fails closed,
  /// [CommonErrors#UNAVAILABLE]).
  Future<Authorization> authorize(Call call, List<Check> checks);
}
