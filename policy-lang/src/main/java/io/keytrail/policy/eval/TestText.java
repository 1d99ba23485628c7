package io.keytrail.policy.eval;

import io.keytrail.policy.compile.ArnPattern;
import io.keytrail.policy.compile.CompiledCondition.Test;
import io.keytrail.policy.compile.Glob;
import io.keytrail.policy.compile.Operand;
import io.keytrail.policy.compile.TextPattern;
import io.keytrail.policy.compile.TextPattern.Part;
import io.keytrail.policy.condition.BoundCondition;
import io.keytrail.policy.condition.Conditions;
import io.keytrail.policy.condition.IamOperator;
import io.keytrail.policy.condition.JsonLiteral;
import io.keytrail.policy.condition.Span;
import java.util.List;

/// A compiled test written down again so that it means the same outside its policy: in the language
/// of 2012-10-17, with the values of known variables put in.
final class TestText {
  private TestText() {}

  static BoundCondition.Test of(Test test, Matchers matchers) {
    return switch (test.operand()) {
      case Operand.Texts(var patterns, _) ->
          with(test, patterns, like(test.source().operator().base()), matchers);
      case Operand.Arns(var patterns) ->
          with(test, patterns.stream().map(ArnPattern::text).toList(), true, matchers);
      case Operand.Numbers _,
          Operand.Dates _,
          Operand.Booleans _,
          Operand.Binaries _,
          Operand.Networks _,
          Operand.Presence _ ->
          Conditions.plain(test.source());
    };
  }

  private static boolean like(IamOperator.Base base) {
    return base == IamOperator.Base.STRING_LIKE || base == IamOperator.Base.STRING_NOT_LIKE;
  }

  /// A text as a value that is compared without wildcards.
  static String literal(String text) {
    StringBuilder out = new StringBuilder();
    literal(text, false, out);
    return out.toString();
  }

  private static BoundCondition.Test with(
      Test test, List<TextPattern> patterns, boolean wildcards, Matchers matchers) {
    List<JsonLiteral> values =
        patterns.stream()
            .map(pattern -> JsonLiteral.string(text(pattern, wildcards, matchers)))
            .toList();
    BoundCondition.Test source = test.source();
    return new BoundCondition.Test(
        source.operator(), source.key(), source.list(), values, Span.NONE);
  }

  private static String text(TextPattern pattern, boolean wildcards, Matchers matchers) {
    StringBuilder out = new StringBuilder();
    switch (pattern.shape()) {
      case EXACT, PREFIX, ANY, GLOB -> write(pattern.glob(), wildcards, out);
      case TEMPLATE -> {
        for (Part part : pattern.parts()) {
          switch (part) {
            case Part.Fixed(Glob glob) -> write(glob, wildcards, out);
            case Part.Variable variable -> write(variable, wildcards, matchers, out);
          }
        }
      }
    }
    return out.toString();
  }

  /// A known variable by its value; any other stays.
  private static void write(
      Part.Variable variable, boolean wildcards, Matchers matchers, StringBuilder out) {
    RequestView request = matchers.scratch.request;
    RequestValue value = request.find(variable.foldedKey());
    if (value != null && !value.multi() && matchers.scratch.budget.spend(value.text(0).length())) {
      literal(value.text(0), wildcards, out);
      return;
    }
    out.append("${").append(variable.key());
    variable.defaultText().ifPresent(text -> out.append(", '").append(text).append('\''));
    out.append('}');
  }

  private static void write(Glob glob, boolean wildcards, StringBuilder out) {
    for (int i = 0; i < glob.length(); i++) {
      int code = glob.code(i);
      if (code == Glob.RUN) {
        out.append('*');
      } else if (code == Glob.ONE) {
        out.append('?');
      } else {
        literal(code, wildcards, out);
      }
    }
  }

  private static void literal(String text, boolean wildcards, StringBuilder out) {
    text.codePoints().forEach(code -> literal(code, wildcards, out));
  }

  /// A text that holds `${` must not become a variable; a star must not become a wildcard.
  private static void literal(int code, boolean wildcards, StringBuilder out) {
    if (code == '$') {
      out.append("${$}");
    } else if (wildcards && (code == '*' || code == '?')) {
      out.append("${").appendCodePoint(code).append('}');
    } else {
      out.appendCodePoint(code);
    }
  }
}
