package io.keytrail.server.kms;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.ApiException;
import java.util.Set;

/// The texts that name grantees and retiring principals.
final class GrantPrincipals {
  private static final Set<String> IAM = Set.of("user/", "role/");
  private static final Set<String> STS = Set.of("assumed-role/", "federated-user/");
  private static final String INFRASTRUCTURE = ":aws:ec2-infrastructure:";

  private GrantPrincipals() {}

  /// Returns if the text is the ARN of an account, user, role, role session or federated user; for
  /// our own services also a service's host name or the form under which EBS uses grants.
  ///
  /// @param internal the call is made by one of our own services
  static void require(String text, boolean internal) {
    if (!isArn(text) && !(internal && (isServiceHost(text) || isInfrastructure(text)))) {
      throw notValid(text);
    }
  }

  static void requireService(String text) {
    if (!isServiceHost(text)) {
      throw KmsErrors.validation("'" + text + "' is not a service principal");
    }
  }

  static ApiException notValid(String text) {
    return new ApiException(
        KmsErrors.INVALID_ARN, "ARN does not refer to a valid principal: " + text);
  }

  /// Whether the text names this principal. A role's ARN names its sessions.
  static boolean names(String text, Principal principal) {
    return text.equals(principal.arn())
        || (principal instanceof Principal.RoleSession session && text.equals(session.roleArn()));
  }

  private static boolean isArn(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length != 6
        || !parts[0].equals("arn")
        || !parts[1].equals("aws")
        || !parts[3].isEmpty()
        || !isAccount(parts[4])) {
      return false;
    }
    return switch (parts[2]) {
      case "iam" -> parts[5].equals("root") || isNamed(parts[5], IAM);
      case "sts" -> isNamed(parts[5], STS) && isWhole(parts[5]);
      default -> false;
    };
  }

  private static boolean isNamed(String resource, Set<String> kinds) {
    return kinds.stream()
            .anyMatch(kind -> resource.startsWith(kind) && resource.length() > kind.length())
        && !resource.endsWith("/");
  }

  /// A role session has a role and a name.
  private static boolean isWhole(String resource) {
    return !resource.startsWith("assumed-role/") || resource.split("/", -1).length == 3;
  }

  private static boolean isAccount(String text) {
    return text.length() == 12 && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isServiceHost(String text) {
    return text.endsWith(".amazonaws.com")
        && text.length() > ".amazonaws.com".length()
        && text.chars()
            .allMatch(
                c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-');
  }

  private static boolean isInfrastructure(String text) {
    int at = text.indexOf(INFRASTRUCTURE);
    return at == 12
        && isAccount(text.substring(0, at))
        && text.startsWith("i-", at + INFRASTRUCTURE.length());
  }
}
