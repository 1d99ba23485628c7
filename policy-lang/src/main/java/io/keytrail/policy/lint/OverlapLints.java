package io.keytrail.policy.lint;

import io.keytrail.policy.ast.Effect;
import io.keytrail.policy.ast.PolicyDocument;
import io.keytrail.policy.ast.Statement;
import io.keytrail.policy.condition.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Statements that another statement makes idle: conditions that decide nothing, statements that
/// add nothing, allows that are always denied.
final class OverlapLints {
  private final List<Side> sides;
  private final List<Side> allows = new ArrayList<>();
  private final List<Side> denies = new ArrayList<>();
  private final Report report;
  private final Effort effort = new Effort();
  private final Cover cover = new Cover(effort);

  private OverlapLints(PolicyDocument document, Report report) {
    Map<Side.Test, Integer> tests = new HashMap<>();
    this.sides = document.statements().stream().map(one -> Side.of(one, tests)).toList();
    this.report = report;
    sides.forEach(side -> (denies(side) ? denies : allows).add(side));
  }

  /// Compares each statement with each other, as far as the effort goes and findings are listed.
  static void check(PolicyDocument document, Report report) {
    if (document.statements().size() < 2) {
      return;
    }
    var lints = new OverlapLints(document, report);
    for (Side side : lints.sides) {
      lints.check(side);
      if (lints.effort.spent() || report.full()) {
        lints.tooMany(side.statement());
        return;
      }
    }
  }

  private void check(Side side) {
    Optional<Side> deny = denies(side) ? Optional.empty() : denied(side);
    Optional<Side> wider = deny.isPresent() ? Optional.empty() : wider(side);
    if (effort.spent()) {
      return;
    }
    deny.ifPresent(other -> shadowed(side, other));
    wider.ifPresent(other -> idle(side, other));
    if (deny.isEmpty() && wider.isEmpty() && !denies(side) && !side.tests().isEmpty()) {
      voidCondition(side);
    }
  }

  private void tooMany(Statement last) {
    report.add(
        "NOT_COMPARED",
        Severity.HINT,
        last.span(),
        "from here on statements were not compared with each other: there are too many",
        "split the document to hear of statements that make others idle");
  }

  /// A deny that takes an allow back whole.
  private Optional<Side> denied(Side side) {
    for (Side other : denies) {
      if (effort.spend(1) && cover.conditions(other, side) && cover.reach(other, side)) {
        return Optional.of(other);
      }
    }
    return Optional.empty();
  }

  private void shadowed(Side side, Side deny) {
    report.add(
        "SHADOWED_ALLOW",
        Severity.WARNING,
        side.statement().span(),
        "%s allows nothing: %s denies all of it",
        "remove one of the two",
        name(side),
        name(deny));
  }

  /// A statement of the same effect that is at least as wide. Of two equal ones the later is idle.
  private Optional<Side> wider(Side side) {
    for (Side other : denies(side) ? denies : allows) {
      if (effort.spend(1)
          && other != side
          && cover.conditions(other, side)
          && cover.reach(other, side)
          && !narrowerByCondition(side, other)
          && (number(other) < number(side) || !same(side, other))) {
        return Optional.of(other);
      }
    }
    return Optional.empty();
  }

  private void idle(Side side, Side wider) {
    report.add(
        denies(side) ? "SHADOWED_DENY" : "DEAD_STATEMENT",
        Severity.WARNING,
        side.statement().span(),
        "%s adds nothing: %s %s all of it already",
        "remove it",
        name(side),
        name(wider),
        denies(side) ? "denies" : "allows");
  }

  /// Then it is the condition that is idle, which says more.
  private boolean narrowerByCondition(Side side, Side other) {
    return !denies(side) && !cover.conditions(side, other);
  }

  private boolean same(Side a, Side b) {
    return cover.reach(a, b) && cover.conditions(a, b);
  }

  /// An allow with a condition beside allows of the same without it (the seed's own policy has
  /// one).
  private void voidCondition(Side side) {
    List<Side> freer = allows.stream().filter(other -> allowsWithLess(other, side)).toList();
    Set<String> actions = new LinkedHashSet<>();
    Set<String> wider = new LinkedHashSet<>();
    for (int i = 0; i < side.actions().size(); i++) {
      for (Side other : freer) {
        if (cover.reachOf(other, side, side.actions().get(i))) {
          actions.add(side.statement().action().patterns().get(i).text());
          wider.add(name(other));
        }
      }
    }
    if (!actions.isEmpty() && !effort.spent()) {
      boolean all = actions.size() == side.actions().size();
      report.add(
          "VOID_CONDITION",
          Severity.WARNING,
          side.statement().condition().span(),
          "the condition of %s decides nothing%s: %s allows the same without it",
          "take the actions out of the wider statement, or say it as a `Deny`",
          name(side),
          all ? "" : " for `" + String.join("`, `", actions) + "`",
          String.join(" and ", wider));
    }
  }

  private boolean allowsWithLess(Side other, Side side) {
    return other != side
        && effort.spend(1)
        && cover.conditions(other, side)
        && !cover.conditions(side, other);
  }

  private static boolean denies(Side side) {
    return side.statement().effect() == Effect.DENY;
  }

  private static int number(Side side) {
    return side.statement().number();
  }

  private static String name(Side side) {
    return side.statement()
        .sid()
        .filter(sid -> !sid.isEmpty())
        .map(sid -> "statement " + number(side) + " (`" + sid + "`)")
        .orElse("statement " + number(side));
  }
}
