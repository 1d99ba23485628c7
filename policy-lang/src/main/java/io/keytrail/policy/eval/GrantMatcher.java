package io.keytrail.policy.eval;

import io.keytrail.policy.catalog.Catalogue;
import io.keytrail.policy.compile.PrincipalSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether a grant allows the request, and how its grantee fits the caller.
final class GrantMatcher {
  /// All that a grant may name; anything else in a grant is inert.
  private static final Set<String> OPERATIONS =
      Set.of(
          "Decrypt",
          "Encrypt",
          "GenerateDataKey",
          "GenerateDataKeyWithoutPlaintext",
          "GenerateDataKeyPair",
          "GenerateDataKeyPairWithoutPlaintext",
          "ReEncryptFrom",
          "ReEncryptTo",
          "Sign",
          "Verify",
          "GenerateMac",
          "VerifyMac",
          "GetPublicKey",
          "DeriveSharedSecret",
          "DescribeKey",
          "CreateGrant",
          "RetireGrant");

  /// Those to which a constraint on the encryption context does not apply.
  private static final Set<String> UNCONSTRAINED =
      Set.of("kms:describekey", "kms:retiregrant", "kms:getpublickey");

  private static final String CREATE_GRANT = "kms:creategrant";
  private static final String EQUALS_TYPE = "EncryptionContextEquals";

  private final RequestView request;
  private final PrincipalMatcher principals;
  private final Scratch scratch;

  GrantMatcher(RequestView request, PrincipalMatcher principals, Scratch scratch) {
    this.request = request;
    this.principals = principals;
    this.scratch = scratch;
  }

  /// [Level#DIRECT] or [Level#ROLE]: enough by itself; [Level#ACCOUNT]: delegates; [Level#NONE]:
  /// does not apply.
  Level level(Grant grant) {
    return forKey(grant) && covers(grant) && sourceFits(grant) && constraintHolds(grant)
        ? grantee(grant)
        : Level.NONE;
  }

  boolean forKey(Grant grant) {
    return request.onStar() || grant.keyArn().equals(request.resource());
  }

  Level grantee(Grant grant) {
    // A service's host, or the internal name of an instance: exactly that text.
    if (request.principal() instanceof Principal.Service(String host)) {
      return host.equals(grant.grantee()) ? Level.DIRECT : Level.NONE;
    }
    if (grant.grantee().equals("*")) {
      return Level.NONE;
    }
    return principals.level(PrincipalSet.named(grant.grantee()));
  }

  boolean covers(Grant grant) {
    for (String operation : grant.operations()) {
      if (OPERATIONS.contains(operation)
          && request.foldedAction().length() == operation.length() + 4
          && request.foldedAction().equals("kms:" + Catalogue.fold(operation))) {
        return true;
      }
    }
    return false;
  }

  boolean sourceFits(Grant grant) {
    if (grant.sourceArn().isEmpty()) {
      return true;
    }
    ContextValue source = request.value("aws:sourcearn");
    if (source == null) {
      scratch.missing("aws:SourceArn");
      return false;
    }
    return !source.multi() && source.values().getFirst().equals(grant.sourceArn().get());
  }

  boolean constraintHolds(Grant grant) {
    if (request.foldedAction().equals(CREATE_GRANT)) {
      return childWithin(grant);
    }
    if (grant.constraint().isEmpty() || UNCONSTRAINED.contains(request.foldedAction())) {
      return true;
    }
    Map<String, String> context = request.request().encryptionContext();
    return switch (grant.constraint().get()) {
      case Grant.Constraint.Equals(var pairs) ->
          pairs.size() == context.size() && contains(context, pairs);
      case Grant.Constraint.Subset(var pairs) -> contains(context, pairs);
    };
  }

  /// A grant made under a grant: no operation the parent lacks, a constraint at least as strict.
  private boolean childWithin(Grant parent) {
    ContextValue operations = request.value("kms:grantoperations");
    if (operations == null) {
      scratch.missing("kms:GrantOperations");
      scratch.met(Ambiguity.CHILD_GRANT_OPERATIONS);
    } else if (!parent.operations().containsAll(operations.values())) {
      return false;
    }
    if (parent.constraint().isEmpty()) {
      return true;
    }
    Map<String, String> child = request.request().encryptionContext();
    return switch (parent.constraint().get()) {
      case Grant.Constraint.Equals(var pairs) ->
          EQUALS_TYPE.equals(constraintType())
              && pairs.size() == child.size()
              && contains(child, pairs);
      case Grant.Constraint.Subset(var pairs) -> contains(child, pairs);
    };
  }

  private @Nullable String constraintType() {
    ContextValue type = request.value("kms:grantconstrainttype");
    return type == null || type.multi() ? null : type.values().getFirst();
  }

  /// Pair keys compare by ASCII letters of either case, values exactly.
  private static boolean contains(Map<String, String> context, Map<String, String> pairs) {
    for (Map.Entry<String, String> pair : pairs.entrySet()) {
      if (!pair.getValue().equals(context.get(pair.getKey())) && !foldedContains(context, pair)) {
        return false;
      }
    }
    return true;
  }

  private static boolean foldedContains(
      Map<String, String> context, Map.Entry<String, String> pair) {
    String wanted = Catalogue.fold(pair.getKey());
    for (Map.Entry<String, String> given : context.entrySet()) {
      if (Catalogue.fold(given.getKey()).equals(wanted)
          && given.getValue().equals(pair.getValue())) {
        return true;
      }
    }
    return false;
  }

  static List<Grant> grants(PolicySet.ResourceGuard guard) {
    return switch (guard) {
      case PolicySet.ResourceGuard.Key(_, List<Grant> grants) -> grants;
      case PolicySet.ResourceGuard.Trust _,
          PolicySet.ResourceGuard.Policy _,
          PolicySet.ResourceGuard.None _ ->
          List.of();
    };
  }
}
