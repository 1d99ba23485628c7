package io.keytrail.policy.eval;

import io.keytrail.policy.compile.ArnPattern;
import io.keytrail.policy.compile.Cidr;
import io.keytrail.policy.compile.CompiledCondition.Test;
import io.keytrail.policy.compile.Operand;
import io.keytrail.policy.compile.TextPattern;
import io.keytrail.policy.condition.IamOperator;
import java.util.List;
import java.util.Optional;

/// Compares one value of a request with the values of a test: any of them for a positive operator,
/// none of them for a negated one. What is no ARN fits neither operator on ARNs.
final class ValueTests {
  private final TextMatcher texts;
  private final ArnMatcher arns;
  private final Scratch scratch;

  ValueTests(TextMatcher texts, ArnMatcher arns, Scratch scratch) {
    this.texts = texts;
    this.arns = arns;
    this.scratch = scratch;
  }

  /// @param index which of the values
  Truth holds(Test test, RequestValue value, int index) {
    if (noArn(test, value.text(index))) {
      scratch.met(Ambiguity.NO_ARN);
      return Truth.FALSE;
    }
    IamOperator.Base base = test.source().operator().base();
    Truth any =
        switch (test.operand()) {
          case Operand.Texts(List<TextPattern> patterns, boolean ignoreCase) ->
              anyText(patterns, value.text(index), ignoreCase);
          case Operand.Arns(List<ArnPattern> patterns) -> anyArn(patterns, value.text(index));
          case Operand.Numbers(var numbers) -> anyOrdered(base, numbers, value.number(index));
          case Operand.Dates(var dates) -> anyOrdered(base, dates, value.moment(index));
          case Operand.Booleans(var booleans) -> anyEqual(booleans, value.bool(index));
          case Operand.Binaries(var binaries) -> anyEqual(binaries, value.bytes(index));
          case Operand.Networks(var networks) -> anyNetwork(networks, value, index);
          case Operand.Presence _ -> throw new IllegalStateException("not about a value");
        };
    return negated(base) ? any.not() : any;
  }

  /// Whether the test wants an ARN and the value is none.
  static boolean noArn(Test test, String value) {
    return test.operand() instanceof Operand.Arns && !ArnMatcher.isArn(value);
  }

  static boolean negated(IamOperator.Base base) {
    return switch (base) {
      case STRING_NOT_EQUALS,
          STRING_NOT_EQUALS_IGNORE_CASE,
          STRING_NOT_LIKE,
          NUMERIC_NOT_EQUALS,
          DATE_NOT_EQUALS,
          NOT_IP_ADDRESS,
          ARN_NOT_EQUALS,
          ARN_NOT_LIKE ->
          true;
      case STRING_EQUALS,
          STRING_EQUALS_IGNORE_CASE,
          STRING_LIKE,
          NUMERIC_EQUALS,
          NUMERIC_LESS_THAN,
          NUMERIC_LESS_THAN_EQUALS,
          NUMERIC_GREATER_THAN,
          NUMERIC_GREATER_THAN_EQUALS,
          DATE_EQUALS,
          DATE_LESS_THAN,
          DATE_LESS_THAN_EQUALS,
          DATE_GREATER_THAN,
          DATE_GREATER_THAN_EQUALS,
          BOOL,
          BINARY_EQUALS,
          IP_ADDRESS,
          ARN_EQUALS,
          ARN_LIKE,
          NULL ->
          false;
    };
  }

