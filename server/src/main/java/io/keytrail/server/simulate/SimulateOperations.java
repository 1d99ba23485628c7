package io.keytrail.server.simulate;

import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.IdentityPolicies;
import io.keytrail.server.invoke.ResourcePolicies;
import io.keytrail.server.invoke.Workers;
import java.util.List;

/// Puts the simulator's doors together.
public final class SimulateOperations {
  private SimulateOperations() {}

  /// What is asked where a request brings no policies of its own.
  public record Dependencies(
      IdentityPolicies identityPolicies,
      ResourcePolicies resourcePolicies,
      SnapshotSource snapshots) {}

  public static List<ApiOperation> all(Dependencies dependencies) {
    return List.of(
        new Simulate(
            new StoredPolicies(dependencies.identityPolicies(), dependencies.resourcePolicies()),
            dependencies.snapshots()),
        new EvaluateCondition(),
        new TranslateCondition());
  }

  /// The doors of an editor of policies.
  ///
  /// @param workers where documents are read: they may be large
  public static List<ApiOperation> documents(Workers workers) {
    return List.of(new CheckPolicy(workers), new FormatPolicy(workers));
  }

  /// The doors by which users share what they simulate.
  public static List<ApiOperation> sharing(ScenarioStore scenarios) {
    return List.of(new SaveScenario(scenarios), new GetScenario(scenarios));
  }

  /// The doors to snapshots of accounts.
  ///
  /// @param workers where snapshots are read: they may be large
  public static List<ApiOperation> snapshots(
      SnapshotStore store, SnapshotSource source, Workers workers) {
    return List.of(
        new KeepSnapshot(store, workers),
        new ListSnapshots(store),
        new GetSnapshot(source, workers),
        new DeleteSnapshot(store));
  }
}
