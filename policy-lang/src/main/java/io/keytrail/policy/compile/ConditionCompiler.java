package io.keytrail.policy.compile;

import io.keytrail.policy.ast.Version;
import io.keytrail.policy.catalog.Catalogue;
import io.keytrail.policy.condition.BoundCondition;
import io.keytrail.policy.condition.JsonLiteral;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Conditions over IAM operators to compiled ones. Any thread.
public final class ConditionCompiler {
  private ConditionCompiler() {}

  /// Reads the values of every test by the type of its operator.
  ///
  /// @param version decides whether `${…}` is a variable
  public static CompiledCondition compile(BoundCondition condition, Version version) {
    return switch (condition) {
      case BoundCondition.And(var terms, _) -> new CompiledCondition.All(all(terms, version));
      case BoundCondition.Or(var terms, _) -> new CompiledCondition.Any(all(terms, version));
      case BoundCondition.Not(var term, _) ->
          new CompiledCondition.Negation(compile(term, version));
      case BoundCondition.Test test ->
          new CompiledCondition.Test(
              test,
              Catalogue.standard().foldKey(test.key()),
              operand(test, version == Version.V2012));
    };
  }

  private static List<CompiledCondition> all(List<BoundCondition> terms, Version version) {
    return terms.stream().map(term -> compile(term, version)).toList();
  }

  private static Operand operand(BoundCondition.Test test, boolean variables) {
    return switch (test.operator().base()) {
      case STRING_EQUALS, STRING_NOT_EQUALS -> texts(test, false, variables, false);
      case STRING_EQUALS_IGNORE_CASE, STRING_NOT_EQUALS_IGNORE_CASE ->
          texts(test, false, variables, true);
      case STRING_LIKE, STRING_NOT_LIKE -> texts(test, true, variables, false);
      case ARN_EQUALS, ARN_NOT_EQUALS, ARN_LIKE, ARN_NOT_LIKE ->
          new Operand.Arns(
              test.values().stream()
                  .map(value -> ArnPattern.condition(value.text(), variables))
                  .toList());
      case NUMERIC_EQUALS,
          NUMERIC_NOT_EQUALS,
          NUMERIC_LESS_THAN,
          NUMERIC_LESS_THAN_EQUALS,
          NUMERIC_GREATER_THAN,
          NUMERIC_GREATER_THAN_EQUALS ->
          new Operand.Numbers(read(test, Numbers::parse));
      case DATE_EQUALS,
          DATE_NOT_EQUALS,
          DATE_LESS_THAN,
          DATE_LESS_THAN_EQUALS,
          DATE_GREATER_THAN,
          DATE_GREATER_THAN_EQUALS ->
          new Operand.Dates(read(test, Moment::parse));
      case BOOL -> new Operand.Booleans(read(test, Booleans::parse));
      case BINARY_EQUALS -> new Operand.Binaries(read(test, ByteText::parse));
      case IP_ADDRESS, NOT_IP_ADDRESS -> new Operand.Networks(read(test, Cidr::parse));
      case NULL -> new Operand.Presence(read(test, Booleans::parse));
    };
  }

  private static Operand texts(
      BoundCondition.Test test, boolean wildcards, boolean variables, boolean ignoreCase) {
    return new Operand.Texts(
        test.values().stream()
            .map(value -> TextCompiler.compile(value.text(), wildcards, variables))
            .toList(),
        ignoreCase);
  }

  private static <T> List<Optional<T>> read(
      BoundCondition.Test test, Function<String, Optional<T>> parser) {
    return test.values().stream().map(JsonLiteral::text).map(parser).toList();
  }
}
