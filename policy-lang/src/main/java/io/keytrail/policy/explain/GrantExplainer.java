package io.keytrail.policy.explain;

import io.keytrail.policy.eval.Decision;
import io.keytrail.policy.eval.Grant;
import io.keytrail.policy.eval.Inspection;
import io.keytrail.policy.eval.Inspection.GrantAnswer;
import io.keytrail.policy.eval.Level;
import io.keytrail.policy.eval.Side;
import io.keytrail.policy.eval.Truth;
import io.keytrail.policy.explain.Explanation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Explains grants: whom for, what for, under which constraint.
final class GrantExplainer {
  /// A key may have 50,000 grants, and nobody reads of a thousand that are for others.
  private static final int MOST_IDLE = 100;

  private final Inspection inspection;

  GrantExplainer(Inspection inspection) {
    this.inspection = inspection;
  }

  /// Each grant that allows or may, and those that do not up to [#MOST_IDLE]; the others are
  /// counted.
  void addTo(List<Explanation> because) {
    Set<Grant> saying = inspection.sayingGrants();
    int unsaid = inspection.grants().size() - saying.size();
    int idle = 0;
    for (Grant grant : inspection.grants()) {
      boolean says = saying.remove(grant);
      if (says || idle < MOST_IDLE) {
        because.add(grant(grant));
      }
      idle += says ? 0 : 1;
      if (idle >= MOST_IDLE && saying.isEmpty()) {
        break;
      }
    }
    if (unsaid > MOST_IDLE) {
      because.add(
          Explanation.node(
              Kind.GRANT,
              (unsaid - MOST_IDLE) + " more grants do not apply",
              Truth.FALSE,
              List.of()));
    }
  }

  private Explanation grant(Grant grant) {
    GrantAnswer answer = inspection.grant(grant);
    List<Explanation> because = new ArrayList<>(5);
    String caller = inspection.request().principal().arn();
    because.add(
        leaf(Kind.RESOURCE, "key", answer.key(), grant.keyArn(), inspection.request().resource()));
    because.add(
        leaf(Kind.PRINCIPAL, "grantee", answer.party() != Level.NONE, parties(grant), caller));
    because.add(
        leaf(
            Kind.ACTION,
            "operations",
            answer.operation(),
            operations(grant),
            inspection.request().request().action()));
    if (grant.pending()) {
      because.add(token(grant, answer.counts()));
    }
    grant.sourceArn().ifPresent(arn -> because.add(source(arn, answer.source())));
    grant.constraint().ifPresent(constraint -> because.add(constraint(constraint, answer)));
    Optional<Explanation> beside = beside(grant);
    beside.ifPresent(because::add);
    Truth fits = holds(answer);
    Truth holds = fits.and(beside.map(Explanation::holds).orElse(Truth.TRUE));
    return Explanation.node(
            Kind.GRANT, "grant `" + grant.grantId() + "`" + applies(fits, holds), holds, because)
        .about(new Decision.Decider.GrantRef(grant.grantId()));
  }

  /// What must allow beside it.
  private Optional<Explanation> beside(Grant grant) {
    return switch (inspection.standing(grant)) {
      case ROLE ->
          rule("boundary and session policy limit a grant to a role", inspection.lets(Side.LIMITS));
      case ACCOUNT ->
          rule(
              "such a grant counts only beside the caller's identity policies, within boundary and"
                  + " session policy",
              inspection.lets(Side.IDENTITY).and(inspection.lets(Side.LIMITS)));
      case NONE, DIRECT -> Optional.empty();
    };
  }

  private static Optional<Explanation> rule(String text, Truth holds) {
    return Optional.of(Explanation.node(Kind.RULE, text, holds, List.of()));
  }

  static String operations(Grant grant) {
    return String.join(", ", new TreeSet<>(grant.operations()));
  }

  /// Whom the action is for: to retire a grant is also up to others than its grantee.
  private String parties(Grant grant) {
    if (!inspection.retires()) {
      return grant.grantee();
    }
    List<String> parties = new ArrayList<>();
    if (grant.operations().contains("RetireGrant")) {
      parties.add(grant.grantee());
    }
    grant.ending().retiring().ifPresent(parties::add);
    grant.ending().issuingAccount().ifPresent(parties::add);
    return String.join(", ", parties);
  }

  private static Truth holds(GrantAnswer answer) {
    boolean open =
        answer.key()
            && answer.counts()
            && answer.operation()
            && answer.party() != Level.NONE
            && answer.source().and(answer.constraint()) == Truth.UNKNOWN;
    return open ? Truth.UNKNOWN : Truth.of(answer.applies());
  }

  private static String applies(Truth fits, Truth holds) {
    return switch (holds) {
      case TRUE -> " allows";
      case UNKNOWN -> " may allow";
      case FALSE, ERROR -> fits == Truth.TRUE ? " applies, but is not enough" : " does not apply";
    };
  }

  private Explanation token(Grant grant, boolean counts) {
    return leaf(
        Kind.CONDITION,
        "grant token",
        counts,
        grant.grantId(),
        String.join(", ", inspection.request().request().grantTokens()));
  }

  private Explanation source(String arn, Truth holds) {
    var actual = inspection.request().value("aws:sourcearn");
    return Explanation.leaf(
        Kind.CONDITION,
        "aws:SourceArn",
        holds,
        arn,
        actual == null ? "absent" : String.join(", ", actual.values()));
  }

  private Explanation constraint(Grant.Constraint constraint, GrantAnswer answer) {
    return Explanation.leaf(
        Kind.CONDITION,
        label(constraint),
        answer.constraint(),
        new TreeMap<>(constraint.pairs()).toString(),
        new GivenPairs(inspection.request().request()).all().toString());
  }

  static String label(Grant.Constraint constraint) {
    return switch (constraint) {
      case Grant.Constraint.Equals _ -> "encryption context equals";
      case Grant.Constraint.Subset _ -> "encryption context contains";
    };
  }

  private static Explanation leaf(
      Kind kind, String label, boolean holds, String expected, String actual) {
    return Explanation.leaf(kind, label, Truth.of(holds), expected, actual);
  }
}
