package io.keytrail.policy.explain;

import io.keytrail.policy.ast.Version;
import io.keytrail.policy.compile.CompiledCondition;
import io.keytrail.policy.compile.CompiledCondition.Test;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.compile.CompiledStatement;
import io.keytrail.policy.compile.ConditionCompiler;
import io.keytrail.policy.compile.PrincipalPattern;
import io.keytrail.policy.condition.BoundCondition;
import io.keytrail.policy.condition.JsonLiteral;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.Inspection;
import io.keytrail.policy.eval.Inspection.StatementAnswer;
import io.keytrail.policy.eval.Level;
import io.keytrail.policy.eval.PolicyType;
import io.keytrail.policy.eval.Principal;
import io.keytrail.policy.eval.Truth;
import io.keytrail.policy.explain.Explanation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes an allowing statement fit the request: every element that fails is widened by exactly what
/// was asked, or the request is asked so that it holds. Confined to one statement.
final class StatementTrial {
  private final Inspection inspection;
  private final PolicyType type;
  private final CompiledPolicy policy;
  private final CompiledStatement original;
  private final Draft draft;
  private CompiledStatement statement;

  StatementTrial(
      Inspection inspection, PolicyType type, CompiledPolicy policy, CompiledStatement original) {
    this.inspection = inspection;
    this.type = type;
    this.policy = policy;
    this.original = original;
    this.statement = original;
    this.draft = new Draft(inspection.request().request());
  }

  private String where() {
    return Summary.named(inspection.ref(type, policy, original));
  }

  /// How many elements fail.
  static int failures(Inspection inspection, PolicyType type, CompiledStatement statement) {
    StatementAnswer answer = inspection.statement(statement, type);
    int failures = answer.action() ? 0 : 1;
    failures += answer.principal() == Level.NONE ? 1 : 0;
    failures += answer.resource() == Truth.TRUE ? 0 : 1;
    for (CompiledCondition term : terms(statement.condition())) {
      failures += inspection.holds(term) == Truth.TRUE ? 0 : 1;
    }
    return failures;
  }

  static List<CompiledCondition> terms(CompiledCondition condition) {
    return condition instanceof CompiledCondition.All(List<CompiledCondition> terms)
        ? terms
        : List.of(condition);
  }

  /// False if some element cannot be made to fit by a small change.
  boolean fit() {
    StatementAnswer answer = inspection.statement(original, type);
    return (answer.action() || action())
        && (answer.principal() != Level.NONE || principal())
        && (answer.resource() == Truth.TRUE || resource())
        && conditions();
  }

  Draft draft() {
    return draft;
  }

  /// The policy with the statement as it would have to be.
  CompiledPolicy changed() {
    return statement == original ? policy : policy.with(original, statement);
  }

  private boolean action() {
    String asked = draft.request().action();
    draft.failed(
        Kind.ACTION,
        original.action().negated() ? "any action but these" : "action",
        original.wording().actions(),
        asked);
    if (original.action().negated()) {
      return false;
    }
    statement =
        statement.alsoAbout(
            inspection.request().actionNumber(), inspection.request().foldedAction());
    draft.add(original.source().pointer() + "/Action", asked, "the actions of " + where());
    return true;
  }

  private boolean principal() {
    Principal caller = draft.request().principal();
    draft.failed(
        Kind.PRINCIPAL,
        "principal",
        original.source().principal().isPresent() ? original.wording().principals() : "nobody",
        caller.arn());
    Optional<PrincipalPattern> pattern = CallerName.pattern(caller);
    if (original.principal().isEmpty()
        || original.principal().get().negated()
        || pattern.isEmpty()) {
      return false;
    }
    statement = statement.alsoFor(pattern.get());
    draft.add(
        original.source().pointer() + "/Principal/" + CallerName.type(caller),
        CallerName.text(caller),
        "the principals of " + where());
    return true;
  }

  private boolean resource() {
    var set = original.resource().orElseThrow();
    draft.failed(
        Kind.RESOURCE,
        set.negated() ? "any resource but these" : "resource",
        Words.listed(set.patterns(), pattern -> inspection.shown(pattern.text())),
        draft.request().resource());
    if (set.negated()) {
      return false;
    }
    String asked = inspection.ownKey(type) ? "*" : draft.request().resource();
    statement = statement.alsoOn(asked);
    draft.add(original.source().pointer() + "/Resource", asked, "the resources of " + where());
    return true;
  }

  private boolean conditions() {
    List<CompiledCondition> terms = new ArrayList<>(terms(original.condition()));
    boolean written = false;
    for (int i = 0; i < terms.size(); i++) {
      if (inspection.holds(terms.get(i)) == Truth.TRUE) {
        continue;
      }
      if (!(terms.get(i) instanceof Test test)) {
        return false;
      }
      draft.failed(
          Kind.CONDITION,
          ConditionExplainer.label(test),
          ConditionExplainer.expected(test, inspection),
          ConditionExplainer.actual(test, inspection));
      if (ConditionFix.tellsTheCaller(test.foldedKey())) {
        Optional<CompiledCondition> wider = wider(test);
        if (wider.isEmpty()) {
          return false;
        }
        terms.set(i, wider.get());
        written = true;
      } else if (!new ConditionFix(inspection).propose(test, draft)) {
        return false;
      }
    }
    statement = written ? statement.under(new CompiledCondition.All(terms)) : statement;
    return true;
  }

  /// The test with the request's own value among its values.
  private Optional<CompiledCondition> wider(Test test) {
    ContextValue actual = inspection.request().value(test.foldedKey());
    boolean texts =
        switch (test.source().operator().base()) {
          case STRING_EQUALS, STRING_EQUALS_IGNORE_CASE, STRING_LIKE, ARN_EQUALS, ARN_LIKE -> true;
          default -> false;
        };
    if (actual == null || actual.multi() || !texts) {
      return Optional.empty();
    }
    String value = literal(actual.values().getFirst());
    List<JsonLiteral> values = new ArrayList<>(test.source().values());
    values.add(JsonLiteral.string(value));
    BoundCondition.Test wide =
        new BoundCondition.Test(
            test.source().operator(), test.source().key(), true, values, test.source().span());
    String operator = test.source().operator().wireName();
    draft.add(
        original.source().pointer()
            + "/Condition/"
            + escaped(operator)
            + "/"
            + escaped(test.source().key()),
        value,
        "`" + operator + "` of `" + test.source().key() + "` in " + where());
    return Optional.of(ConditionCompiler.compile(wide, policy.document().version()));
  }

  /// Without wildcards, where the version of the language can say that.
  private String literal(String text) {
    boolean variables = policy.document().version() == Version.V2012;
    return variables ? text.replace("$", "${$}").replace("*", "${*}").replace("?", "${?}") : text;
  }

  private static String escaped(String step) {
    return step.replace("~", "~0").replace("/", "~1");
  }
}
