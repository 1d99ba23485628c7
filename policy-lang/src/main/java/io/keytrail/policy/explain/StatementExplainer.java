package io.keytrail.policy.explain;

import io.keytrail.policy.ast.PrincipalClause;
import io.keytrail.policy.compile.ArnPattern;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.compile.CompiledStatement;
import io.keytrail.policy.compile.ResourceSet;
import io.keytrail.policy.eval.Inspection;
import io.keytrail.policy.eval.Inspection.StatementAnswer;
import io.keytrail.policy.eval.Level;
import io.keytrail.policy.eval.PolicyType;
import io.keytrail.policy.eval.Truth;
import io.keytrail.policy.explain.Explanation.Kind;
import java.util.ArrayList;
import java.util.List;

/// Explains policies and their statements. A statement about another action is explained by that
/// alone. Confined to one explanation.
final class StatementExplainer {
  private static final String DOES_NOT_APPLY = " does not apply";

  private final Inspection inspection;
  private final OtherActions others;
  private final ConditionExplainer conditions;
  private Truth allows = Truth.FALSE;
  private Truth denies = Truth.FALSE;

  StatementExplainer(Inspection inspection, OtherActions others) {
    this.inspection = inspection;
    this.others = others;
    this.conditions = new ConditionExplainer(inspection);
  }

  /// @param level of the organisation, from 1; 0 for kinds without levels
  Explanation policy(PolicyType type, CompiledPolicy policy, int level) {
    allows = Truth.FALSE;
    denies = Truth.FALSE;
    List<CompiledStatement> statements = policy.statements();
    String action = inspection.request().request().action();
    Explanation[] nodes = new Explanation[statements.size()];
    for (int i = 0; i < nodes.length; i++) {
      Explanation known = others.find(type, policy, i, action);
      nodes[i] = known == null ? statement(type, policy, i, action) : known;
    }
    String label = Words.policy(type, policy.name()) + (level == 0 ? "" : " at level " + level);
    return Explanation.node(Kind.POLICY, label + says(), allows.and(denies.not()), List.of(nodes));
  }

  private String says() {
    return switch (denies) {
      case TRUE, ERROR -> " denies";
      case UNKNOWN -> allows == Truth.UNKNOWN ? " may allow or deny" : " may deny";
      case FALSE ->
          switch (allows) {
            case TRUE -> " allows";
            case UNKNOWN -> " may allow";
            case FALSE, ERROR -> " says nothing";
          };
    };
  }

  /// Whether the policy that was explained last has a statement that allows, or may.
  boolean mayAllow() {
    return allows != Truth.FALSE;
  }

  private Explanation statement(PolicyType type, CompiledPolicy policy, int number, String action) {
    CompiledStatement statement = policy.statements().get(number);
    Explanation about = action(statement, inspection.coversAction(statement));
    if (about.holds() == Truth.FALSE) {
      Explanation node =
          Explanation.about(
              Kind.STATEMENT,
              statement.wording().label(DOES_NOT_APPLY),
              Truth.FALSE,
              inspection.ref(type, policy, statement),
              List.of(about));
      others.remember(type, policy, number, action, node);
      return node;
    }
    return answered(type, policy, statement, about);
  }

  private Explanation answered(
      PolicyType type, CompiledPolicy policy, CompiledStatement statement, Explanation about) {
    StatementAnswer answer = inspection.statement(statement, type);
    Truth holds = holds(answer);
    allows = statement.allows() ? allows.or(holds) : allows;
    denies = statement.allows() ? denies : denies.or(holds);
    return Explanation.about(
        Kind.STATEMENT,
        statement.wording().label(applies(answer, holds)),
        holds,
        inspection.ref(type, policy, statement),
        elements(statement, answer, about));
  }

  private List<Explanation> elements(
      CompiledStatement statement, StatementAnswer answer, Explanation about) {
    List<Explanation> because = new ArrayList<>(4);
    because.add(about);
    if (statement.source().principal().isPresent()) {
      because.add(
          principal(
              statement.source().principal().get(),
              statement.wording().principals(),
              answer.principal()));
    }
    if (statement.resource().isPresent()) {
      because.add(resource(statement.resource().get(), answer.resource()));
    }
    conditions.addTerms(statement.condition(), because);
    return because;
  }

  /// A statement whose condition hangs on an unknown key may apply; otherwise it does or does not.
  private static Truth holds(StatementAnswer answer) {
    boolean open =
        answer.principal() != Level.NONE
            && answer.resource().and(answer.condition()) == Truth.UNKNOWN;
    return open ? Truth.UNKNOWN : Truth.of(answer.applies());
  }

  private static String applies(StatementAnswer answer, Truth holds) {
    return switch (holds) {
      case TRUE -> answer.principal() == Level.ACCOUNT ? " applies to the account" : " applies";
      case UNKNOWN -> " may apply";
      case FALSE, ERROR -> DOES_NOT_APPLY;
    };
  }

  private Explanation action(CompiledStatement statement, boolean covered) {
    return Explanation.leaf(
        Kind.ACTION,
        statement.action().negated() ? "any action but these" : "action",
        Truth.of(covered),
        statement.wording().actions(),
        inspection.request().request().action());
  }

  private Explanation principal(PrincipalClause clause, String names, Level level) {
    String label =
        switch (level) {
          case NONE -> clause.negated() ? "the caller is spared" : "the caller is not named";
          case ACCOUNT -> "the caller's account is named, which delegates to its policies";
          case ROLE -> "the caller's role is named";
          case DIRECT -> clause.negated() ? "everyone but these" : "the caller is named";
        };
    return Explanation.leaf(
        Kind.PRINCIPAL,
        label,
        Truth.of(level != Level.NONE),
        names,
        inspection.request().principalArn());
  }

  private Explanation resource(ResourceSet set, Truth holds) {
    return Explanation.leaf(
        Kind.RESOURCE,
        set.negated() ? "any resource but these" : "resource",
        holds,
        Words.listed(set.patterns(), this::shown),
        inspection.request().resource());
  }

  private String shown(ArnPattern pattern) {
    return inspection.shown(pattern.text());
  }
}
