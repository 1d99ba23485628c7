package io.keytrail.server.policytest;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.policy.condition.Position;
import java.util.List;
import java.util.Optional;

/// A test file, read.
///
/// @param file as the user named it
/// @param name of the suite; the file's if it has none
/// @param bringsPolicies whether the file says which policies decide
public record Suite(
    String file, String name, boolean bringsPolicies, List<Case> cases, List<WhoCan> whoCan) {
  public Suite {
    cases = List.copyOf(cases);
    whoCan = List.copyOf(whoCan);
  }

  /// One question and what must come of it.
  ///
  /// @param body of the simulation: `{"request": …, "policies": …}`
  public record Case(String name, Position at, JsonObject body, Expectation expectation) {}

  /// What a decision must be.
  ///
  /// @param decision `allowed`, `implicitDeny`, `explicitDeny`, `dependsOn`; absent: not looked at.
  ///     `denied` stands for both denials
  /// @param by each of these must be among what decided
  /// @param nearMiss must be among the near misses
  public record Expectation(
      Optional<String> decision, List<JsonObject> by, Optional<JsonObject> nearMiss) {
    public Expectation {
      by = List.copyOf(by);
    }
  }

  /// Of the declared principals exactly these may do it.
  ///
  /// @param bodies a simulation for each declared principal
  /// @param question the simulation for the root user, to be asked of others as well
  public record WhoCan(
      String name, Position at, List<Asked> bodies, JsonObject question, List<String> principals) {
    public WhoCan {
      bodies = List.copyOf(bodies);
      principals = List.copyOf(principals);
    }
  }

  public record Asked(String principal, JsonObject body) {}
}
