package io.keytrail.policy.lint;

import io.keytrail.policy.ast.Effect;
import io.keytrail.policy.ast.Statement;
import io.keytrail.policy.catalog.Catalogue;
import io.keytrail.policy.catalog.ConditionKey;
import io.keytrail.policy.condition.ConditionBlock;
import io.keytrail.policy.condition.ConditionBlock.Entry;
import io.keytrail.policy.condition.DidYouMean;
import io.keytrail.policy.condition.IamOperator;
import io.keytrail.policy.condition.IamOperator.Base;
import io.keytrail.policy.condition.JsonLiteral;
import io.keytrail.policy.condition.Quantifier;
import io.keytrail.policy.condition.Severity;
import java.util.List;
import java.util.Optional;

/// Operators that do not fit their key, and keys that nobody knows.
final class ConditionLints {
  private final Catalogue catalogue;
  private final Report report;

  ConditionLints(Catalogue catalogue, Report report) {
    this.catalogue = catalogue;
    this.report = report;
  }

  void check(Statement statement) {
    for (Entry entry : statement.condition().entries()) {
      Optional<IamOperator> operator = IamOperator.parse(entry.operator());
      if (operator.isPresent()) {
        check(statement, entry, operator.get());
      }
    }
  }

  private void check(Statement statement, Entry entry, IamOperator operator) {
    Optional<ConditionKey> key = catalogue.key(entry.key());
    if (key.isEmpty()) {
      unknownKey(entry);
    } else {
      type(entry, operator, key.get());
      values(entry, operator, key.get());
    }
    if (operator.quantifier() == Quantifier.EVERY && statement.effect() == Effect.ALLOW) {
      forAllValues(statement.condition(), entry);
    }
    wildcards(entry, operator);
  }

  /// Only of services that the catalogue has whole, and of the global keys.
  private void unknownKey(Entry entry) {
    String folded = Catalogue.fold(entry.key());
    int colon = folded.indexOf(':');
    String prefix = colon < 0 ? "" : folded.substring(0, colon);
    boolean ours =
        prefix.equals("aws")
            || catalogue.service(prefix).filter(service -> service.complete()).isPresent();
    if (ours) {
      report.add(
          "UNKNOWN_CONDITION_KEY",
          Severity.WARNING,
          entry.span(),
          "no condition key `%s` is known".formatted(entry.key()),
          DidYouMean.help(entry.key(), catalogue.keyNames()));
    }
  }

  private void type(Entry entry, IamOperator operator, ConditionKey key) {
    if (!fits(operator.base(), key.type())) {
      report.add(
          "TYPE_MISMATCH",
          Severity.WARNING,
          entry.operatorSpan(),
          "`%s` compares %s, and `%s` holds %s"
              .formatted(
                  operator.base().wireName(), compared(operator.base()), key.name(), kind(key)),
          "use %s".formatted(suggestion(key)));
    }
  }

  private static boolean fits(Base base, ConditionKey.Type type) {
    return switch (base) {
      case STRING_EQUALS,
          STRING_NOT_EQUALS,
          STRING_EQUALS_IGNORE_CASE,
          STRING_NOT_EQUALS_IGNORE_CASE,
          STRING_LIKE,
          STRING_NOT_LIKE ->
          type == ConditionKey.Type.STRING
              || type == ConditionKey.Type.ARN
              || type == ConditionKey.Type.BOOL;
      case NUMERIC_EQUALS,
          NUMERIC_NOT_EQUALS,
          NUMERIC_LESS_THAN,
          NUMERIC_LESS_THAN_EQUALS,
          NUMERIC_GREATER_THAN,
          NUMERIC_GREATER_THAN_EQUALS ->
          type == ConditionKey.Type.NUMERIC || type == ConditionKey.Type.DATE;
      case DATE_EQUALS,
          DATE_NOT_EQUALS,
          DATE_LESS_THAN,
          DATE_LESS_THAN_EQUALS,
          DATE_GREATER_THAN,
          DATE_GREATER_THAN_EQUALS ->
          type == ConditionKey.Type.DATE;
      case BOOL -> type == ConditionKey.Type.BOOL || type == ConditionKey.Type.STRING;
      case BINARY_EQUALS -> type == ConditionKey.Type.BINARY;
      case IP_ADDRESS, NOT_IP_ADDRESS -> type == ConditionKey.Type.IP;
      case ARN_EQUALS, ARN_NOT_EQUALS, ARN_LIKE, ARN_NOT_LIKE ->
          type == ConditionKey.Type.ARN || type == ConditionKey.Type.STRING;
      case NULL -> true;
    };
  }

