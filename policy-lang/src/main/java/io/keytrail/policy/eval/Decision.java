package io.keytrail.policy.eval;

import io.keytrail.policy.condition.Span;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The answer to an [AccessRequest]. Denial is a value, not an exception.
///
/// @param blockedBy the kinds that turned down a request the others would have allowed
/// @param decidedBy every statement, grant or rule that is enough by itself, in policy order; with
///     [Verdict#DEPENDS_ON] those whose effect hangs on what is not known
/// @param missingContext keys a policy asked for and the request did not have
/// @param notes numbers of ambiguous rules that mattered, with their text: `AMB-07: …`
/// @param allowedIf condition text; with [Verdict#DEPENDS_ON] only
public record Decision(
    Verdict verdict,
    Set<PolicyType> blockedBy,
    List<Decider> decidedBy,
    List<String> missingContext,
    List<String> notes,
    Optional<String> allowedIf) {
  public Decision {
    blockedBy = Set.copyOf(blockedBy);
    decidedBy = List.copyOf(decidedBy);
    missingContext = List.copyOf(missingContext);
    notes = List.copyOf(notes);
  }

  public boolean allowed() {
    return verdict == Verdict.ALLOWED;
  }

  /// Possible answers, by the names of the HTTP contract.
  public enum Verdict {
    ALLOWED("allowed"),
    IMPLICIT_DENY("implicitDeny"),
    EXPLICIT_DENY("explicitDeny"),
    DEPENDS_ON("dependsOn");

    private final String wireName;

    Verdict(String wireName) {
      this.wireName = wireName;
    }

    public String wireName() {
      return wireName;
    }
  }

  /// What settled it.
  public sealed interface Decider {

    /// A statement of a policy.
    ///
    /// @param pointer JSON pointer into the document, `/Statement/3` (or `/Statement` for a lone
    ///     object)
    /// @param statement counted from 1
    /// @param span absent where the document did not come as text
    record StatementRef(
        PolicyType type,
        String policyName,
        String policyVersion,
        String pointer,
        int statement,
        Optional<String> sid,
        Optional<Span> span)
        implements Decider {}

    record GrantRef(String grantId) implements Decider {}

    /// A rule of the platform, e.g. `ROOT_USER`.
    record RuleRef(String rule) implements Decider {}
  }
}
