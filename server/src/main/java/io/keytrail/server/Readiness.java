package io.keytrail.server;

import io.keytrail.server.http.ReadyCheck;
import io.keytrail.server.store.Database;
import io.keytrail.server.trail.Follower;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What `/health/ready` asks.
final class Readiness {
  private Readiness() {}

  static List<ReadyCheck> checks(
      Database database, Wiring wiring, Follower follower, Housekeeping.Durability durability) {
    return List.of(
        check(
            "database",
            () -> database.read("SELECT 1", Tuple.tuple()).map(_ -> durability.complaint())),
        check(
            "caches",
            () ->
                Future.succeededFuture(
                    wiring.changes.lease().fresh()
                        ? Optional.empty()
                        : Optional.of("the change feed has not been read for a second"))),
        check("index", () -> Future.succeededFuture(index(follower))));
  }

  private static Optional<String> index(Follower follower) {
    return follower.alive() ? Optional.empty() : Optional.of("the index does not follow the log");
  }

  private static ReadyCheck check(String name, Supplier<Future<Optional<String>>> problem) {
    return new ReadyCheck() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Future<Optional<String>> problem() {
        return problem.get();
      }
    };
  }
}
