package io.keytrail.policy.reference;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who asks, §4.3 of the facts: an ARN (a role's stands for a session of it that no policy names),
/// a service's host, the name of an identity provider, or `anonymous`.
record ReferencePrincipal(String text) {
  /// How a principal element names the caller: with everyone, by account, by the role of a
  /// session, himself.
  enum Named {
    EVERYONE,
    ACCOUNT,
    ROLE,
    SELF
  }

  /// Empty for services and strangers.
  String account() {
    return type().equals("AWS") ? text.split(":")[4] : "";
  }

  boolean root() {
    return text.matches("arn:aws:iam::[0-9]+:root");
  }

  boolean session() {
    return text.contains(":assumed-role/") || text.contains(":role/");
  }

  /// §4.1: organisations do not bind them.
  boolean serviceLinked() {
    return text.contains(":role/aws-service-role/");
  }

  private String type() {
    boolean provider = text.contains("-provider/") || text.equals("accounts.google.com");
    if (text.equals("anonymous")) {
      return "nobody";
    }
    return provider ? "Federated" : text.startsWith("arn:") ? "AWS" : "Service";
  }

  Set<Named> named(@Nullable Object element) {
    Set<Named> how = EnumSet.noneOf(Named.class);
    if ("*".equals(element)) {
      how.add(Named.EVERYONE);
    } else if (element instanceof Map) {
      Json.asMap(element)
          .forEach((type, ids) -> Json.texts(ids).forEach(id -> how.addAll(named(type, id))));
    }
    return how;
  }

  Set<Named> named(String type, String id) {
    if (type.equals("AWS") && id.equals("*")) {
      return Set.of(Named.EVERYONE);
    } else if (!type.equals(type())) {
      return Set.of();
    } else if (!account().isEmpty()
        && List.of(account(), "arn:aws:iam::" + account() + ":root").contains(id)) {
      return Set.of(root() ? Named.SELF : Named.ACCOUNT);
    } else if (id.contains(":role/") && role(id).equals(role(text))) {
      return Set.of(Named.ROLE);
    }
    // AMB-30: every service, or every identity provider.
    return id.equals(text) || id.equals("*") ? Set.of(Named.SELF) : Set.of();
  }

  /// The ARN of the role, without its path (AMB-18); of a session, that of its role.
  private static String role(String arn) {
    boolean session = arn.contains(":assumed-role/");
    return session
        ? arn.replaceFirst("arn:aws:sts::(.*):assumed-role/(.*)/.*", "arn:aws:iam::$1:role/$2")
        : arn.replaceFirst(":role/.*/", ":role/");
  }
}
