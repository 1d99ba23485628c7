package io.keytrail.server.iam.simulator;

import io.keytrail.server.iam.RoleStore;
import io.keytrail.server.iam.UserStore;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.Workers;
import java.util.List;

/// The operations of AWS's policy simulator.
public final class SimulatorOperations {
  private SimulatorOperations() {}

  /// @param workers where policies are read and decided by
  public static List<Operation<?, ?, ?>> all(UserStore users, RoleStore roles, Workers workers) {
    PolicySources sources = new PolicySources(users, roles);
    return List.of(
        new SimulateCustomPolicy(workers),
        new SimulatePrincipalPolicy(sources, workers),
        new GetContextKeysForCustomPolicy(workers),
        new GetContextKeysForPrincipalPolicy(sources, workers));
  }
}
