package io.keytrail.server;

import io.keytrail.server.http.ReadyCheck;
import io.keytrail.server.store.Database;
import io.keytrail.server.store.DurabilityCheck;
import io.keytrail.server.trail.Follower;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What `/health/ready` asks.
final class Readiness {
  private Readiness() {}

  static List<ReadyCheck> checks(Database database, Wiring wiring, Follower follower) {
    return List.of(
        // A refusal of the check's is a reason, and so is a database that cannot be asked.
        check("database", () -> new DurabilityCheck(database).verify().map(_ -> Optional.empty())),
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
