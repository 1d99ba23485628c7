package io.keytrail.policy.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What was found beyond the number of findings that anybody reads: counted by code, and told in
/// one closing finding. Confined to one thread.
public final class Unlisted {
  private final Map<String, Integer> byCode = new TreeMap<>();
  private int count;
  private Severity worst = Severity.HINT;

  public void add(String code, Severity severity) {
    count++;
    byCode.merge(code, 1, Integer::sum);
    if (severity.compareTo(worst) < 0) {
      worst = severity;
    }
  }

  /// `MORE_FINDINGS`, as severe as the worst that is not listed; empty if all are.
  ///
  /// @param span where the last one that is listed stands
  public Optional<Diagnostic> closing(Span span) {
    if (count == 0) {
      return Optional.empty();
    }
    List<String> each = new ArrayList<>();
    byCode.forEach((code, times) -> each.add(times + " `" + code + "`"));
    return Optional.of(
        new Diagnostic(
            "MORE_FINDINGS",
            worst,
            span,
            (count == 1 ? "1 more finding is" : count + " more findings are")
                + " not listed: "
                + String.join(", ", each),
            "mend what is listed, then check again"));
  }
}
