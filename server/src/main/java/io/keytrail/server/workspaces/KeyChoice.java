package io.keytrail.server.workspaces;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.KeyFacts;
import io.keytrail.server.invoke.ManagedKeys;
import io.vertx.core.Future;
import java.util.Optional;

/// Which key a desktop's volumes are to be encrypted under, and whether it can be.
///
/// Source: the seed's requirements on keys; facts/ebs-workspaces.md §4.7.
final class KeyChoice {
  private static final String SERVICE = "workspaces";
  private static final String OWN_ALIAS = "alias/aws/workspaces";

  private final ManagedKeys managed;
  private final KeyFacts keys;

  KeyChoice(ManagedKeys managed, KeyFacts keys) {
    this.managed = managed;
    this.keys = keys;
  }

  /// @param name by which KMS is asked: the ARN, where there is such a key
  /// @param foreign of another account, whose keys only KMS may say anything about
  record Chosen(String name, boolean foreign) {}

  /// The key's ARN, once it is known to fit. Nothing is said here about whether the caller may use
  /// it, and nothing at all about keys of other accounts.
  ///
  /// Fails with [ApiException] for a key that is not there, of the wrong kind, or not enabled.
  Future<Chosen> choose(Call call, Optional<String> named) {
    Place place = Place.of(call);
    boolean own =
        named.isEmpty() || named.get().equals(OWN_ALIAS) || named.get().equals(ownAliasArn(place));
    Future<String> name =
        own ? managed.keyArn(call, SERVICE) : Future.succeededFuture(named.orElse(OWN_ALIAS));
    return name.compose(text -> keys.find(call, text).map(found -> chosen(place, text, found)));
  }

  /// The AWS managed key, which comes to be with the first desktop of a place.
  Future<Void> wakeManagedKey(Call call) {
    return managed.keyArn(call, SERVICE).mapEmpty();
  }

  /// After KMS let the caller use a key of another account: whether it fits.
  Future<Void> requireFit(Call call, String keyArn) {
    return keys.find(call, keyArn)
        .map(
            found -> {
              found.ifPresent(KeyChoice::require);
              return null;
            });
  }

  private static Chosen chosen(Place place, String text, Optional<KeyFacts.Facts> found) {
    Optional<String> account = found.map(KeyFacts.Facts::account).or(() -> accountOf(text));
    if (account.isPresent() && !account.get().equals(place.account())) {
      return new Chosen(found.map(KeyFacts.Facts::arn).orElse(text), true);
    }
    KeyFacts.Facts facts =
        found.orElseThrow(
            () ->
                WorkspacesErrors.invalid(
                    "There is no KMS key " + text + " in " + place.region() + "."));
    require(facts);
    return new Chosen(facts.arn(), false);
  }

  private static Optional<String> accountOf(String text) {
    String[] parts = text.split(":", 6);
    return parts.length == 6 && parts[0].equals("arn") && parts[2].equals("kms")
        ? Optional.of(parts[4])
        : Optional.empty();
  }

  /// Returns if volumes can be encrypted under the key.
  private static void require(KeyFacts.Facts key) {
    if (!key.symmetric()) {
      throw WorkspacesErrors.invalid(
          "The KMS key %s is not symmetric (KeySpec %s, KeyUsage %s); WorkSpaces needs a symmetric encryption key."
              .formatted(key.arn(), key.spec(), key.usage()));
    }
    if (!key.enabled()) {
      throw unusable(key);
    }
  }

  /// In words of which the key and its state are part.
  static ApiException unusable(KeyFacts.Facts key) {
    return key.state().equals("Disabled")
        ? new ApiException(
            WorkspacesErrors.KEY_DISABLED,
            "The KMS key " + key.arn() + " is Disabled; enable it first.")
        : new ApiException(
            WorkspacesErrors.KEY_STATE,
            "The KMS key %s is %s; WorkSpaces needs an enabled key."
                .formatted(key.arn(), key.state()));
  }

  private static String ownAliasArn(Place place) {
    return "arn:aws:kms:" + place.region() + ":" + place.account() + ":" + OWN_ALIAS;
  }
}
