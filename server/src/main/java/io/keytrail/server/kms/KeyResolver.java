package io.keytrail.server.kms;

import io.keytrail.server.invoke.Call;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Turns what a caller names into the key it means. Completes at once where the store answers from
/// its caches.
final class KeyResolver {
  private final KmsReads store;
  private final GrantTokens tokens;
  private final AwsManagedKeys managed;

  KeyResolver(KmsReads store, GrantTokens tokens, AwsManagedKeys managed) {
    this.store = store;
    this.tokens = tokens;
    this.managed = managed;
  }

  /// What an operation lets a key be named by.
  enum Naming {
    /// Key id or ARN, of the caller's account.
    OWN_KEY(false, false),
    /// Key id or ARN, of any account.
    ANY_KEY(false, true),
    /// Also an alias.
    OWN_KEY_OR_ALIAS(true, false),
    ANY_KEY_OR_ALIAS(true, true);

    private final boolean aliases;
    private final boolean otherAccounts;

    Naming(boolean aliases, boolean otherAccounts) {
      this.aliases = aliases;
      this.otherAccounts = otherAccounts;
    }
  }

  /// For an action that no grant can allow.
  Future<KeyTarget> resolve(Call call, String text, Naming naming) {
    KeyName name = KeyName.parse(text, Place.of(call));
    boolean foreign = !name.place().account().equals(call.account());
    if (foreign && !naming.otherAccounts) {
      return Future.succeededFuture(KeyTarget.hidden(name.arn(), name.place().account()));
    }
    return switch (name) {
      case KeyName.Key key -> byId(key, foreign);
      case KeyName.AliasName alias -> {
        if (!naming.aliases) {
          throw KmsErrors.invalidKeyId(text);
        }
        yield byAlias(call, alias, foreign);
      }
    };
  }

  /// For an action that a grant can allow.
  Future<KeyTarget> resolve(Call call, String text, Naming naming, List<String> grantTokens) {
    return resolve(call, text, naming).compose(target -> withGrants(call, target, grantTokens));
  }

  /// The key that a ciphertext names. One that does not exist, or is in another Region, is hidden.
  Future<KeyTarget> ofCiphertext(Call call, UUID keyId, List<String> grantTokens) {
    return store
        .key(keyId)
        .map(
            found ->
                found
                    .filter(guarded -> guarded.key().place().region().equals(call.region()))
                    .map(guarded -> known(guarded.key().arn(), guarded, Optional.empty()))
                    .orElseGet(
                        () -> KeyTarget.hidden(Place.of(call).keyArn(keyId), call.account())))
        .compose(target -> withGrants(call, target, grantTokens));
  }

  private Future<KeyTarget> byId(KeyName.Key name, boolean foreign) {
    return name.id()
        .map(store::key)
        .orElseGet(() -> Future.succeededFuture(Optional.empty()))
        .map(
            found ->
                found
                    .filter(guarded -> guarded.key().place().equals(name.place()))
                    .map(guarded -> known(name.arn(), guarded, Optional.empty()))
                    .orElseGet(
                        () -> {
                          if (foreign) {
                            return KeyTarget.hidden(name.arn(), name.place().account());
                          }
                          throw KmsErrors.keyNotFound(name.arn());
                        }));
  }

  /// A service's own key is made when its alias is first named, in the caller's account only.
  private Future<KeyTarget> byAlias(Call call, KeyName.AliasName name, boolean foreign) {
    return store
        .alias(name.place(), name.name())
        .compose(
            alias ->
                alias.isPresent() || foreign
                    ? Future.succeededFuture(alias)
                    : managed.firstUse(call, name.name()))
        .compose(
            alias ->
                alias
                    .map(found -> store.key(found.targetKeyId()))
                    .orElseGet(() -> Future.succeededFuture(Optional.empty())))
        .map(
            found ->
                found
                    .filter(guarded -> guarded.key().aliases().contains(name.name()))
                    .map(guarded -> known(name.arn(), guarded, Optional.of(name.name())))
                    .orElseGet(
                        () -> {
                          if (foreign) {
                            return KeyTarget.hidden(name.arn(), name.place().account());
                          }
                          throw KmsErrors.aliasNotFound(name.arn());
                        }));
  }

  private static KeyTarget known(
      String named, KeyPolicy.Guarded guarded, Optional<String> requestAlias) {
    return new KeyTarget(
        named,
        guarded.key().place().account(),
        Optional.of(guarded),
        requestAlias,
        List.of(),
        List.of());
  }

  private Future<KeyTarget> withGrants(Call call, KeyTarget target, List<String> grantTokens) {
    Future<List<KmsGrant>> presented = presented(grantTokens);
    if (target.guarded().isEmpty()) {
      return presented.map(target);
    }
    UUID keyId = target.guarded().get().key().id();
    return presented.compose(
        fresh ->
            store
                .grantsFor(keyId, Grantees.of(call.caller().principal()))
                .map(grants -> with(target, keyId, grants, fresh)));
  }

  private static KeyTarget with(
      KeyTarget target, UUID keyId, List<KmsGrant> grants, List<KmsGrant> presented) {
    List<String> ids = new ArrayList<>(presented.size());
    for (KmsGrant grant : presented) {
      if (grant.keyId().equals(keyId)) {
        ids.add(grant.id());
      }
    }
    return new KeyTarget(
        target.named(), target.account(), target.guarded(), target.requestAlias(), grants, ids);
  }

  /// The grants whose tokens were presented; a token of an ended grant is as invalid as a forged
  /// one.
  private Future<List<KmsGrant>> presented(List<String> grantTokens) {
    if (grantTokens.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    List<Future<KmsGrant>> grants = new ArrayList<>();
    for (String token : grantTokens) {
      grants.add(ofToken(token));
    }
    return Future.all(grants).map(all -> all.list());
  }

  /// The live grant that a token names.
  Future<KmsGrant> ofToken(String token) {
    String grantId = tokens.read(token).orElseThrow(KmsErrors::invalidGrantToken);
    return store
        .grant(grantId)
        .map(found -> found.filter(KmsGrant::live).orElseThrow(KmsErrors::invalidGrantToken));
  }
}
