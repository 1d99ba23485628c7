package io.keytrail.policy.lint;

import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.ast.Effect;
import io.keytrail.policy.ast.PolicyDocument;
import io.keytrail.policy.ast.PrincipalName;
import io.keytrail.policy.ast.Statement;
import io.keytrail.policy.ast.Written;
import io.keytrail.policy.catalog.Catalogue;
import io.keytrail.policy.catalog.Service;
import io.keytrail.policy.catalog.Wildcards;
import io.keytrail.policy.condition.Severity;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who is let in, and to what: allows that are wider than they look, and a key that nobody can be
/// given access to by IAM.
final class AccessLints {
  private static final String CREATE_GRANT = "kms:creategrant";
  private static final Set<String> GRANT_KEYS =
      Set.of(
          "kms:grantisforawsresource",
          "kms:grantoperations",
          "kms:granteeprincipal",
          "kms:granteeserviceprincipal",
          "kms:grantconstrainttype",
          "kms:viaservice",
          "kms:retiringprincipal");
  private static final Set<String> SOURCE_KEYS =
      Set.of("aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths");

  /// Services whose resources carry another service's name in their ARNs.
  private static final Map<String, String> ARN_SERVICE = Map.of("ebs", "ec2", "ds-data", "ds");

  private final PolicyDocument document;
  private final Catalogue catalogue;
  private final Report report;

  AccessLints(PolicyDocument document, Catalogue catalogue, Report report) {
    this.document = document;
    this.catalogue = catalogue;
    this.report = report;
  }

  void check() {
    document.statements().forEach(this::statement);
    if (document.kind() == DocumentKind.KEY || document.kind() == DocumentKind.STORED_KEY) {
      delegation();
    }
  }

  private void statement(Statement statement) {
    resourceMismatch(statement);
    if (statement.effect() == Effect.ALLOW && !isCeiling()) {
      negations(statement);
      createGrant(statement);
      everyone(statement);
      confusedDeputy(statement);
    }
  }

  /// A ceiling allows nothing by itself: what is wide there is meant so.
  private boolean isCeiling() {
    return switch (document.kind()) {
      case SERVICE_CONTROL, RESOURCE_CONTROL, VPC_ENDPOINT -> true;
      case IDENTITY, KEY, STORED_KEY, TRUST, RESOURCE -> false;
    };
  }

  private void negations(Statement statement) {
    if (statement.action().negated()) {
      report.add(
          "NOT_ACTION_WITH_ALLOW",
          Severity.WARNING,
          statement.span(),
          "this allows every other action of every service, also those to come",
          "name what you allow, or say it as a `Deny`");
    }
    if (statement.resource().filter(clause -> clause.negated()).isPresent()) {
      report.add(
          "NOT_RESOURCE_WITH_ALLOW",
          Severity.WARNING,
          statement.span(),
          "this allows every other resource, also those to come",
          "name what you allow, or say it as a `Deny`");
    }
  }

  /// Whoever may make any grant may give anyone any use of the key.
  private void createGrant(Statement statement) {
    if (statement.action().negated()
        || toTheAccount(statement)
        || mentions(statement, GRANT_KEYS)) {
      return;
    }
    statement.action().patterns().stream()
        .filter(AccessLints::coversCreateGrant)
        .findFirst()
        .ifPresent(
            action ->
                report.add(
                    "UNCONDITIONAL_CREATE_GRANT",
                    Severity.WARNING,
                    action.span(),
                    "`%s` lets them pass any use of the key on to anyone",
                    "add a condition on `kms:GrantIsForAWSResource`, `kms:GranteePrincipal` or"
                        + " `kms:GrantOperations`",
                    action.text()));
  }

  private static boolean coversCreateGrant(Written action) {
    String folded = Catalogue.fold(action.text());
    return folded.startsWith("kms:") && Wildcards.matches(folded, CREATE_GRANT);
  }

  private static boolean toTheAccount(Statement statement) {
    return statement
        .principal()
        .filter(clause -> !clause.negated() && clause.names().stream().allMatch(AccessLints::root))
        .isPresent();
  }

