package io.keytrail.server.ebs;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.ServiceCalls;
import io.vertx.core.Future;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What KMS does for a volume, as calls of its operations: recorded, and decided by policies and
/// grants. Every method may be repeated: grants have names, so one that is there is not made again.
///
/// Source: facts/ebs-workspaces.md §4.1 to §4.3; the operations of the grants are our choice, see
/// docs/ebs.md.
final class VolumeKeys {
  private static final Logger LOG = LoggerFactory.getLogger(VolumeKeys.class);

  /// Of a grant that lasts as long as a service's volume.
  private static final List<String> VOLUME_GRANT =
      List.of(
          "GenerateDataKeyWithoutPlaintext",
          "Decrypt",
          "ReEncryptFrom",
          "ReEncryptTo",
          "DescribeKey",
          "RetireGrant");

  /// Of a grant for one attachment.
  private static final List<String> ATTACHMENT_GRANT =
      List.of("Decrypt", "DescribeKey", "RetireGrant");

  private final ServiceCalls calls;
  private final DataKeys dataKeys;

  VolumeKeys(ServiceCalls calls, DataKeys dataKeys) {
    this.calls = calls;
    this.dataKeys = dataKeys;
  }

  /// The key that is meant, by its ARN where there is such a key; else as it was named, to fail
  /// where it is used.
  Future<String> named(Call call, String key) {
    return dataKeys.keyArn(call, key).map(found -> found.orElse(key));
  }

  /// Asks for the data key of a volume that is being created: as its creator, or, for a service's
  /// volume, as EBS under a grant that the service makes first.
  Future<VolumeKey> make(Call call, Volume volume) {
    VolumeKey key = volume.key().orElseThrow();
    Map<String, String> context = key.context(volume.id());
    if (key.desktop().isEmpty()) {
      Caller creator = key.creator().orElseThrow();
      return generate(call, KeyCallers.onBehalf(creator, volume.place()), key, context);
    }
    VolumeKey.Desktop desktop = key.desktop().get();
    Caller ebs = KeyCallers.infrastructure(volume.place(), desktop.instanceId());
    GrantWish wish =
        new GrantWish(
            key.grant(volume.id()).orElseThrow(), VOLUME_GRANT, Optional.of(desktop.service()));
    return grant(call, KeyCallers.owner(desktop), volume, wish)
        .compose(_ -> generate(call, ebs, key, context));
  }

  private Future<VolumeKey> generate(
      Call call, Caller caller, VolumeKey key, Map<String, String> context) {
    JsonObject input =
        JsonObject.builder()
            .put("KeyId", key.key())
            .put("EncryptionContext", object(context))
            .put("NumberOfBytes", DataKeyHalves.BYTES)
            .build();
    return kms(call, caller, "GenerateDataKeyWithoutPlaintext", input)
        .map(made -> key.made(text(made, "KeyId"), blob(made)));
  }

  private static Bytes blob(JsonObject made) {
    return Bytes.owning(Base64.getDecoder().decode(text(made, "CiphertextBlob")));
  }

  /// The grant under which EBS may open the volume's key at one more instance. Made for the caller.
  Future<Void> grantAttachment(Call call, Volume volume, KeyGrant grant) {
    return grant(
        call,
        KeyCallers.granting(call.caller(), volume.place()),
        volume,
        new GrantWish(grant, ATTACHMENT_GRANT, Optional.empty()));
  }

  private record GrantWish(KeyGrant grant, List<String> operations, Optional<String> retiring) {}

  private Future<Void> grant(Call call, Caller caller, Volume volume, GrantWish wish) {
    Map<String, String> context = volume.key().orElseThrow().context(volume.id());
    JsonObject.Builder input =
        JsonObject.builder()
            .put("KeyId", wish.grant().keyArn())
            .put("GranteePrincipal", KeyCallers.grantee(volume.place(), wish.grant().instanceId()))
            .put("Operations", JsonArray.ofStrings(wish.operations()))
            .put(
                "Constraints",
                JsonObject.builder().put("EncryptionContextSubset", object(context)).build())
            .put("Name", wish.grant().name());
    wish.retiring().ifPresent(host -> input.put("RetiringPrincipal", host));
    return kms(call, caller, "CreateGrant", input.build()).mapEmpty();
  }

  /// The plaintext data key, opened as EBS for the instance. Fails with [DataKeyHalves.Unfit] if no
  /// volume can be encrypted with it.
  Future<Secret> open(Call call, Volume volume, String instanceId) {
    VolumeKey key = volume.key().orElseThrow();
    Call asEbs = as(call, KeyCallers.infrastructure(volume.place(), instanceId));
    return dataKeys
        .open(asEbs, key.wrapped().orElseThrow(), key.context(volume.id()))
        .map(DataKeyHalves::require);
  }

  /// Retires the grant as its grantee, if it is there. One that may not be retired stays, as the
  /// key's owner wants it.
  Future<Void> retire(Call call, Place place, KeyGrant grant) {
    String grantee = KeyCallers.grantee(place, grant.instanceId());
    return dataKeys
        .grants(grant.keyArn(), grantee, grant.name())
        .compose(ids -> retire(call, place, grant, ids));
  }

  private Future<Void> retire(Call call, Place place, KeyGrant grant, List<String> ids) {
    Caller ebs = KeyCallers.infrastructure(place, grant.instanceId());
    Future<Void> done = Future.succeededFuture();
    for (String id : ids) {
      JsonObject input =
          JsonObject.builder().put("KeyId", grant.keyArn()).put("GrantId", id).build();
      done =
          done.compose(_ -> kms(call, ebs, "RetireGrant", input))
              .<Void>mapEmpty()
              .recover(failure -> leave(failure, grant));
    }
    return done;
  }

  private static Future<Void> leave(Throwable failure, KeyGrant grant) {
    if (!KeyFailure.isFinal(failure)) {
      return Future.failedFuture(failure);
    }
    LOG.warn("grant {} on {} stays: {}", grant.name(), grant.keyArn(), failure.getMessage());
    return Future.succeededFuture();
  }

  private Future<JsonObject> kms(Call call, Caller caller, String operation, JsonObject input) {
    return calls
        .call(as(call, caller), new OperationId("kms", operation), input)
        .map(ServiceCalls.Reply::output);
  }

  /// All calls of KMS for one piece of work share a request id, as AWS's do.
  private static Call as(Call call, Caller caller) {
    return call.as(call.requestId(), caller);
  }

  private static String text(JsonObject from, String member) {
    return from.string(member)
        .orElseThrow(() -> new IllegalStateException("KMS answered no " + member));
  }

  private static JsonObject object(Map<String, String> pairs) {
    JsonObject.Builder object = JsonObject.builder();
    pairs.forEach(object::put);
    return object.build();
  }
}
