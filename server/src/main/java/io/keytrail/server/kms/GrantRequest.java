package io.keytrail.server.kms;

import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.Grant.Constraint;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the terms that CreateGrant asks for.
final class GrantRequest {
  private GrantRequest() {}

  /// The terms, as far as they can be judged without the key.
  ///
  /// @throws io.keytrail.server.invoke.ApiException for what AWS refuses
  static KmsGrant.Terms terms(CreateGrant.Input input, boolean internal) {
    requireOne(input);
    input.granteePrincipal().ifPresent(text -> GrantPrincipals.require(text, internal));
    input.retiringPrincipal().ifPresent(text -> GrantPrincipals.require(text, internal));
    input.granteeServicePrincipal().ifPresent(GrantPrincipals::requireService);
    input.retiringServicePrincipal().ifPresent(GrantPrincipals::requireService);
    GrantConstraints constraints = input.constraints().orElse(GrantConstraints.NONE);
    requireServiceRules(input, constraints);
    return new KmsGrant.Terms(
        input.name(),
        input.granteePrincipal().or(input::granteeServicePrincipal).orElseThrow(),
        input.granteeServicePrincipal().isPresent(),
        input.retiringPrincipal().or(input::retiringServicePrincipal),
        input.retiringServicePrincipal().isPresent(),
        operations(input.operations()),
        constraints.onContext(),
        constraints.sourceArn());
  }

  private static void requireOne(CreateGrant.Input input) {
    if (input.granteePrincipal().isPresent() == input.granteeServicePrincipal().isPresent()) {
      throw KmsErrors.validation(
          "Exactly one of GranteePrincipal and GranteeServicePrincipal must be specified");
    }
    if (input.retiringPrincipal().isPresent() && input.retiringServicePrincipal().isPresent()) {
      throw KmsErrors.validation(
          "Only one of RetiringPrincipal and RetiringServicePrincipal may be specified");
    }
  }

  private static void requireServiceRules(CreateGrant.Input input, GrantConstraints constraints) {
    boolean service = input.granteeServicePrincipal().isPresent();
    if (service && constraints.sourceArn().isEmpty()) {
      throw KmsErrors.validation("A grant for a service principal needs a SourceArn constraint");
    }
    if (service
        && input.retiringPrincipal().isEmpty()
        && input.retiringServicePrincipal().isEmpty()) {
      throw KmsErrors.validation("A grant for a service principal needs a retiring principal");
    }
    if (!service && constraints.sourceArn().isPresent()) {
      throw KmsErrors.validation(
          "A SourceArn constraint is for grants to a service principal only");
    }
  }

  private static Set<GrantOperation> operations(List<String> names) {
    if (names.isEmpty()) {
      throw KmsErrors.validation("A grant needs at least one operation");
    }
    EnumSet<GrantOperation> operations = EnumSet.noneOf(GrantOperation.class);
    for (String name : names) {
      operations.add(GrantOperation.valueOf(name));
    }
    return operations;
  }

  /// Returns if the terms fit the key's kind.
  static void requireFit(KmsGrant.Terms terms, KmsKey key) {
    Set<GrantOperation> fit = key.usage().grantable(key.spec());
    List<GrantOperation> misfits =
        terms.operations().stream().filter(one -> !fit.contains(one)).sorted().toList();
    if (!misfits.isEmpty()) {
      throw KmsErrors.validation(
          "Grant operations %s do not fit KeySpec %s with KeyUsage %s"
              .formatted(misfits, key.spec(), key.usage()));
    }
    if (terms.constraint().isPresent() && !key.spec().isSymmetricEncryption()) {
      throw KmsErrors.validation(
          "Encryption context constraints are for symmetric encryption keys only");
    }
  }

  /// Context values of the request.
  static Map<String, ContextValue> context(KmsGrant.Terms terms, boolean forAwsResource) {
    Map<String, ContextValue> context = new HashMap<>();
    List<String> names = terms.operations().stream().map(Enum::name).sorted().toList();
    context.put("kms:GrantOperations", ContextValue.list(names));
    context.put(
        terms.granteeIsService() ? "kms:GranteeServicePrincipal" : "kms:GranteePrincipal",
        ContextValue.of(terms.grantee()));
    terms
        .retiring()
        .ifPresent(
            text ->
                context.put(
                    terms.retiringIsService()
                        ? "kms:RetiringServicePrincipal"
                        : "kms:RetiringPrincipal",
                    ContextValue.of(text)));
    Optional<Constraint> constraint = terms.constraint();
    constraint.ifPresent(
        one -> context.put("kms:GrantConstraintType", ContextValue.of(GrantConstraints.type(one))));
    terms
        .sourceArn()
        .ifPresent(arn -> context.put("kms:GrantConstraintSourceArn", ContextValue.of(arn)));
    context.put(KeyContext.FOR_AWS_RESOURCE, KeyContext.flag(forAwsResource));
    return context;
  }
}
