package io.keytrail.server.account;

import io.keytrail.policy.PolicyLanguage;
import io.keytrail.server.report.Finding;
import io.keytrail.server.simulate.snapshot.AccountSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// What is wrong with the policies of a snapshot, or hardly meant. AWS's own are not looked at.
public final class SnapshotFindings {
  private SnapshotFindings() {}

  /// @param file where the policy of a name stands
  public static List<Finding> of(AccountSnapshot snapshot, UnaryOperator<String> file) {
    List<Finding> findings = new ArrayList<>();
    snapshot
        .policies()
        .forEach(
            (name, text) -> {
              if (!AccountSnapshot.isOfAws(name)) {
                PolicyLanguage.lint(text, AccountSnapshot.kind(name))
                    .forEach(one -> findings.add(Finding.of(file.apply(name), one, name)));
              }
            });
    return findings;
  }
}
