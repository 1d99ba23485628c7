package io.keytrail.policy.compile;

import io.keytrail.policy.ast.PrincipalClause;
import io.keytrail.policy.ast.PrincipalName;
import java.util.ArrayList;
import java.util.List;

/// `Principal` or `NotPrincipal` of a statement.
public record PrincipalSet(boolean negated, List<PrincipalPattern> patterns) {
  private static final int ACCOUNT_DIGITS = 12;
  private static final int ARN_PARTS = 6;

  public PrincipalSet {
    patterns = List.copyOf(patterns);
  }

  static PrincipalSet of(PrincipalClause clause) {
    return new PrincipalSet(
        clause.negated(), clause.names().stream().map(PrincipalSet::pattern).toList());
  }

  PrincipalSet with(PrincipalPattern pattern) {
    List<PrincipalPattern> more = new ArrayList<>(patterns);
    more.add(pattern);
    return new PrincipalSet(negated, more);
  }

  /// What a name means, also outside a statement: the grantee of a grant is named the same way.
  public static PrincipalPattern named(String text) {
    if (text.equals("*")) {
      return new PrincipalPattern.Everyone();
    }
    if (text.length() == ACCOUNT_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return new PrincipalPattern.Account(text);
    }
    String[] parts = text.split(":", ARN_PARTS);
    if (parts.length < ARN_PARTS || !parts[0].equals("arn")) {
      return new PrincipalPattern.Nobody(text);
    }
    String resource = parts[5];
    if (parts[2].equals("iam") && resource.equals("root")) {
      return new PrincipalPattern.Account(parts[4]);
    }
    if (parts[2].equals("iam") && resource.startsWith("role/")) {
      return new PrincipalPattern.Role(parts[4], resource.substring(resource.lastIndexOf('/') + 1));
    }
    return new PrincipalPattern.ExactArn(text);
  }

  private static PrincipalPattern pattern(PrincipalName name) {
    return switch (name.type()) {
      case AWS -> named(name.text());
      case SERVICE -> new PrincipalPattern.ServiceHost(name.text());
      case FEDERATED -> new PrincipalPattern.IdentityProvider(name.text());
      case CANONICAL_USER -> new PrincipalPattern.Nobody(name.text());
    };
  }
}
