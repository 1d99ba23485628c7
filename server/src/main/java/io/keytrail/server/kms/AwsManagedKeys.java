package io.keytrail.server.kms;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.Authorizer;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.Invoker;
import io.keytrail.server.invoke.ManagedKeys;
import io.keytrail.server.invoke.Origin;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The keys of our own services, each made when it is first needed. Safe for use by several
/// threads.
public final class AwsManagedKeys implements ManagedKeys {
  private final KmsStore store;
  private final KeyPolicies policies;
  private final Authorizer authorizer;
  private final Invoker invoker;
  private final FreshKeys fresh;
  private final CreateManagedKey create;
  private final Supplier<String> requestIds;

  /// Keys that are being made right now, by the name of their alias's cache entry.
  private final ConcurrentHashMap<String, Future<String>> making = new ConcurrentHashMap<>();

  /// What it needs.
  ///
  /// @param requestIds random UUID texts
  public record Dependencies(
      KmsStore store,
      KeyPolicies policies,
      KeyMaterials materials,
      Authorizer authorizer,
      Invoker invoker,
      SecureRandom random,
      Supplier<String> requestIds) {}

  public AwsManagedKeys(Dependencies dependencies) {
    this.store = dependencies.store();
    this.policies = dependencies.policies();
    this.authorizer = dependencies.authorizer();
    this.invoker = dependencies.invoker();
    this.fresh = new FreshKeys(dependencies.random());
    this.create = new CreateManagedKey(store, dependencies.materials(), fresh);
    this.requestIds = dependencies.requestIds();
  }

  @Override
  public Future<String> keyArn(Call call, String service) {
    ManagedService found =
        ManagedService.named(service)
            .orElseThrow(
                () -> new IllegalArgumentException("no key is managed for `" + service + "`"));
    return existing(call, found)
        .compose(arn -> arn.map(Future::succeededFuture).orElseGet(() -> make(call, found)));
  }

  private Future<Optional<String>> existing(Call call, ManagedService service) {
    Place place = Place.of(call);
    return store
        .alias(place, service.alias())
        .map(found -> found.map(alias -> place.keyArn(alias.targetKeyId())));
  }

  /// The alias of a key that was not there, if the caller names a service's key and may look at it:
  /// then it is made for him. Who may not even do that makes nothing.
  ///
  /// @param name with `alias/`
  Future<Optional<Alias>> firstUse(Call call, String name) {
    return ManagedService.ofAlias(name)
        .map(
            service ->
                mayDescribe(call, service)
                    .compose(
                        may ->
                            may
                                ? make(call, service)
                                    .compose(_ -> store.alias(Place.of(call), name))
                                : Future.succeededFuture(Optional.<Alias>empty())))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }

  /// Judged by the policy that the key is going to have.
  private Future<Boolean> mayDescribe(Call call, ManagedService service) {
    KmsKey key = CreateManagedKey.plan(service, Place.of(call), fresh, call);
    KeyPolicy policy = CreateManagedKey.policy(key, service);
    KeyTarget target =
        new KeyTarget(
            key.arn(),
            key.place().account(),
            Optional.of(KeyPolicy.Guarded.of(key, policy, policies.compile(policy))),
            Optional.of(service.alias()),
            List.of(),
            List.of());
    return authorizer
        .authorize(call, List.of(KeyChecks.of("kms:DescribeKey", target, Map.of())))
        .map(answer -> answer.allowed());
  }

  /// One at a time on this server; between servers the alias decides.
  private Future<String> make(Call call, ManagedService service) {
    String id = Invalidations.aliasId(Place.of(call), service.alias());
    Promise<String> mine = Promise.promise();
    Future<String> earlier = making.putIfAbsent(id, mine.future());
    if (earlier != null) {
      return earlier;
    }
    invoke(call, service)
        .onComplete(
            done -> {
              making.remove(id);
              mine.handle(done);
            });
    return mine.future();
  }

  private Future<String> invoke(Call call, ManagedService service) {
    Origin origin = new Origin(service.host(), service.host(), true, true);
    Caller itself = Caller.direct(new Principal.Service(service.host()), Optional.empty(), origin);
    JsonObject parameters =
        JsonObject.builder()
            .put("description", service.description())
            .put("keyUsage", KeyUsage.ENCRYPT_DECRYPT.name())
            .put("keySpec", KeySpec.SYMMETRIC_DEFAULT.name())
            .put("origin", KeyContext.AWS_KMS)
            .put("aliasName", service.alias())
            .build();
    return invoker
        .invoke(
            call.as(requestIds.get(), itself),
            create,
            new CreateManagedKey.Input(service),
            parameters)
        .map(reply -> reply.output().keyArn())
        .recover(failure -> anothers(call, service, failure));
  }

  /// Another server may have been first.
  private Future<String> anothers(Call call, ManagedService service, Throwable failure) {
    return existing(call, service)
        .compose(
            arn -> arn.map(Future::succeededFuture).orElseGet(() -> Future.failedFuture(failure)));
  }
}
