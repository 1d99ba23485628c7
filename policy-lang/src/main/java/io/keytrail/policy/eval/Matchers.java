package io.keytrail.policy.eval;

import io.keytrail.policy.compile.CompiledStatement;

/// The matchers of one decision, which share its request and its scratch.
final class Matchers {
  final RequestView request;
  final Scratch scratch;
  final TextMatcher texts;
  final PrincipalMatcher principals;
  final ResourceMatcher resources;
  final ConditionTests conditions;
  final GrantMatcher grants;

  Matchers(RequestView request, boolean bounded, Scratch scratch) {
    this.request = request;
    this.scratch = scratch;
    this.texts = new TextMatcher(request, scratch);
    ArnMatcher arns = new ArnMatcher(texts, scratch);
    this.principals = new PrincipalMatcher(request, bounded, scratch);
    this.resources = new ResourceMatcher(request, arns, scratch);
    this.conditions = new ConditionTests(request, new ValueTests(texts, arns, scratch), scratch);
    this.grants = new GrantMatcher(request, principals, scratch);
  }

  boolean coversAction(CompiledStatement statement) {
    return statement.action().covers(request.actionNumber(), request.foldedAction());
  }

  /// How a statement names the caller. One without a principal is for whom its policy is attached
  /// to, except in a policy that must name someone: there it is for nobody.
  Level level(CompiledStatement statement, boolean namesPrincipals) {
    if (statement.principal().isEmpty()) {
      return namesPrincipals ? Level.NONE : Level.DIRECT;
    }
    return principals.level(statement.principal().get(), statement.allows());
  }

  /// Resource and condition together.
  Truth applies(CompiledStatement statement, ResourceMatcher.Mode mode) {
    Truth resource = resources.covers(statement, mode);
    return resource == Truth.FALSE
        ? Truth.FALSE
        : resource.and(conditions.holds(statement.condition()));
  }

  /// An allow must hold for certain; a deny applies unless it certainly does not hold.
  static boolean takesPart(CompiledStatement statement, Truth truth) {
    return switch (truth) {
      case TRUE -> true;
      case FALSE -> false;
      case UNKNOWN, ERROR -> !statement.allows();
    };
  }
}
