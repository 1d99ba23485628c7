package io.keytrail.server.policytest;

import io.keytrail.policy.condition.Position;
import java.util.List;
import java.util.Set;

/// What became of a suite.
///
/// @param decisive `policy name#statement` of every statement that decided something
/// @param statements all of them, as far as a test looked at their policy
public record SuiteResult(
    Suite suite, List<CaseResult> cases, Set<String> decisive, Set<String> statements) {
  public SuiteResult {
    cases = List.copyOf(cases);
    decisive = Set.copyOf(decisive);
    statements = Set.copyOf(statements);
  }

  public boolean passed() {
    return cases.stream().allMatch(CaseResult::passed);
  }

  /// @param failure what was expected and what came; empty if it passed
  /// @param summary the engine's sentence
  public record CaseResult(String name, Position at, String failure, String summary) {
    public boolean passed() {
      return failure.isEmpty();
    }
  }
}
