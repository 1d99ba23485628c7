package io.keytrail.policy.compile;

import io.keytrail.policy.ast.ResourceClause;
import java.util.ArrayList;
import java.util.List;

/// `Resource` or `NotResource` of a statement.
///
/// @param everything whether one of the patterns is `*`
public record ResourceSet(boolean negated, boolean everything, List<ArnPattern> patterns) {
  public ResourceSet {
    patterns = List.copyOf(patterns);
  }

  static ResourceSet of(ResourceClause clause, boolean variables) {
    List<ArnPattern> patterns =
        clause.patterns().stream().map(p -> ArnPattern.resource(p.text(), variables)).toList();
    boolean everything = patterns.stream().anyMatch(p -> p.text().shape() == TextPattern.Shape.ANY);
    return new ResourceSet(clause.negated(), everything, patterns);
  }

  ResourceSet with(String text) {
    List<ArnPattern> more = new ArrayList<>(patterns);
    boolean all = text.equals("*");
    more.add(new ArnPattern(TextCompiler.compile(text, all, false), false));
    return new ResourceSet(negated, everything || all, more);
  }
}
