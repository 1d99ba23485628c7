package io.keytrail.policy.eval;

import io.keytrail.policy.compile.CompiledStatement;

/// The matchers of one judge, which share its scratch. Each looks at the request that the scratch
/// is about.
final class Matchers {
  final Scratch scratch;
  final TextMatcher texts;
  final ArnMatcher arns;
  final PrincipalMatcher principals;
  final ResourceMatcher resources;
  final ConditionTests conditions;
  final GrantMatcher grants;

  Matchers(Scratch scratch) {
    this.scratch = scratch;
    this.texts = new TextMatcher(scratch);
    this.arns = new ArnMatcher(texts, scratch);
    this.principals = new PrincipalMatcher(scratch);
    this.resources = new ResourceMatcher(arns, scratch);
    this.conditions = new ConditionTests(new ValueTests(texts, arns, scratch), scratch);
    this.grants = new GrantMatcher(principals, scratch);
  }

  boolean coversAction(CompiledStatement statement) {
    RequestView request = scratch.request;
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
}
