package io.keytrail.policy.compile;

import io.keytrail.policy.ast.PrincipalClause;
import io.keytrail.policy.ast.PrincipalName;
import java.util.ArrayList;
import java.util.List;

/// `Principal` or `NotPrincipal` of a statement.
public record PrincipalSet(boolean negated, List<PrincipalPattern> patterns) {
  private static final int ACCOUNT_DIGITS = 12;
  private static final String ROOT = "root";

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
    // A key may have many grants, so this is not cut into pieces: arn:aws:iam:REGION:ACCOUNT:name
    int service = text.startsWith("arn:") ? colon(text, "arn:".length()) : 0;
    int account = colon(text, colon(text, service));
    int resource = colon(text, account);
    if (resource == 0) {
      return new PrincipalPattern.Nobody(text);
    }
    boolean iam = text.startsWith("iam:", service);
    if (iam && text.length() == resource + ROOT.length() && text.endsWith(ROOT)) {
      return new PrincipalPattern.Account(text.substring(account, resource - 1));
    }
    if (iam && text.startsWith("role/", resource)) {
      return new PrincipalPattern.Role(
          text.substring(account, resource - 1), text.substring(text.lastIndexOf('/') + 1));
    }
    return new PrincipalPattern.ExactArn(text);
  }

  /// The index behind the next colon; 0 if there is none, or `from` is.
  private static int colon(String text, int from) {
    return from == 0 ? 0 : text.indexOf(':', from) + 1;
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