  private static String compared(Base base) {
    return switch (base) {
      case STRING_EQUALS,
          STRING_NOT_EQUALS,
          STRING_EQUALS_IGNORE_CASE,
          STRING_NOT_EQUALS_IGNORE_CASE,
          STRING_LIKE,
          STRING_NOT_LIKE ->
          "strings";
      case NUMERIC_EQUALS,
          NUMERIC_NOT_EQUALS,
          NUMERIC_LESS_THAN,
          NUMERIC_LESS_THAN_EQUALS,
          NUMERIC_GREATER_THAN,
          NUMERIC_GREATER_THAN_EQUALS ->
          "numbers";
      case DATE_EQUALS,
          DATE_NOT_EQUALS,
          DATE_LESS_THAN,
          DATE_LESS_THAN_EQUALS,
          DATE_GREATER_THAN,
          DATE_GREATER_THAN_EQUALS ->
          "dates";
      case BOOL -> "booleans";
      case BINARY_EQUALS -> "bytes";
      case IP_ADDRESS, NOT_IP_ADDRESS -> "addresses";
      case ARN_EQUALS, ARN_NOT_EQUALS, ARN_LIKE, ARN_NOT_LIKE -> "ARNs";
      case NULL -> "presence";
    };
  }

  private static String kind(ConditionKey key) {
    return switch (key.type()) {
      case STRING -> "strings";
      case ARN -> "an ARN";
      case BOOL -> "a boolean";
      case NUMERIC -> "a number";
      case DATE -> "a date";
      case IP -> "an address";
      case BINARY -> "bytes";
    };
  }

  private static String suggestion(ConditionKey key) {
    return switch (key.type()) {
      case STRING -> "`StringEquals` or `StringLike`";
      case ARN -> "`ArnLike`";
      case BOOL -> "`Bool`";
      case NUMERIC -> "`NumericEquals` or another `Numeric…`";
      case DATE -> "`DateLessThan` or another `Date…`";
      case IP -> "`IpAddress`";
      case BINARY -> "`BinaryEquals`";
    };
  }

  private void values(Entry entry, IamOperator operator, ConditionKey key) {
    boolean set = operator.quantifier() != Quantifier.NONE;
    if (set && !key.multiValued()) {
      report.add(
          "SET_OPERATOR_ON_SINGLE_VALUE",
          Severity.WARNING,
          entry.operatorSpan(),
          "`%s` has one value, so `%s` only hides that it may be missing"
              .formatted(key.name(), entry.operator()),
          "leave the set operator out");
    } else if (!set && key.multiValued() && operator.base() != Base.NULL) {
      report.add(
          "SET_OPERATOR_MISSING",
          Severity.WARNING,
          entry.operatorSpan(),
          "`%s` may have several values, and `%s` matches none of them"
              .formatted(key.name(), entry.operator()),
          "say `ForAnyValue:` or `ForAllValues:` in front");
    }
  }

  /// With no value at all every value fits.
  private void forAllValues(ConditionBlock block, Entry entry) {
    boolean demanded =
        block.entries().stream().anyMatch(other -> demandsPresence(other, entry.key()));
    if (!demanded) {
      report.add(
          "FOR_ALL_VALUES_WITHOUT_NULL",
          Severity.WARNING,
          entry.operatorSpan(),
          "`%s` also holds where `%s` is missing".formatted(entry.operator(), entry.key()),
          "add `\"Null\": {\"%s\": \"false\"}`".formatted(entry.key()));
    }
  }

  private static boolean demandsPresence(Entry entry, String key) {
    boolean isNull =
        IamOperator.parse(entry.operator()).filter(o -> o.base() == Base.NULL).isPresent();
    return isNull
        && Catalogue.fold(entry.key()).equals(Catalogue.fold(key))
        && entry.values().stream().map(JsonLiteral::text).anyMatch("false"::equals);
  }

  private void wildcards(Entry entry, IamOperator operator) {
    boolean exact =
        List.of(
                Base.STRING_EQUALS,
                Base.STRING_NOT_EQUALS,
                Base.STRING_EQUALS_IGNORE_CASE,
                Base.STRING_NOT_EQUALS_IGNORE_CASE)
            .contains(operator.base());
    for (JsonLiteral value : entry.values()) {
      if (exact && hasWildcard(value.text())) {
        report.add(
            "WILDCARD_IN_EXACT_MATCH",
            Severity.WARNING,
            value.span(),
            "`%s` takes the `*` or `?` in `%s` literally".formatted(entry.operator(), value.text()),
            "use `StringLike`");
      }
    }
  }

  private static boolean hasWildcard(String text) {
    String plain = text.replace("${*}", "").replace("${?}", "");
    return plain.indexOf('*') >= 0 || plain.indexOf('?') >= 0;
  }
}
