package io.keytrail.server.iam.simulator;

import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.catalog.Catalogue;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.keytrail.policy.eval.PolicyType;
import io.keytrail.server.iam.Account;
import io.keytrail.server.iam.IamErrors;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The resources' side of a simulation: whose they are, and the one policy that guards them all.
/// Without a policy identity policies decide alone, whoever owns the resource. Used by one thread.
final class ResourceSide {
  private static final String ID = "ResourcePolicy";
  private final Optional<String> policy;
  private final Optional<String> owner;
  private final String callerAccount;
  private final Map<DocumentKind, SourcePolicy> read = new EnumMap<>(DocumentKind.class);

  /// @param owner an account, as `ResourceOwner` names it
  /// @throws io.keytrail.server.invoke.ApiException `InvalidInput` if it names none
  ResourceSide(Optional<String> policy, Optional<String> owner, String callerAccount) {
    this.policy = policy;
    this.owner = owner.map(ResourceSide::ownerAccount);
    this.callerAccount = callerAccount;
  }

  private static String ownerAccount(String owner) {
    String prefix = "arn:aws:iam::";
    String account =
        owner.startsWith(prefix) && owner.endsWith(":root")
            ? owner.substring(prefix.length(), owner.length() - ":root".length())
            : owner;
    if (!Account.validId(account)) {
      throw IamErrors.invalidInput(
          "'"
              + owner
              + "' is not a valid as a Resource Owner. ResourceOwner is"
              + " arn:aws:iam::ACCOUNT:root.");
    }
    return account;
  }

  /// The account that owns the resource, as far as it matters: what its ARN says goes before
  /// `ResourceOwner`.
  String account(String resource) {
    if (policy.isEmpty()) {
      return callerAccount;
    }
    String[] parts = resource.split(":", 6);
    return parts.length == 6 && Account.validId(parts[4]) ? parts[4] : owner.orElse(callerAccount);
  }

  boolean crossAccount(String resource) {
    return !account(resource).equals(callerAccount);
  }

  ResourceGuard guard(String action, String resource) {
    return policy
        .map(text -> guard(text, kind(action, resource)))
        .orElseGet(ResourceGuard.None::new);
  }

  private ResourceGuard guard(String text, DocumentKind kind) {
    SourcePolicy own =
        read.computeIfAbsent(
            kind, asked -> SourcePolicy.read(PolicyType.RESOURCE, asked, ID, text));
    return switch (kind) {
      case STORED_KEY -> new ResourceGuard.Key(Optional.of(own.compiled()), List.of());
      case TRUST -> new ResourceGuard.Trust(own.compiled());
      case IDENTITY, KEY, RESOURCE, SERVICE_CONTROL, RESOURCE_CONTROL, VPC_ENDPOINT ->
          new ResourceGuard.Policy(own.compiled());
    };
  }

  /// As what the policy is read: a key's and a role's have rules of their own.
  private static DocumentKind kind(String action, String resource) {
    String[] parts = resource.split(":", 6);
    if (parts.length < 6) {
      return Catalogue.fold(action).startsWith("kms:")
          ? DocumentKind.STORED_KEY
          : DocumentKind.RESOURCE;
    }
    return switch (parts[2]) {
      case "kms" -> DocumentKind.STORED_KEY;
      case "iam" -> parts[5].startsWith("role/") ? DocumentKind.TRUST : DocumentKind.RESOURCE;
      default -> DocumentKind.RESOURCE;
    };
  }

  /// The policy as the request was judged by it.
  Optional<SourcePolicy> shown(String action, String resource) {
    return Optional.ofNullable(read.get(kind(action, resource)));
  }
}
