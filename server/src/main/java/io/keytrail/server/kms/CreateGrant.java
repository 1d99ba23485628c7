package io.keytrail.server.kms;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.policy.eval.Grant.Constraint;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lets a principal use a key for some operations. A caller who may create the grant only because
/// he holds a grant himself can hand on no more than he has.
final class CreateGrant extends KeyOperation<CreateGrant.Input, CreateGrant.Output> {
  private static final int ID_BYTES = 32;
  private final KmsCore kms;

  CreateGrant(KmsCore kms) {
    super(new Facts<>("CreateGrant", Input.class, Output.class, false));
    this.kms = kms;
  }

  record Input(
      String keyId,
      Optional<String> granteePrincipal,
      Optional<String> retiringPrincipal,
      List<String> operations,
      Optional<GrantConstraints> constraints,
      List<String> grantTokens,
      Optional<String> name,
      Optional<Boolean> dryRun,
      Optional<String> granteeServicePrincipal,
      Optional<String> retiringServicePrincipal) {}

  record Output(String grantToken, String grantId) {}

  @Override
  public Future<KeyTarget> target(Call call, Input input) {
    GrantRequest.terms(input, internal(call));
    return kms.keys().resolve(call, input.keyId(), KeyResolver.Naming.ANY_KEY, input.grantTokens());
  }

  @Override
  public List<Check> checks(Call call, Input input, KeyTarget target) {
    KmsGrant.Terms terms = GrantRequest.terms(input, internal(call));
    Map<String, String> pairs = terms.constraint().map(Constraint::pairs).orElse(Map.of());
    return List.of(
        KeyChecks.of(action(), target, GrantRequest.context(terms, forAwsResource(call)), pairs));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, KeyTarget target, Authorization authorization) {
    KmsKey key = target.key(StateTable.Row.CREATE_GRANT);
    KmsGrant.Terms terms = GrantRequest.terms(input, internal(call));
    GrantRequest.requireFit(terms, key);
    KmsGrant grant = grant(call, key, terms);
    Check allowed = checks(call, input, target).getFirst();
    return requireExisting(terms)
        .compose(_ -> kms.parents().of(call, authorization, allowed, target, terms))
        .map(
            parents -> {
              KmsErrors.stopDryRun(input.dryRun().orElse(false));
              return new Outcome.Change<>(
                  tx -> add(tx, key, grant, parents), Invalidations.grant(grant));
            });
  }

  private static boolean internal(Call call) {
    return call.caller().origin().internal();
  }

  /// Only the server itself can say so.
  static boolean forAwsResource(Call call) {
    return Boolean.parseBoolean(
        call.caller().serverContext().getOrDefault(KeyContext.FOR_AWS_RESOURCE, "false"));
  }

  private Future<Void> requireExisting(KmsGrant.Terms terms) {
    List<String> named = new ArrayList<>(List.of(terms.grantee()));
    terms.retiring().ifPresent(named::add);
    return kms.principals()
        .missing(named)
        .map(
            missing -> {
              for (String text : named) {
                if (missing.contains(text)) {
                  throw GrantPrincipals.notValid(text);
                }
              }
              return null;
            });
  }

  private KmsGrant grant(Call call, KmsKey key, KmsGrant.Terms terms) {
    byte[] id = new byte[ID_BYTES];
    kms.random().nextBytes(id);
    return new KmsGrant(
        HexFormat.of().formatHex(id),
        key.id(),
        key.arn(),
        Grantees.rootArn(call.account()),
        terms,
        call.time(),
        Optional.empty());
  }

  private Future<Outcome.Answer<Output>> add(
      Tx tx, KmsKey key, KmsGrant grant, Optional<List<KmsGrant>> parents) {
    return kms.store()
        .lock(tx, key)
        .compose(_ -> ParentGrants.requireLive(kms.store(), tx, parents))
        .compose(_ -> existing(tx, grant))
        .compose(
            same ->
                same.isPresent()
                    ? Future.succeededFuture(same.get())
                    : insert(tx, grant).map(grant))
        .map(this::answer);
  }

  /// The same name and the same terms, by the same account, are the same grant.
  private Future<Optional<KmsGrant>> existing(Tx tx, KmsGrant wanted) {
    if (wanted.terms().name().isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    return kms.store()
        .grantsNamed(tx, wanted.keyId(), wanted.terms().name().get())
        .map(
            named ->
                named.stream()
                    .filter(
                        one ->
                            one.terms().equals(wanted.terms())
                                && one.issuingAccount().equals(wanted.issuingAccount()))
                    .findFirst());
  }

  private Future<Void> insert(Tx tx, KmsGrant grant) {
    return kms.store()
        .countGrants(tx, grant.keyId(), KmsGrant.MAX_PER_KEY)
        .compose(
            count -> {
              if (count >= KmsGrant.MAX_PER_KEY) {
                throw new ApiException(
                    KmsErrors.LIMIT_EXCEEDED,
                    "A key has at most " + KmsGrant.MAX_PER_KEY + " grants: " + grant.keyArn());
              }
              return kms.store().insertGrant(tx, grant);
            });
  }

  private Outcome.Answer<Output> answer(KmsGrant grant) {
    JsonObject elements =
        JsonObject.builder().put("grantId", grant.id()).put("keyId", grant.keyArn()).build();
    return new Outcome.Answer<>(
        new Output(kms.tokens().mint(grant.id()), grant.id()), Outcome.Details.response(elements));
  }
}
