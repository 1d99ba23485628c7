package io.keytrail.server.kms;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.ResourceRef;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes a service's key with its alias, for a service of this server: no client can call this. On
/// record it is the CreateKey of that service.
///
/// Fails with `AlreadyExistsException` if the alias is there: it is unique in its account and
/// Region, so there is one key, whoever else makes one at the same time.
final class CreateManagedKey
    implements Operation<CreateManagedKey.Input, ManagedService, CreateManagedKey.Output> {
  private final KmsStore store;
  private final KeyMaterials materials;
  private final FreshKeys fresh;

  CreateManagedKey(KmsStore store, KeyMaterials materials, FreshKeys fresh) {
    this.store = store;
    this.materials = materials;
    this.fresh = fresh;
  }

  record Input(ManagedService service) {}

  record Output(String keyArn) {}

  @Override
  public OperationId id() {
    return KeyOperation.kms("CreateKey");
  }

  @Override
  public Class<Input> inputType() {
    return Input.class;
  }

  @Override
  public Class<Output> outputType() {
    return Output.class;
  }

  @Override
  public Access access() {
    return new Access.None("a service makes its own key");
  }

  @Override
  public boolean readOnly() {
    return false;
  }

  @Override
  public Future<ManagedService> target(Call call, Input input) {
    return Future.succeededFuture(input.service());
  }

  @Override
  public List<Check> checks(Call call, Input input, ManagedService service) {
    return List.of();
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, ManagedService service, Authorization authorization) {
    KmsKey key = plan(service, Place.of(call), fresh, call);
    KeyMaterials.Owner owner =
        new KeyMaterials.Owner(key.place(), key.id(), key.material().versionId());
    return materials.make(key.spec(), owner).map(wrapped -> change(key, service, wrapped));
  }

  /// The key as it would be if it were made now.
  static KmsKey plan(ManagedService service, Place place, FreshKeys fresh, Call call) {
    NewKey plan =
        new NewKey(fresh.id(), KeySpec.SYMMETRIC_DEFAULT, KeyUsage.ENCRYPT_DECRYPT, Map.of());
    return fresh.make(
        new FreshKeys.Wish(plan, place, service.description(), List.of(service.alias())),
        call.time());
  }

  static KeyPolicy policy(KmsKey key, ManagedService service) {
    return new KeyPolicy(key.id(), 1, service.policy(key.place()), key.created());
  }

  private Outcome<Output> change(KmsKey key, ManagedService service, Bytes wrapped) {
    Alias alias =
        new Alias(key.place(), service.alias(), key.id(), key.created(), key.created(), 1);
    Outcome.Answer<Output> made = new Outcome.Answer<>(new Output(key.arn()), details(key, alias));
    return new Outcome.Change<>(
        tx ->
            store
                .insertKey(tx, key, policy(key, service), wrapped)
                .compose(_ -> store.insertAlias(tx, alias))
                .map(
                    added -> {
                      if (!added) {
                        throw new ApiException(
                            KmsErrors.ALREADY_EXISTS,
                            "An alias with the name " + alias.arn() + " already exists");
                      }
                      return made;
                    }),
        List.of(Invalidations.key(key.id()), Invalidations.alias(key.place(), alias.name())));
  }

  private static Outcome.Details details(KmsKey key, Alias alias) {
    String account = key.place().account();
    return new Outcome.Details(
        Optional.of(
            JsonObject.builder().put("keyMetadata", KeyMetadata.of(key).toRecord()).build()),
        Optional.empty(),
        List.of(
            new ResourceRef(account, KeyOperation.RESOURCE_TYPE, key.arn()),
            new ResourceRef(account, "AWS::KMS::Alias", alias.arn())));
  }
}
