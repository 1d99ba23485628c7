package io.keytrail.policy.eval;

import io.keytrail.policy.compile.ArnPattern;
import io.keytrail.policy.compile.Booleans;
import io.keytrail.policy.compile.ByteText;
import io.keytrail.policy.compile.Cidr;
import io.keytrail.policy.compile.CompiledCondition.Test;
import io.keytrail.policy.compile.Moment;
import io.keytrail.policy.compile.Numbers;
import io.keytrail.policy.compile.Operand;
import io.keytrail.policy.compile.TextPattern;
import io.keytrail.policy.condition.IamOperator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/// Compares one value of a request with the values of a test: any of them for a positive operator,
/// none of them for a negated one.
final class ValueTests {
  private final TextMatcher texts;
  private final ArnMatcher arns;
  private final Scratch scratch;

  ValueTests(TextMatcher texts, ArnMatcher arns, Scratch scratch) {
    this.texts = texts;
    this.arns = arns;
    this.scratch = scratch;
  }

  Truth holds(Test test, String value) {
    IamOperator.Base base = test.source().operator().base();
    Truth any =
        switch (test.operand()) {
          case Operand.Texts(List<TextPattern> patterns, boolean ignoreCase) ->
              anyText(patterns, value, ignoreCase);
          case Operand.Arns(List<ArnPattern> patterns) -> anyArn(patterns, value);
          case Operand.Numbers(var numbers) ->
              any(numbers, Numbers.parse(value), (a, b) -> fits(base, a.compareTo(b)));
          case Operand.Dates(var dates) ->
              any(dates, Moment.parse(value), (a, b) -> fits(base, a.compareTo(b)));
          case Operand.Booleans(var booleans) ->
              any(booleans, Booleans.parse(value), Boolean::equals);
          case Operand.Binaries(var binaries) ->
              any(binaries, ByteText.parse(value), ByteText::equals);
          case Operand.Networks(var networks) ->
              any(
                  networks,
                  Cidr.parse(value).filter(Cidr::host),
                  (host, network) -> network.contains(host));
          case Operand.Presence _ -> throw new IllegalStateException("not about a value");
        };
    return negated(base) ? any.not() : any;
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

  private Truth anyText(List<TextPattern> patterns, String value, boolean ignoreCase) {
    Truth any = Truth.FALSE;
    for (int i = 0; i < patterns.size(); i++) {
      any = any.or(texts.matches(patterns.get(i), value, ignoreCase));
    }
    return any;
  }

  private Truth anyArn(List<ArnPattern> patterns, String value) {
    if (!ArnMatcher.isArn(value)) {
      scratch.met(Ambiguity.NO_ARN);
      return Truth.FALSE;
    }
    Truth any = Truth.FALSE;
    for (int i = 0; i < patterns.size(); i++) {
      any = any.or(arns.matches(patterns.get(i), value));
    }
    return any;
  }

  private <T> Truth any(List<Optional<T>> wanted, Optional<T> value, BiPredicate<T, T> test) {
    Truth any = Truth.FALSE;
    for (int i = 0; i < wanted.size(); i++) {
      any = any.or(compare(wanted.get(i), value, test));
    }
    return any;
  }

  private <T> Truth compare(Optional<T> wanted, Optional<T> value, BiPredicate<T, T> test) {
    if (value.isEmpty()) {
      scratch.met(Ambiguity.MALFORMED_REQUEST_VALUE);
      return Truth.ERROR;
    }
    if (wanted.isEmpty()) {
      scratch.met(Ambiguity.MALFORMED_POLICY_VALUE);
      return Truth.ERROR;
    }
    return Truth.of(test.test(value.get(), wanted.get()));
  }
}
