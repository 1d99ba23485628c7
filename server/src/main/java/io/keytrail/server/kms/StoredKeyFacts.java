package io.keytrail.server.kms;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.KeyFacts;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The [KeyFacts] of the store.
public final class StoredKeyFacts implements KeyFacts {
  private final KmsReads store;

  public StoredKeyFacts(KmsReads store) {
    this.store = store;
  }

  @Override
  public Future<Optional<Facts>> find(Call call, String key) {
    KeyName name;
    try {
      name = KeyName.parse(key, Place.of(call));
    } catch (ApiException noName) {
      return Future.succeededFuture(Optional.empty());
    }
    return switch (name) {
      case KeyName.Key byId -> named(byId).map(found -> found.map(StoredKeyFacts::facts));
      case KeyName.AliasName alias ->
          store
              .alias(alias.place(), alias.name())
              .compose(
                  found ->
                      found
                          .map(one -> store.key(one.targetKeyId()))
                          .orElseGet(() -> Future.succeededFuture(Optional.empty())))
              .map(
                  found ->
                      found
                          .map(KeyPolicy.Guarded::key)
                          .filter(one -> one.aliases().contains(alias.name()))
                          .map(StoredKeyFacts::facts));
    };
  }

  private Future<Optional<KmsKey>> named(KeyName.Key name) {
    return name.id()
        .map(store::key)
        .orElseGet(() -> Future.succeededFuture(Optional.empty()))
        .map(
            found ->
                found.map(KeyPolicy.Guarded::key).filter(key -> key.place().equals(name.place())));
  }

  private static Facts facts(KmsKey key) {
    return new Facts(
        key.arn(),
        key.place().account(),
        key.spec().name(),
        key.usage().name(),
        key.state().wireName());
  }

  @Override
  public Future<List<String>> grants(String keyArn, String grantee, String name) {
    UUID keyId = UUID.fromString(keyArn.substring(keyArn.lastIndexOf('/') + 1));
    return store
        .grantsFor(keyId, List.of(grantee))
        .map(
            grants ->
                grants.stream()
                    .filter(KmsGrant::live)
                    .filter(grant -> grant.keyArn().equals(keyArn))
                    .filter(grant -> grant.terms().name().filter(name::equals).isPresent())
                    .map(KmsGrant::id)
                    .toList());
  }
}
