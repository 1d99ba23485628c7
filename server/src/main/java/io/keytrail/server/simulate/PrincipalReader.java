package io.keytrail.server.simulate;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.Members;
import io.keytrail.server.invoke.Problem;
import java.util.Optional;
import java.util.Set;

/// Reads who asks: the ARN of a root user, user, role, role session, federated user or identity
/// provider (for whom it vouches for), a service's host name, or `anonymous`.
final class PrincipalReader {
  /// A role is asked about by a session that no policy can name.
  private static final String ANY_SESSION = "simulated-session";

  private static final String EXPECTED =
      "expected the ARN of a root user, user, role, role session, federated user or identity"
          + " provider, the host name of a service, or `anonymous`";

  /// Identity providers that trust policies name without an ARN.
  private static final Set<String> PROVIDERS =
      Set.of("accounts.google.com", "graph.facebook.com", "www.amazon.com");

  private PrincipalReader() {}

  static Principal read(Members request, String name) {
    return parse(request.requiredString(name))
        .orElseThrow(() -> Problem.badRequest(request.at(name), EXPECTED));
  }

  static Optional<Principal> parse(String text) {
    if (text.equals("anonymous")) {
      return Optional.of(new Principal.Anonymous());
    }
    if (PROVIDERS.contains(text)) {
      return Optional.of(new Principal.Federated(text));
    }
    if (!text.startsWith("arn:")) {
      return isService(text) ? Optional.of(new Principal.Service(text)) : Optional.empty();
    }
    if (!ArnText.isArn(text) || !ArnText.part(text, 3).isEmpty()) {
      return Optional.empty();
    }
    String account = ArnText.part(text, 4);
    if (!ArnText.isAccount(account)) {
      return Optional.empty();
    }
    return switch (ArnText.part(text, 2)) {
      case "iam" -> iam(text, account, ArnText.part(text, 5));
      case "sts" -> sts(account, ArnText.part(text, 5));
      default -> Optional.empty();
    };
  }

  private static Optional<Principal> iam(String arn, String account, String resource) {
    if (resource.equals("root")) {
      return Optional.of(new Principal.Root(account));
    }
    int slash = resource.indexOf('/');
    int last = resource.lastIndexOf('/');
    if (slash < 0 || last == resource.length() - 1) {
      return Optional.empty();
    }
    String path = resource.substring(slash, last + 1);
    String name = resource.substring(last + 1);
    return switch (resource.substring(0, slash)) {
      case "user" -> Optional.of(new Principal.User(account, path, name, ""));
      case "role" -> Optional.of(new Principal.RoleSession(account, path, name, "", ANY_SESSION));
      case "saml-provider", "oidc-provider" -> Optional.of(new Principal.Federated(arn));
      default -> Optional.empty();
    };
  }

  private static Optional<Principal> sts(String account, String resource) {
    String[] steps = resource.split("/", -1);
    for (String step : steps) {
      if (step.isEmpty()) {
        return Optional.empty();
      }
    }
    if (steps.length == 3 && steps[0].equals("assumed-role")) {
      return Optional.of(new Principal.RoleSession(account, "/", steps[1], "", steps[2]));
    }
    return steps.length == 2 && steps[0].equals("federated-user")
        ? Optional.of(new Principal.FederatedUser(account, steps[1]))
        : Optional.empty();
  }

  /// `ec2.amazonaws.com`, or the form under which EBS uses grants:
  /// `123456789012:aws:ec2-infrastructure:i-…`.
  private static boolean isService(String text) {
    boolean host = text.endsWith(".amazonaws.com") || text.endsWith(".amazonaws.com.cn");
    boolean internal =
        text.length() > 17
            && ArnText.isAccount(text.substring(0, 12))
            && text.startsWith(":aws:", 12);
    return (host || internal) && text.chars().allMatch(PrincipalReader::isServiceCharacter);
  }

  private static boolean isServiceCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '-'
        || c == ':'
        || c == '/';
  }
}
