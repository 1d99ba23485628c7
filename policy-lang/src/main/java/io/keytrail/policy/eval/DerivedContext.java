package io.keytrail.policy.eval;

import io.keytrail.policy.catalog.Catalogue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Context values that follow from the principal and the encryption context.
final class DerivedContext {
  static final String ENCRYPTION_CONTEXT = "kms:encryptioncontext:";
  private static final String AWS = ".amazonaws.com";
  private static final int ACCOUNT_DIGITS = 12;

  /// Those that do not depend on the encryption context's keys, as AWS spells them.
  static final List<String> KEYS =
      List.of(
          "aws:PrincipalArn",
          "aws:PrincipalAccount",
          "aws:PrincipalType",
          "aws:PrincipalIsAWSService",
          "aws:PrincipalServiceName",
          "aws:PrincipalServiceNamesList",
          "aws:userid",
          "aws:username",
          "kms:CallerAccount",
          "kms:EncryptionContextKeys");

  private DerivedContext() {}

  /// Null if nothing is derived for the key.
  static @Nullable ContextValue value(AccessRequest request, String foldedKey) {
    if (foldedKey.startsWith(ENCRYPTION_CONTEXT)) {
      return pair(request.encryptionContext(), foldedKey);
    }
    Principal principal = request.principal();
    return switch (foldedKey) {
      case "aws:principalarn" -> single(principalArn(principal));
      case "aws:principalaccount" -> single(principal.account());
      case "aws:principaltype" -> single(type(principal));
      case "aws:principalisawsservice" -> single(isService(principal));
      case "aws:principalservicename" -> single(serviceName(principal));
      case "aws:principalservicenameslist" -> serviceNames(principal);
      case "aws:userid" -> single(userId(principal));
      case "aws:username" -> single(userName(principal));
      case "kms:calleraccount" -> kms(request) ? single(callerAccount(principal)) : null;
      case "kms:encryptioncontextkeys" -> keys(request.encryptionContext());
      default -> null;
    };
  }

  private static @Nullable ContextValue single(Optional<String> value) {
    return value.map(ContextValue::of).orElse(null);
  }

  private static @Nullable ContextValue pair(Map<String, String> context, String foldedKey) {
    if (context.isEmpty()) {
      return null;
    }
    String wanted = foldedKey.substring(ENCRYPTION_CONTEXT.length());
    List<String> found = new ArrayList<>(1);
    for (Map.Entry<String, String> pair : context.entrySet()) {
      if (Catalogue.fold(pair.getKey()).equals(wanted)) {
        found.add(pair.getValue());
      }
    }
    // Two keys that differ by letter case only are one condition key with two values.
    return switch (found.size()) {
      case 0 -> null;
      case 1 -> ContextValue.of(found.getFirst());
      default -> ContextValue.list(found.stream().sorted().toList());
    };
  }

  private static @Nullable ContextValue keys(Map<String, String> context) {
    if (context.isEmpty()) {
      return null;
    }
    List<String> keys = new ArrayList<>(context.keySet());
    Collections.sort(keys);
    return ContextValue.list(keys);
  }

  /// A role session's is the ARN of its role, as AWS has it.
  private static Optional<String> principalArn(Principal principal) {
    return switch (principal) {
      case Principal.RoleSession session -> Optional.of(session.roleArn());
      case Principal.Root _, Principal.User _, Principal.FederatedUser _ ->
          Optional.of(principal.arn());
      case Principal.Service _, Principal.Federated _, Principal.Anonymous _ -> Optional.empty();
    };
  }

  private static Optional<String> type(Principal principal) {
    return switch (principal) {
      case Principal.Root _ -> Optional.of("Account");
      case Principal.User _ -> Optional.of("User");
      case Principal.RoleSession _ -> Optional.of("AssumedRole");
      case Principal.FederatedUser _ -> Optional.of("FederatedUser");
      case Principal.Anonymous _ -> Optional.of("Anonymous");
      case Principal.Service _, Principal.Federated _ -> Optional.empty();
    };
  }

  private static Optional<String> isService(Principal principal) {
    return switch (principal) {
      case Principal.Service _ -> Optional.of("true");
      case Principal.Root _,
          Principal.User _,
          Principal.RoleSession _,
          Principal.FederatedUser _,
          Principal.Federated _ ->
          Optional.of("false");
      case Principal.Anonymous _ -> Optional.empty();
    };
  }

  private static Optional<String> serviceName(Principal principal) {
    return switch (principal) {
      case Principal.Service(String host) -> Optional.of(host);
      case Principal.Root _,
          Principal.User _,
          Principal.RoleSession _,
          Principal.FederatedUser _,
          Principal.Federated _,
          Principal.Anonymous _ ->
          Optional.empty();
    };
  }

  /// The name, and that of the service in all Regions if it is another one.
  private static @Nullable ContextValue serviceNames(Principal principal) {
    if (!(principal instanceof Principal.Service(String host))) {
      return null;
    }
    String everywhere = host.endsWith(AWS) ? host.substring(0, host.indexOf('.')) + AWS : host;
    return ContextValue.list(everywhere.equals(host) ? List.of(host) : List.of(host, everywhere));
  }

  /// Absent where the asker did not say which id the name has.
  private static Optional<String> userId(Principal principal) {
    return switch (principal) {
      case Principal.Root(String account) -> Optional.of(account);
      case Principal.User user -> Optional.of(user.userId()).filter(id -> !id.isEmpty());
      case Principal.RoleSession session ->
          Optional.of(session.roleId())
              .filter(id -> !id.isEmpty())
              .map(id -> id + ":" + session.sessionName());
      case Principal.FederatedUser(String account, String name) ->
          Optional.of(account + ":" + name);
      case Principal.Anonymous _ -> Optional.of("anonymous");
      case Principal.Service _, Principal.Federated _ -> Optional.empty();
    };
  }

  private static Optional<String> userName(Principal principal) {
    return switch (principal) {
      case Principal.User user -> Optional.of(user.name());
      case Principal.Root _,
          Principal.RoleSession _,
          Principal.FederatedUser _,
          Principal.Service _,
          Principal.Federated _,
          Principal.Anonymous _ ->
          Optional.empty();
    };
  }

  /// Also of the internal form `ACCOUNT:aws:ec2-infrastructure:i-…`.
  private static Optional<String> callerAccount(Principal principal) {
    if (principal instanceof Principal.Service(String host)) {
      return host.indexOf(":aws:") == ACCOUNT_DIGITS
          ? Optional.of(host.substring(0, ACCOUNT_DIGITS))
          : Optional.empty();
    }
    return principal.account();
  }

  private static boolean kms(AccessRequest request) {
    return Catalogue.fold(request.action()).startsWith("kms:");
  }
}