  private static boolean root(PrincipalName name) {
    return name.type() == PrincipalName.Type.AWS
        && (name.text().endsWith(":root")
            || name.text().chars().allMatch(c -> c >= '0' && c <= '9'));
  }

  private void everyone(Statement statement) {
    boolean public_ =
        statement
            .principal()
            .filter(clause -> !clause.negated())
            .filter(clause -> clause.names().stream().anyMatch(name -> name.text().equals("*")))
            .isPresent();
    if (public_ && statement.condition().entries().isEmpty()) {
      report.add(
          "PUBLIC_ACCESS",
          Severity.WARNING,
          statement.span(),
          "this allows everyone in every account",
          "name whom you allow, or narrow it by a condition such as `aws:PrincipalOrgID`");
    }
  }

  /// A service that acts for anybody acts for a stranger too.
  private void confusedDeputy(Statement statement) {
    boolean service =
        statement
            .principal()
            .filter(clause -> !clause.negated())
            .filter(
                clause ->
                    clause.names().stream().anyMatch(n -> n.type() == PrincipalName.Type.SERVICE))
            .isPresent();
    if (service && document.kind() != DocumentKind.TRUST && !mentions(statement, SOURCE_KEYS)) {
      report.add(
          "CONFUSED_DEPUTY",
          Severity.HINT,
          statement.span(),
          "the service may do this for anyone who asks it to",
          "add a condition on `aws:SourceArn` or `aws:SourceAccount`");
    }
  }

  private static boolean mentions(Statement statement, Set<String> keys) {
    return statement.condition().entries().stream()
        .anyMatch(entry -> keys.contains(Catalogue.fold(entry.key())));
  }

  private void delegation() {
    boolean delegates =
        document.statements().stream()
            .filter(statement -> statement.effect() == Effect.ALLOW)
            .flatMap(statement -> statement.principal().stream())
            .filter(clause -> !clause.negated())
            .flatMap(clause -> clause.names().stream())
            .anyMatch(AccessLints::root);
    if (!delegates && !document.statements().isEmpty()) {
      report.add(
          "MISSING_DELEGATION",
          Severity.WARNING,
          document.statements().getFirst().span(),
          "no statement names an account, so IAM policies can allow nothing on this key",
          "allow the account's root what IAM policies shall be able to give");
    }
  }

  /// Actions of one service with a resource of another.
  private void resourceMismatch(Statement statement) {
    if (statement.action().negated() || !namesAny(statement)) {
      return;
    }
    Optional<Set<String>> services = services(statement.action().patterns());
    if (services.isEmpty()) {
      return;
    }
    String allowed = String.join("` or `", services.get());
    List<Written> patterns = statement.resource().orElseThrow().patterns();
    for (Written pattern : patterns) {
      String[] parts = pattern.text().split(":", 6);
      if (parts.length == 6 && !services.get().contains(parts[2])) {
        report.add(
            "RESOURCE_MISMATCH",
            Severity.WARNING,
            pattern.span(),
            "no action of this statement is about a resource of `%s`",
            "name a resource of `%2$s`",
            parts[2],
            allowed);
      }
    }
  }

  /// Whether a resource is named, not just `*`.
  private static boolean namesAny(Statement statement) {
    if (statement.resource().isPresent()) {
      for (Written pattern : statement.resource().get().patterns()) {
        if (!pattern.text().equals("*")) {
          return true;
        }
      }
    }
    return false;
  }

  /// As they stand in ARNs; empty where an action may be of any service, or of one that the
  /// catalogue does not have whole.
  private Optional<Set<String>> services(List<Written> actions) {
    Set<String> services = new HashSet<>();
    for (Written action : actions) {
      String folded = Catalogue.fold(action.text());
      int colon = folded.indexOf(':');
      Optional<Service> service =
          colon < 1 ? Optional.empty() : catalogue.service(folded.substring(0, colon));
      if (service.isEmpty() || !service.get().complete()) {
        return Optional.empty();
      }
      String prefix = service.get().prefix();
      services.add(ARN_SERVICE.getOrDefault(prefix, prefix));
    }
    return Optional.of(services);
  }
}
