package io.keytrail.server.kms;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.ResourceRef;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes a key with its material and its policy.
final class CreateKey implements Operation<CreateKey.Input, NewKey, CreateKey.Output> {
  private static final String ACTION = "kms:CreateKey";
  private final KmsCore kms;
  private final FreshKeys fresh;

  CreateKey(KmsCore kms) {
    this.kms = kms;
    this.fresh = new FreshKeys(kms.random());
  }

  record Input(
      Optional<String> policy,
      Optional<String> description,
      Optional<String> keyUsage,
      Optional<String> customerMasterKeySpec,
      Optional<String> keySpec,
      Optional<String> origin,
      Optional<String> customKeyStoreId,
      Optional<Boolean> bypassPolicyLockoutSafetyCheck,
      List<Tag> tags,
      Optional<Boolean> multiRegion,
      Optional<String> xksKeyId) {
    boolean bypass() {
      return bypassPolicyLockoutSafetyCheck.orElse(false);
    }
  }

  record Output(KeyMetadata keyMetadata) {}

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
    return new Access.Checked(
        List.of(
            new Access.Rule(ACTION, "*"),
            new Access.Rule("kms:TagResource", "the new key, if it gets tags")));
  }

  @Override
  public boolean readOnly() {
    return false;
  }

  @Override
  public Future<NewKey> target(Call call, Input input) {
    return Future.succeededFuture(NewKey.of(fresh.id(), input));
  }

  @Override
  public List<Check> checks(Call call, Input input, NewKey plan) {
    Map<String, ContextValue> context = KeyContext.material(plan.spec(), plan.usage());
    KeyContext.requestTags(context, plan.tags());
    context.put(KeyContext.BYPASS, KeyContext.flag(input.bypass()));
    List<Check> checks = new ArrayList<>();
    checks.add(check(call, ACTION, "*", context));
    if (!plan.tags().isEmpty()) {
      checks.add(check(call, "kms:TagResource", Place.of(call).keyArn(plan.keyId()), context));
    }
    return checks;
  }

  private static Check check(
      Call call, String action, String resource, Map<String, ContextValue> context) {
    Check plain = Check.plain(action, resource, call.account());
    return new Check(
        action, resource, call.account(), plain.guard(), context, Map.of(), List.of(), Map.of());
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, NewKey plan, Authorization authorization) {
    KmsKey key =
        fresh.make(
            new FreshKeys.Wish(plan, Place.of(call), input.description().orElse(""), List.of()),
            call.time());
    String document = input.policy().orElse(KeyPolicy.standard(call.account()));
    KeyPolicy policy = new KeyPolicy(key.id(), 1, document, call.time());
    Future<Void> admitted =
        input.policy().isPresent()
            ? kms.policies().admit(call, key, policy, input.bypass())
            : Future.succeededFuture();
    KeyMaterials.Owner owner =
        new KeyMaterials.Owner(key.place(), key.id(), key.material().versionId());
    return admitted
        .compose(_ -> kms.materials().make(key.spec(), owner))
        .map(wrapped -> change(key, policy, wrapped));
  }

  private Outcome<Output> change(KmsKey key, KeyPolicy policy, Bytes wrapped) {
    KeyMetadata metadata = KeyMetadata.of(key);
    JsonObject elements = JsonObject.builder().put("keyMetadata", metadata.toRecord()).build();
    ResourceRef made =
        new ResourceRef(key.place().account(), KeyOperation.RESOURCE_TYPE, key.arn());
    Outcome.Details details =
        new Outcome.Details(Optional.of(elements), Optional.empty(), List.of(made));
    return new Outcome.Change<>(
        tx ->
            kms.store()
                .insertKey(tx, key, policy, wrapped)
                .map(_ -> new Outcome.Answer<>(new Output(metadata), details)),
        List.of(Invalidations.key(key.id())));
  }
}
