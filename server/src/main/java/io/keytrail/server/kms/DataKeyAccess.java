package io.keytrail.server.kms;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Invoker;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What services of this server that hold data keys need of KMS beside its operations. A plaintext
/// key leaves KMS here as a [Secret], never as JSON. Thread-safe.
public final class DataKeyAccess {
  private static final int PAGE = 100;
  private static final String KEY = ":key/";

  private final KmsCore kms;
  private final Decrypt decrypt;
  private final Invoker invoker;

  public DataKeyAccess(KmsOperations.Dependencies needs, Invoker invoker) {
    this.kms = needs.toCore();
    this.decrypt = new Decrypt(kms);
    this.invoker = invoker;
  }

  /// Decrypts as the call's caller, by `kms:Decrypt` on the common road. Fails with
  /// [Invoker.Refused].
  ///
  /// @return the plaintext, the receiver's to destroy
  public Future<Secret> open(Call call, Bytes blob, Map<String, String> context) {
    Decrypt.Input input =
        new Decrypt.Input(
            blob,
            context,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    JsonObject.Builder pairs = JsonObject.builder();
    context.forEach(pairs::put);
    JsonObject parameters = JsonObject.builder().put("encryptionContext", pairs.build()).build();
    return invoker
        .invoke(call, decrypt, input, parameters)
        .map(reply -> reply.output().plaintext());
  }

  /// The ARN of the key that an id, an ARN or an alias names in the call's account and Region;
  /// empty if it names none. Decides nothing and records nothing.
  public Future<Optional<String>> keyArn(Call call, String keyId) {
    return Future.succeededFuture()
        .compose(_ -> kms.keys().resolve(call, keyId, KeyResolver.Naming.ANY_KEY_OR_ALIAS))
        .map(target -> target.guarded().map(found -> found.key().arn()))
        .recover(
            failure ->
                failure instanceof ApiException
                    ? Future.succeededFuture(Optional.empty())
                    : Future.failedFuture(failure));
  }

  /// Ids of the grantee's live grants of that name on the key, as they are now. Decides nothing and
  /// records nothing.
  public Future<List<String>> grants(String keyArn, String grantee, String name) {
    Optional<UUID> key = keyId(keyArn);
    return key.isPresent()
        ? grants(key.get(), grantee, name, Optional.empty(), new ArrayList<>())
        : Future.succeededFuture(List.of());
  }

  private Future<List<String>> grants(
      UUID key, String grantee, String name, Optional<String> after, List<String> ids) {
    return kms.store()
        .grants(
            new KmsReads.GrantQuery(
                key, Optional.empty(), Optional.of(grantee), false, after, PAGE))
        .compose(
            page -> {
              page.stream()
                  .filter(grant -> grant.terms().name().equals(Optional.of(name)))
                  .forEach(grant -> ids.add(grant.id()));
              return page.size() < PAGE
                  ? Future.succeededFuture(ids)
                  : grants(key, grantee, name, Optional.of(page.getLast().id()), ids);
            });
  }

  private static Optional<UUID> keyId(String arn) {
    int at = arn.indexOf(KEY);
    try {
      return at < 0
          ? Optional.empty()
          : Optional.of(UUID.fromString(arn.substring(at + KEY.length())));
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }
}
