package io.keytrail.server.iam;

import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.ast.PolicyDocument;
import io.keytrail.policy.ast.PrincipalName;
import io.keytrail.policy.ast.Statement;
import io.keytrail.policy.ast.Written;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Principals;
import io.vertx.core.Future;
import java.util.List;

/// What a trust policy must be like before it is put on a role.
final class TrustDocuments {
  /// White space aside.
  private static final int MAX_CHARACTERS = 2_048;

  private final Principals principals;

  TrustDocuments(Principals principals) {
    this.principals = principals;
  }

  /// Completes if the document may become a role's trust policy, else fails with what AWS answers.
  Future<Void> admit(String document) {
    PolicyDocument read = IdentityDocuments.read(document, DocumentKind.TRUST);
    if (IdentityDocuments.countedCharacters(document) > MAX_CHARACTERS) {
      throw new ApiException(
          IamErrors.LIMIT_EXCEEDED, "Cannot exceed quota for ACLSizePerRole: " + MAX_CHARACTERS);
    }
    read.statements().forEach(TrustDocuments::requireStsActions);
    List<String> named =
        read.principals().stream()
            .filter(principal -> principal.type() == PrincipalName.Type.AWS)
            .map(PrincipalName::text)
            .toList();
    return principals
        .missing(named)
        .map(
            missing -> {
              named.stream()
                  .filter(missing::contains)
                  .findFirst()
                  .ifPresent(TrustDocuments::refuse);
              return null;
            });
  }

  private static void refuse(String principal) {
    throw new ApiException(
        IamErrors.MALFORMED_POLICY, "Invalid principal in policy: \"AWS\":\"" + principal + "\"");
  }

  private static void requireStsActions(Statement statement) {
    for (Written pattern : statement.action().patterns()) {
      if (!AsciiFold.lower(pattern.text()).startsWith("sts:")) {
        throw new ApiException(
            IamErrors.MALFORMED_POLICY,
            "AssumeRole policy may only specify STS AssumeRole actions.");
      }
    }
  }
}