  /// @param order of the request's value against the policy's; a negated equality is judged as
  ///     equality
  private static boolean fits(IamOperator.Base base, int order) {
    return switch (base) {
      case NUMERIC_LESS_THAN, DATE_LESS_THAN -> order < 0;
      case NUMERIC_LESS_THAN_EQUALS, DATE_LESS_THAN_EQUALS -> order <= 0;
      case NUMERIC_GREATER_THAN, DATE_GREATER_THAN -> order > 0;
      case NUMERIC_GREATER_THAN_EQUALS, DATE_GREATER_THAN_EQUALS -> order >= 0;
      case NUMERIC_EQUALS, NUMERIC_NOT_EQUALS, DATE_EQUALS, DATE_NOT_EQUALS -> order == 0;
      case STRING_EQUALS,
          STRING_NOT_EQUALS,
          STRING_EQUALS_IGNORE_CASE,
          STRING_NOT_EQUALS_IGNORE_CASE,
          STRING_LIKE,
          STRING_NOT_LIKE,
          BOOL,
          BINARY_EQUALS,
          IP_ADDRESS,
          NOT_IP_ADDRESS,
          ARN_EQUALS,
          ARN_NOT_EQUALS,
          ARN_LIKE,
          ARN_NOT_LIKE,
          NULL ->
          throw new IllegalStateException("not an ordered operator: " + base);
    };
  }

  // What is done with each value is a method of its own, and steps are taken for all values at
  // once where that is the same: the first long list that a server sees is compared by a JVM that
  // compiles methods soon, but loops late.

  private Truth anyText(List<TextPattern> patterns, String value, boolean ignoreCase) {
    Truth any = Truth.FALSE;
    for (int i = 0; i < patterns.size() && scratch.budget.compare(); i++) {
      any = any.or(texts.matches(patterns.get(i), value, ignoreCase));
    }
    return any;
  }

  private Truth anyArn(List<ArnPattern> patterns, String value) {
    Truth any = Truth.FALSE;
    for (int i = 0; i < patterns.size() && scratch.budget.compare(); i++) {
      any = any.or(arns.matches(patterns.get(i), value));
    }
    return any;
  }

  private <T extends Comparable<T>> Truth anyOrdered(
      IamOperator.Base base, List<Optional<T>> wanted, Optional<T> value) {
    Truth any = Truth.FALSE;
    int affordable = scratch.budget.compare(wanted.size());
    for (int i = 0; i < affordable; i++) {
      any = orOrdered(any, base, wanted.get(i), value);
    }
    return any;
  }

  private <T extends Comparable<T>> Truth orOrdered(
      Truth before, IamOperator.Base base, Optional<T> want, Optional<T> value) {
    return before.or(
        comparable(want, value)
            ? Truth.of(fits(base, value.get().compareTo(want.get())))
            : Truth.ERROR);
  }

  private <T> Truth anyEqual(List<Optional<T>> wanted, Optional<T> value) {
    Truth any = Truth.FALSE;
    int affordable = scratch.budget.compare(wanted.size());
    for (int i = 0; i < affordable; i++) {
      any = orEqual(any, wanted.get(i), value);
    }
    return any;
  }

  private <T> Truth orEqual(Truth before, Optional<T> want, Optional<T> value) {
    return before.or(
        comparable(want, value) ? Truth.of(want.get().equals(value.get())) : Truth.ERROR);
  }

  private Truth anyNetwork(List<Optional<Cidr>> wanted, RequestValue value, int index) {
    Optional<Cidr> host = value.host(index);
    if (host.isPresent() && !host.get().v6() && value.text(index).indexOf(':') >= 0) {
      scratch.met(Ambiguity.MAPPED_ADDRESS);
    }
    Truth any = Truth.FALSE;
    int affordable = scratch.budget.compare(wanted.size());
    for (int i = 0; i < affordable; i++) {
      any = orWithin(any, wanted.get(i), host);
    }
    return any;
  }

  private Truth orWithin(Truth before, Optional<Cidr> network, Optional<Cidr> host) {
    return before.or(
        comparable(network, host) ? Truth.of(network.get().contains(host.get())) : Truth.ERROR);
  }

  private boolean comparable(Optional<?> wanted, Optional<?> value) {
    if (value.isEmpty()) {
      scratch.met(Ambiguity.MALFORMED_REQUEST_VALUE);
      return false;
    }
    if (wanted.isEmpty()) {
      scratch.met(Ambiguity.MALFORMED_POLICY_VALUE);
      return false;
    }
    return true;
  }
}
