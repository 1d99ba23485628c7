package io.keytrail.policy.explain;

import io.keytrail.policy.catalog.Catalogue;
import io.keytrail.policy.catalog.ConditionKey;
import io.keytrail.policy.compile.Cidr;
import io.keytrail.policy.compile.CompiledCondition.Test;
import io.keytrail.policy.compile.Moment;
import io.keytrail.policy.compile.Operand;
import io.keytrail.policy.condition.IamOperator;
import io.keytrail.policy.condition.JsonLiteral;
import io.keytrail.policy.condition.Quantifier;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.Inspection;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a request would have to say for a test to hold. A proposal: whoever makes it tries it.
final class ConditionFix {
  private static final String ANYTHING = "x";
  private static final String ANY_ARN = "arn:x:x:x:x:x";

  private final Inspection inspection;

  ConditionFix(Inspection inspection) {
    this.inspection = inspection;
  }

  /// Whether the key tells who asks: asking otherwise would be someone else's request.
  static boolean tellsTheCaller(String foldedKey) {
    return switch (foldedKey) {
      case "aws:userid", "aws:username", "kms:calleraccount" -> true;
      default -> foldedKey.startsWith("aws:principal");
    };
  }

  /// False if there is nothing to propose.
  boolean propose(Test test, Draft draft) {
    String key = test.source().key();
    @Nullable ContextValue now = inspection.request().value(test.foldedKey());
    if (leavesOut(test, now != null)) {
      draft.leaveOut(key);
      return true;
    }
    if (draft.settles(key) || neverFits(test)) {
      return false;
    }
    Optional<String> example = example(test);
    example.ifPresent(text -> draft.give(key, value(test, text, now)));
    return example.isPresent();
  }

  /// A key that always comes with a list fits no operator without a quantifier.
  private static boolean neverFits(Test test) {
    return test.source().operator().quantifier() == Quantifier.NONE
        && !(test.operand() instanceof Operand.Presence)
        && multiValued(test);
  }

  private static boolean multiValued(Test test) {
    return Catalogue.standard()
        .key(test.source().key())
        .filter(ConditionKey::multiValued)
        .isPresent();
  }

  /// Negated operators and `Null` hold for an absent key.
  private static boolean leavesOut(Test test, boolean present) {
    return present
        && switch (test.operand()) {
          case Operand.Presence(List<Optional<Boolean>> absent) ->
              absent.contains(Optional.of(true));
          case Operand.Texts _, Operand.Arns _ ->
              negated(test.source().operator().base())
                  && test.source().operator().quantifier() != Quantifier.ANY;
          case Operand.Numbers _,
              Operand.Dates _,
              Operand.Booleans _,
              Operand.Binaries _,
              Operand.Networks _ ->
              false;
        };
  }

  private static boolean negated(IamOperator.Base base) {
    return base.wireName().contains("Not");
  }

  private Optional<String> example(Test test) {
    IamOperator.Base base = test.source().operator().base();
    return switch (test.operand()) {
      case Operand.Texts(var patterns, _) ->
          negated(base)
              ? Optional.of(ANYTHING)
              : patterns.stream().map(inspection::example).flatMap(Optional::stream).findFirst();
      case Operand.Arns(var patterns) ->
          negated(base)
              ? Optional.of(ANY_ARN)
              : patterns.stream()
                  .map(pattern -> inspection.example(pattern.text()))
                  .flatMap(Optional::stream)
                  .findFirst();
      case Operand.Numbers(var numbers) -> first(numbers).map(number -> beside(base, number));
      case Operand.Dates(var moments) -> first(moments).map(moment -> beside(base, moment));
      case Operand.Booleans(var booleans) -> first(booleans).map(String::valueOf);
      case Operand.Binaries _ -> test.source().values().stream().map(JsonLiteral::text).findFirst();
      case Operand.Networks(var networks) -> first(networks).flatMap(at -> address(base, at));
      case Operand.Presence _ -> Optional.of(ANYTHING);
    };
  }

  private static <T> Optional<T> first(List<Optional<T>> values) {
    return values.stream().flatMap(Optional::stream).findFirst();
  }

  /// How far from the policy's value a value of the request has to lie.
  private static int step(IamOperator.Base base) {
    return switch (base) {
      case NUMERIC_LESS_THAN, DATE_LESS_THAN -> -1;
      case NUMERIC_GREATER_THAN, DATE_GREATER_THAN, NUMERIC_NOT_EQUALS, DATE_NOT_EQUALS -> 1;
      case NUMERIC_EQUALS,
          NUMERIC_LESS_THAN_EQUALS,
          NUMERIC_GREATER_THAN_EQUALS,
          DATE_EQUALS,
          DATE_LESS_THAN_EQUALS,
          DATE_GREATER_THAN_EQUALS,
          STRING_EQUALS,
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
          0;
    };
  }

  private static String beside(IamOperator.Base base, BigDecimal number) {
    return number.add(BigDecimal.valueOf(step(base))).toPlainString();
  }

  private static String beside(IamOperator.Base base, Moment moment) {
    return new Moment(moment.epochSecond() + step(base), moment.nano()).text();
  }

  /// The first address of a block, or one beside it.
  private static Optional<String> address(IamOperator.Base base, Cidr network) {
    List<String> samples = network.samples();
    int at = base == IamOperator.Base.NOT_IP_ADDRESS ? 2 : 0;
    return at < samples.size() ? Optional.of(samples.get(at)) : Optional.empty();
  }

  private static ContextValue value(Test test, String text, @Nullable ContextValue now) {
    boolean several =
        test.source().operator().quantifier() != Quantifier.NONE
            && (now == null ? multiValued(test) : now.multi());
    if (!several) {
      return ContextValue.of(text);
    }
    List<String> values = new ArrayList<>();
    if (now != null && test.source().operator().quantifier() == Quantifier.ANY) {
      values.addAll(now.values());
    }
    values.add(text);
    return ContextValue.list(values);
  }
}
