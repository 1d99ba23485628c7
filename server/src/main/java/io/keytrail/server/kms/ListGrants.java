package io.keytrail.server.kms;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lists the live grants on a key. Their tokens are never shown.
final class ListGrants extends KeyOperation<ListGrants.Input, ListGrants.Output> {
  private static final int DEFAULT_LIMIT = 50;
  private final KmsCore kms;

  ListGrants(KmsCore kms) {
    super(new Facts<>("ListGrants", Input.class, Output.class, true));
    this.kms = kms;
  }

  record Input(
      String keyId,
      Optional<Integer> limit,
      Optional<String> marker,
      Optional<String> grantId,
      Optional<String> granteePrincipal,
      Optional<String> granteeServicePrincipal) {}

  record Output(List<Entry> grants, Optional<String> nextMarker, boolean truncated) {}

  record Entry(
      String keyId,
      String grantId,
      Optional<String> name,
      Instant creationDate,
      Optional<String> granteePrincipal,
      Optional<String> retiringPrincipal,
      String issuingAccount,
      List<String> operations,
      Optional<GrantConstraints> constraints,
      Optional<String> granteeServicePrincipal,
      Optional<String> retiringServicePrincipal) {}

  @Override
  public Future<KeyTarget> target(Call call, Input input) {
    if (input.granteePrincipal().isPresent() && input.granteeServicePrincipal().isPresent()) {
      throw KmsErrors.validation(
          "Only one of GranteePrincipal and GranteeServicePrincipal may be specified");
    }
    return kms.keys().resolve(call, input.keyId(), KeyResolver.Naming.ANY_KEY);
  }

  @Override
  public List<Check> checks(Call call, Input input, KeyTarget target) {
    return List.of(
        KeyChecks.of(
            action(),
            target,
            Map.of(
                KeyContext.FOR_AWS_RESOURCE, KeyContext.flag(CreateGrant.forAwsResource(call)))));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, KeyTarget target, Authorization authorization) {
    KmsKey key = target.key(StateTable.Row.ANY);
    Markers.Scope scope = Markers.Scope.of(call, "ListGrants/" + key.arn());
    int limit = input.limit().orElse(DEFAULT_LIMIT);
    input.grantId().ifPresent(ListGrants::requireGrantId);
    KmsReads.GrantQuery query =
        new KmsReads.GrantQuery(
            key.id(),
            input.grantId(),
            input.granteePrincipal().or(input::granteeServicePrincipal),
            input.granteeServicePrincipal().isPresent(),
            kms.markers().after(scope, input.marker()),
            limit + 1);
    return kms.store().grants(query).map(grants -> Outcome.answer(output(scope, grants, limit)));
  }

  static void requireGrantId(String grantId) {
    boolean hex =
        grantId.length() == 64
            && grantId.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    if (!hex) {
      throw new ApiException(KmsErrors.INVALID_GRANT_ID, "Invalid grant ID: " + grantId);
    }
  }

  private Output output(Markers.Scope scope, List<KmsGrant> grants, int limit) {
    Markers.Page<KmsGrant> page = kms.markers().page(scope, grants, limit, KmsGrant::id);
    List<Entry> entries = page.items().stream().map(ListGrants::entry).toList();
    return new Output(entries, page.nextMarker(), page.truncated());
  }

  static Entry entry(KmsGrant grant) {
    KmsGrant.Terms terms = grant.terms();
    Optional<String> grantee = Optional.of(terms.grantee());
    return new Entry(
        grant.keyArn(),
        grant.id(),
        terms.name(),
        grant.created(),
        grantee.filter(_ -> !terms.granteeIsService()),
        terms.retiring().filter(_ -> !terms.retiringIsService()),
        grant.issuingAccount(),
        terms.operations().stream().sorted().map(Enum::name).toList(),
        GrantConstraints.of(terms),
        grantee.filter(_ -> terms.granteeIsService()),
        terms.retiring().filter(_ -> terms.retiringIsService()));
  }
}
