package io.keytrail.policy.check;

import io.keytrail.policy.ast.Version;
import io.keytrail.policy.condition.ConditionBlock;
import io.keytrail.policy.condition.ConditionParser;
import io.keytrail.policy.condition.IamNotation;
import io.keytrail.policy.condition.IamOperator;
import io.keytrail.policy.condition.JsonLiteral;
import io.keytrail.policy.condition.Quantifier;
import io.keytrail.policy.condition.Span;
import io.keytrail.policy.syntax.JsonNode;
import io.keytrail.policy.syntax.JsonNode.JsonArray;
import io.keytrail.policy.syntax.JsonNode.JsonBoolean;
import io.keytrail.policy.syntax.JsonNode.JsonNull;
import io.keytrail.policy.syntax.JsonNode.JsonNumber;
import io.keytrail.policy.syntax.JsonNode.JsonObject;
import io.keytrail.policy.syntax.JsonNode.JsonString;
import io.keytrail.policy.syntax.JsonNode.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads a `Condition` object: operators to keys to values. An unknown operator is an error: met at
/// decision time it would have to fail closed in both directions.
final class ConditionReader {
  private static final int MAX_CHARS = 2_048;
  private static final List<String> OPERATORS =
      Arrays.stream(IamOperator.Base.values()).map(IamOperator.Base::wireName).toList();

  private final Findings findings;
  private final Version version;
  private final List<ConditionBlock.Entry> entries = new ArrayList<>();
  private int words;

  ConditionReader(Findings findings, Version version) {
    this.findings = findings;
    this.version = version;
  }

  ConditionBlock block(JsonNode value) {
    if (!(value instanceof JsonObject(List<Member> operators, Span span))) {
      findings.error(
          "WRONG_TYPE", value.span(), "a condition is an object, not " + value.kindName(), "");
      return ConditionBlock.EMPTY;
    }
    operators.forEach(this::operator);
    return new ConditionBlock(entries, span);
  }

  private void operator(Member operator) {
    Optional<IamOperator> known = IamOperator.parse(operator.name());
    if (known.isEmpty()) {
      findings.error(
          "UNKNOWN_OPERATOR",
          operator.nameSpan(),
          "`%s` is no condition operator",
          findings.full() ? "" : StatementReader.didYouMean(operator.name(), OPERATORS),
          operator.name());
    } else {
      plausible(known.get(), operator.nameSpan());
    }
    if (!(operator.value() instanceof JsonObject(List<Member> keys, Span span))) {
      findings.error(
          "WRONG_TYPE",
          operator.value().span(),
          "an operator holds an object of keys and values, not " + operator.value().kindName(),
          "");
      return;
    }
    if (keys.isEmpty()) {
      findings.error("EMPTY_LIST", span, "`%s` compares no key", "", operator.name());
    }
    keys.forEach(key -> key(operator, known, key));
  }

  private void plausible(IamOperator operator, Span span) {
    if (operator.base() == IamOperator.Base.NULL
        && (operator.ifExists() || operator.quantifier() != Quantifier.NONE)) {
      findings.error(
          "UNKNOWN_OPERATOR",
          span,
          "`Null` takes neither `IfExists` nor a set operator",
          "it is about whether the key is there at all");
    }
  }

  private void key(Member operator, Optional<IamOperator> known, Member key) {
    if (words > ConditionParser.MOST_WORDS) {
      return;
    }
    boolean list = key.value() instanceof JsonArray;
    List<JsonNode> written =
        key.value() instanceof JsonArray(List<JsonNode> elements, _)
            ? elements
            : List.of(key.value());
    List<JsonLiteral> values = new ArrayList<>();
    count(known, list, written.size(), key.nameSpan());
    for (JsonNode value : written) {
      literal(value).ifPresent(values::add);
    }
    if (list || values.size() == 1) {
      entries.add(
          new ConditionBlock.Entry(
              operator.name(), operator.nameSpan(), key.name(), list, values, key.span()));
    }
  }

  /// What can be read as JSON can be written as text, and that read again.
  private void count(Optional<IamOperator> known, boolean list, int values, Span span) {
    words += known.map(operator -> IamNotation.words(operator, list, values)).orElse(0);
    if (words > ConditionParser.MOST_WORDS) {
      findings.error(
          "TOO_LARGE",
          span,
          "a condition has at most %d words and signs as text, here it has more",
          "make two statements of it",
          ConditionParser.MOST_WORDS);
    }
  }

  private Optional<JsonLiteral> literal(JsonNode value) {
    return switch (value) {
      case JsonString(String text, Span span) -> {
        text(text, span);
        yield Optional.of(new JsonLiteral(JsonLiteral.Kind.STRING, text, span));
      }
      case JsonNumber(String lexeme, Span span) ->
          Optional.of(new JsonLiteral(JsonLiteral.Kind.NUMBER, lexeme, span));
      case JsonBoolean(boolean truth, Span span) ->
          Optional.of(new JsonLiteral(JsonLiteral.Kind.BOOLEAN, Boolean.toString(truth), span));
      case JsonObject _, JsonArray _, JsonNull _ -> {
        findings.error(
            "WRONG_TYPE",
            value.span(),
            "a condition value is a string, a number or a boolean, not " + value.kindName(),
            "");
        yield Optional.empty();
      }
    };
  }

  private void text(String text, Span span) {
    if (text.length() > MAX_CHARS) {
      findings.error("TOO_LARGE", span, "a value has at most %d characters", "", MAX_CHARS);
    }
    if (version == Version.V2008 && text.contains("${")) {
      ResourceChecks.oldVersion(findings, text, span);
    }
  }
}
