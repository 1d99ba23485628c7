package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.invoke.Problem;
import io.keytrail.server.invoke.Workers;
import io.keytrail.server.simulate.snapshot.AccountSnapshot;
import io.keytrail.server.simulate.snapshot.SnapshotJson;
import io.vertx.core.Future;
import java.util.Optional;

/// Kept snapshots, ready to be asked; those used lately stay in memory. Safe for use by several
/// threads.
public final class Snapshots implements SnapshotSource {
  static final String LATEST = "latest";

  /// An account with two thousand roles has about half of it.
  static final int MAX_BYTES = 8 << 20;

  /// Per account.
  static final int MAX_KEPT = 50;

  private static final Limits LIMITS =
      Limits.REQUEST.withMaxBytes(MAX_BYTES).withMaxValues(2_000_000);

  private final SnapshotStore store;
  private final Workers workers;
  private final RecentCache<String, AccountSnapshot> recent = new RecentCache<>(2L * MAX_BYTES);

  public Snapshots(SnapshotStore store, Workers workers) {
    this.store = store;
    this.workers = workers;
  }

  @Override
  public Future<AccountSnapshot> find(String account, String id) {
    if (id.equals(LATEST)) {
      return store
          .list(account)
          .compose(
              all ->
                  all.isEmpty()
                      ? Future.failedFuture(unknown("this account keeps no snapshot"))
                      : byId(account, all.getFirst().id()));
    }
    return Scenarios.isId(id) ? byId(account, id) : Future.failedFuture(noneOfThatId());
  }

  private Future<AccountSnapshot> byId(String account, String id) {
    // Whether it is still kept is asked each time: the cache knows contents, not who has them.
    AccountSnapshot known = recent.find(account + "/" + id);
    if (known != null) {
      return store
          .list(account)
          .map(
              all -> {
                if (all.stream().noneMatch(entry -> entry.id().equals(id))) {
                  throw noneOfThatId();
                }
                return known;
              });
    }
    return store
        .content(account, id)
        .map(found -> found.orElseThrow(Snapshots::noneOfThatId))
        .compose(content -> workers.run(() -> read(id, content)))
        .map(
            snapshot -> {
              recent.remember(account + "/" + id, snapshot, weight(snapshot));
              return snapshot;
            });
  }

  private static long weight(AccountSnapshot snapshot) {
    return snapshot.policies().values().stream().mapToLong(String::length).sum();
  }

  private static AccountSnapshot read(String id, Bytes content) {
    try {
      if (Scenarios.id(content).equals(id)) {
        return SnapshotJson.read(StrictJson.parse(content.toArray(), LIMITS), "");
      }
    } catch (JsonSyntaxException | Problem _) {
      // Not ours, like any other content that does not fit its id.
    }
    throw new IllegalStateException("the snapshot `" + id + "` is not what was stored");
  }

  /// As it is kept: what was read, written anew.
  static Bytes content(AccountSnapshot snapshot) {
    JsonObject json = SnapshotJson.write(snapshot);
    return Bytes.owning(JsonWriter.toBytes(json));
  }

  private static Problem noneOfThatId() {
    return unknown("this account keeps no snapshot of that id");
  }

  private static Problem unknown(String words) {
    return new Problem(
        400,
        "NO_SUCH_SNAPSHOT",
        words,
        Optional.of("/snapshot"),
        Optional.empty(),
        java.util.List.of());
  }
}
