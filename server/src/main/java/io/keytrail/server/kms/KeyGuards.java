package io.keytrail.server.kms;

import io.keytrail.policy.eval.Grant;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.ResourcePolicies;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What guards a stored key: its policy and all its live grants, for the simulator. Not for
/// deciding calls, which look at the grants of one caller only.
public final class KeyGuards implements ResourcePolicies {
  private static final int PAGE = 1_000;

  private final KmsStore store;

  public KeyGuards(KmsStore store) {
    this.store = store;
  }

  @Override
  public Future<Optional<ResourceGuard>> guardOf(String arn) {
    Optional<KeyName.Key> name = key(arn);
    return name.flatMap(KeyName.Key::id)
        .map(id -> guardOf(name.get(), id))
        .orElse(Future.succeededFuture(Optional.empty()));
  }

  private Future<Optional<ResourceGuard>> guardOf(KeyName.Key name, UUID id) {
    return store
        .key(id)
        .compose(
            found ->
                found.isEmpty() || !found.get().key().arn().equals(name.arn())
                    ? Future.succeededFuture(Optional.empty())
                    : grants(id, Optional.empty(), new ArrayList<>())
                        .map(
                            grants ->
                                Optional.of(
                                    new ResourceGuard.Key(found.get().compiled(), grants))));
  }

  private Future<List<Grant>> grants(UUID id, Optional<String> after, List<Grant> sofar) {
    return store
        .grants(new KmsReads.GrantQuery(id, Optional.empty(), Optional.empty(), false, after, PAGE))
        .compose(
            page -> {
              page.forEach(grant -> sofar.add(grant.forDecision()));
              return page.size() < PAGE
                  ? Future.succeededFuture(sofar)
                  : grants(id, Optional.of(page.getLast().id()), sofar);
            });
  }

  /// Only a key's ARN names a stored key here: an alias has no policy of its own.
  private static Optional<KeyName.Key> key(String arn) {
    String[] parts = arn.split(":", 6);
    if (parts.length != 6 || !parts[2].equals("kms")) {
      return Optional.empty();
    }
    try {
      return KeyName.parse(arn, new Place(parts[4], parts[3])) instanceof KeyName.Key key
          ? Optional.of(key)
          : Optional.empty();
    } catch (ApiException _) {
      return Optional.empty();
    }
  }
}
