package io.keytrail.policy.eval;

import io.keytrail.policy.condition.BoundCondition;
import io.keytrail.policy.condition.Conditions;
import io.keytrail.policy.condition.IamOperator;
import io.keytrail.policy.condition.IamOperator.Base;
import io.keytrail.policy.condition.Quantifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// When a grant holds, said in the keys that the asker does not know.
final class SymbolicGrants {
  private static final String PAIR = "kms:EncryptionContext:";

  private final GrantMatcher grants;

  SymbolicGrants(Matchers matchers) {
    this.grants = matchers.grants;
  }

  /// Everything but who the grantee is.
  BoundCondition holds(Grant grant) {
    return switch (grants.holds(grant)) {
      case TRUE -> Conditions.TRUE;
      case FALSE, ERROR -> Conditions.FALSE;
      case UNKNOWN -> Conditions.and(source(grant), constraint(grant));
    };
  }

  private BoundCondition source(Grant grant) {
    return said(
        grants.source(grant),
        () ->
            Conditions.test(
                Base.STRING_EQUALS,
                GrantMatcher.SOURCE_ARN,
                List.of(TestText.literal(grant.sourceArn().orElseThrow()))));
  }

  private interface Question {
    BoundCondition ask();
  }

  private static BoundCondition said(Truth truth, Question open) {
    return switch (truth) {
      case TRUE -> Conditions.TRUE;
      case FALSE, ERROR -> Conditions.FALSE;
      case UNKNOWN -> open.ask();
    };
  }

  private BoundCondition constraint(Grant grant) {
    return said(grants.constraint(grant), () -> open(grant));
  }

  private BoundCondition open(Grant grant) {
    List<BoundCondition> all = new ArrayList<>();
    boolean child = grants.makesChild();
    if (child) {
      all.add(said(grants.childOperations(grant), () -> within(grant)));
    }
    Optional<Grant.Constraint> constraint = grant.constraint();
    if (constraint.isPresent()) {
      Map<String, String> pairs = constraint.get().pairs();
      new TreeMap<>(pairs)
          .forEach((key, value) -> all.add(said(grants.pair(key, value), () -> pair(key, value))));
      if (constraint.get() instanceof Grant.Constraint.Equals) {
        all.add(said(grants.noOthers(pairs), () -> noOthers(pairs)));
        if (child) {
          all.add(said(grants.childEquals(), SymbolicGrants::equalsType));
        }
      }
    }
    return Conditions.and(all);
  }

  private static BoundCondition pair(String key, String value) {
    return Conditions.test(Base.STRING_EQUALS, PAIR + key, List.of(TestText.literal(value)));
  }

  private static BoundCondition within(Grant parent) {
    var every = new IamOperator(Quantifier.EVERY, Base.STRING_EQUALS, false);
    return Conditions.test(
        every, GrantMatcher.OPERATIONS, List.copyOf(new TreeSet<>(parent.operations())));
  }

  private static BoundCondition noOthers(Map<String, String> pairs) {
    var every = new IamOperator(Quantifier.EVERY, Base.STRING_EQUALS_IGNORE_CASE, false);
    return Conditions.test(
        every,
        GrantMatcher.PAIR_KEYS,
        new TreeSet<>(pairs.keySet()).stream().map(TestText::literal).toList());
  }

  private static BoundCondition equalsType() {
    return Conditions.test(
        Base.STRING_EQUALS, GrantMatcher.CONSTRAINT_TYPE, List.of(GrantMatcher.EQUALS_TYPE));
  }
}
