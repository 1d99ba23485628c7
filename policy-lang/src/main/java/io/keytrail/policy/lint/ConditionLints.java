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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Operators that do not fit their key, and keys that nobody knows.
final class ConditionLints {
  /// Keys of one document that are looked up by their likeness: one with more wrong ones was not
  /// mistyped.
  private static final int MAX_SEARCHES = 10;

  private final Catalogue catalogue;
  private final Report report;
  private final ValueLints readable;
  private int searches;

  ConditionLints(Catalogue catalogue, Report report) {
    this.catalogue = catalogue;
    this.report = report;
    this.readable = new ValueLints(report);
  }

  void check(Statement statement) {
    Set<String> demanded = demanded(statement.condition());
    for (Entry entry : statement.condition().entries()) {
      Optional<IamOperator> operator = IamOperator.parse(entry.operator());
      if (operator.isPresent()) {
        check(statement, entry, operator.get(), demanded);
      }
    }
  }

  /// The keys, folded, that a `Null` test wants to be there.
  private static Set<String> demanded(ConditionBlock block) {
    Set<String> demanded = new HashSet<>();
    for (Entry entry : block.entries()) {
      boolean isNull =
          IamOperator.parse(entry.operator()).filter(o -> o.base() == Base.NULL).isPresent();
      if (isNull && entry.values().stream().map(JsonLiteral::text).anyMatch("false"::equals)) {
        demanded.add(Catalogue.fold(entry.key()));
      }
    }
    return demanded;
  }

  private void check(Statement statement, Entry entry, IamOperator operator, Set<String> demanded) {
    Optional<ConditionKey> key = catalogue.key(entry.key());
    if (key.isEmpty()) {
      unknownKey(entry);
    } else {
      type(entry, operator, key.get());
      values(entry, operator, key.get());
    }
    if (operator.quantifier() == Quantifier.EVERY && statement.effect() == Effect.ALLOW) {
      forAllValues(entry, demanded);
    }
    wildcards(entry, operator);
    readable.check(entry, operator);
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
          "no condition key `%s` is known",
          likely(entry.key()),
          entry.key());
    }
  }

  private String likely(String key) {
    boolean affordable = !report.full() && ++searches <= MAX_SEARCHES;
    return affordable ? DidYouMean.help(key, catalogue.keyNames()) : "";
  }

  private void type(Entry entry, IamOperator operator, ConditionKey key) {
    Compared compared = Compared.by(operator);
    if (!fits(compared, key.type())) {
      report.add(
          "TYPE_MISMATCH",
          Severity.WARNING,
          entry.operatorSpan(),
          "`%s` compares %s, and `%s` holds %s",
          "use %5$s",
          operator.base().wireName(),
          compared.plural(),
          key.name(),
          kind(key),
          suggestion(key));
    }
  }

  private static boolean fits(Compared compared, ConditionKey.Type type) {
    return switch (compared) {
      case STRINGS ->
          type == ConditionKey.Type.STRING
              || type == ConditionKey.Type.ARN
              || type == ConditionKey.Type.BOOL;
      case NUMBERS -> type == ConditionKey.Type.NUMERIC || type == ConditionKey.Type.DATE;
      case DATES -> type == ConditionKey.Type.DATE;
      case BOOLEANS -> type == ConditionKey.Type.BOOL || type == ConditionKey.Type.STRING;
      case BYTES -> type == ConditionKey.Type.BINARY;
      case ADDRESSES -> type == ConditionKey.Type.IP;
      case ARNS -> type == ConditionKey.Type.ARN || type == ConditionKey.Type.STRING;
      case PRESENCE -> true;
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
          "`%s` has one value, so `%s` only hides that it may be missing",
          "leave the set operator out",
          key.name(),
          entry.operator());
    } else if (!set && key.multiValued() && operator.base() != Base.NULL) {
      report.add(
          "SET_OPERATOR_MISSING",
          Severity.WARNING,
          entry.operatorSpan(),
          "`%s` may have several values, and `%s` matches none of them",
          "say `ForAnyValue:` or `ForAllValues:` in front",
          key.name(),
          entry.operator());
    }
  }

  /// With no value at all every value fits.
  private void forAllValues(Entry entry, Set<String> demanded) {
    if (!demanded.contains(Catalogue.fold(entry.key()))) {
      report.add(
          "FOR_ALL_VALUES_WITHOUT_NULL",
          Severity.WARNING,
          entry.operatorSpan(),
          "`%s` also holds where `%s` is missing",
          "add `\"Null\": {\"%2$s\": \"false\"}`",
          entry.operator(),
          entry.key());
    }
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
            "`%s` takes the `*` or `?` in `%s` literally",
            "use `StringLike`",
            entry.operator(),
            value.text());
      }
    }
  }

  private static boolean hasWildcard(String text) {
    String plain = text.replace("${*}", "").replace("${?}", "");
    return plain.indexOf('*') >= 0 || plain.indexOf('?') >= 0;
  }
}
