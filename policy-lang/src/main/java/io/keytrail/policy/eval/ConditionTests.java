package io.keytrail.policy.eval;

import io.keytrail.policy.compile.CompiledCondition;
import io.keytrail.policy.compile.CompiledCondition.Test;
import io.keytrail.policy.compile.Operand;
import io.keytrail.policy.condition.IamOperator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether a condition holds in a request.
///
/// Every term is looked at, also where the first settles it: which keys are missing must not depend
/// on the order of writing.
final class ConditionTests {
  private final ValueTests values;
  private final Scratch scratch;

  ConditionTests(ValueTests values, Scratch scratch) {
    this.values = values;
    this.scratch = scratch;
  }

  Truth holds(CompiledCondition condition) {
    return switch (condition) {
      case CompiledCondition.All(List<CompiledCondition> terms) -> {
        Truth all = Truth.TRUE;
        for (int i = 0; i < terms.size(); i++) {
          all = all.and(holds(terms.get(i)));
        }
        yield all;
      }
      case CompiledCondition.Any(List<CompiledCondition> terms) -> {
        Truth any = Truth.FALSE;
        for (int i = 0; i < terms.size(); i++) {
          any = any.or(holds(terms.get(i)));
        }
        yield any;
      }
      case CompiledCondition.Negation(CompiledCondition term) -> holds(term).not();
      case Test test -> test(test);
    };
  }

  private Truth test(Test test) {
    RequestValue value = scratch.value(test.foldedKey());
    if (value == null) {
      if (scratch.request.unknown(test.foldedKey())) {
        return Truth.UNKNOWN;
      }
      scratch.missing(test.foldedKey(), test.source().key());
    }
    if (test.operand() instanceof Operand.Presence(List<Optional<Boolean>> absent)) {
      return presence(absent, value);
    }
    IamOperator operator = test.source().operator();
    if (value == null || value.size() == 0) {
      return absent(operator, value);
    }
    return switch (operator.quantifier()) {
      case NONE -> plain(test, value);
      case ANY -> some(test, value);
      case EVERY -> every(test, value);
    };
  }

  private Truth presence(List<Optional<Boolean>> wanted, @Nullable RequestValue value) {
    boolean absent = value == null || value.size() == 0;
    Truth any = Truth.FALSE;
    for (int i = 0; i < wanted.size(); i++) {
      Optional<Boolean> want = wanted.get(i);
      if (want.isEmpty()) {
        scratch.met(Ambiguity.MALFORMED_POLICY_VALUE);
        any = any.or(Truth.ERROR);
      } else {
        any = any.or(Truth.of(want.get() == absent));
      }
    }
    return any;
  }

  private Truth absent(IamOperator operator, @Nullable RequestValue value) {
    if (value != null) {
      scratch.met(Ambiguity.EMPTY_LIST);
    }
    return switch (operator.quantifier()) {
      case EVERY -> Truth.TRUE;
      case ANY -> {
        if (operator.ifExists()) {
          scratch.met(Ambiguity.ANY_VALUE_IF_EXISTS);
        }
        yield Truth.of(operator.ifExists());
      }
      case NONE -> Truth.of(operator.ifExists() || ValueTests.negated(operator.base()));
    };
  }

  private Truth plain(Test test, RequestValue value) {
    if (value.multi()) {
      scratch.met(Ambiguity.MULTI_WITHOUT_SET_OPERATOR);
      return Truth.FALSE;
    }
    return values.holds(test, value, 0);
  }

  private Truth some(Test test, RequestValue value) {
    noteEmptyTexts(value);
    Truth any = Truth.FALSE;
    for (int i = 0; i < value.size() && scratch.budget.compare(); i++) {
      any = any.or(values.holds(test, value, i));
    }
    return any;
  }

  private Truth every(Test test, RequestValue value) {
    noteEmptyTexts(value);
    Truth every = Truth.TRUE;
    for (int i = 0; i < value.size() && scratch.budget.compare(); i++) {
      every = every.and(values.holds(test, value, i));
    }
    return every;
  }

  /// Of nothing but empty texts AWS writes that they are no values; it compares them all the same.
  private void noteEmptyTexts(RequestValue value) {
    for (int i = 0; i < value.size(); i++) {
      if (!value.text(i).isEmpty()) {
        return;
      }
    }
    scratch.met(Ambiguity.EMPTY_SET);
  }
}
