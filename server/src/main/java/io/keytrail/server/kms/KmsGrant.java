package io.keytrail.server.kms;

import io.keytrail.policy.eval.Grant;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// A grant as it is stored. It never changes but to end; ended grants stay, so that what they once
/// decided can be explained.
///
/// @param id 64 hex digits
/// @param issuingAccount ARN of the root user of the account that made it
/// @param ended absent: the grant is live
public record KmsGrant(
    String id,
    UUID keyId,
    String keyArn,
    String issuingAccount,
    Terms terms,
    Instant created,
    Optional<End> ended) {
  static final int MAX_PER_KEY = 50_000;

  /// What the grant says; two CreateGrant calls with one name and equal terms make one grant.
  ///
  /// @param grantee an ARN, a service's host name, or the internal
  ///     `ACCOUNT:aws:ec2-infrastructure:i-…`
  /// @param granteeIsService whether it was given as `GranteeServicePrincipal`
  /// @param retiring likewise
  public record Terms(
      Optional<String> name,
      String grantee,
      boolean granteeIsService,
      Optional<String> retiring,
      boolean retiringIsService,
      Set<GrantOperation> operations,
      Optional<Grant.Constraint> constraint,
      Optional<String> sourceArn) {
    public Terms {
      operations = operations.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(operations));
    }
  }

  /// @param how `retired` or `revoked`
  /// @param by ARN of who ended it
  public record End(String how, String by, Instant at) {}

  public boolean live() {
    return ended.isEmpty();
  }

  public long version() {
    return live() ? 1 : 2;
  }

  public KmsGrant end(String how, String by, Instant at) {
    return new KmsGrant(
        id, keyId, keyArn, issuingAccount, terms, created, Optional.of(new End(how, by, at)));
  }

  /// As far as it decides.
  Grant forDecision() {
    return new Grant(
        id,
        keyArn,
        terms.grantee(),
        terms.operations().stream().map(Enum::name).collect(Collectors.toUnmodifiableSet()),
        terms.constraint(),
        terms.sourceArn(),
        id + "#" + version(),
        new Grant.Ending(terms.retiring(), Optional.of(issuingAccount)),
        false);
  }
}
