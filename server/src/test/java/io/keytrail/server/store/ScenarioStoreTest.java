package io.keytrail.server.store;

import static io.keytrail.server.store.TestPostgres.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.simulate.ScenarioStore.Kept;
import io.keytrail.server.simulate.ScenarioStore.Room;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How an account's shared scenarios make room for each other.
class ScenarioStoreTest {
  private static final String ACCOUNT = "123456789012";
  private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");
  private static final Duration SPARED = Duration.ofDays(30);
  private static final Room TWO = new Room(2, 100);

  private final Vertx vertx = Vertx.vertx();
  private Database database;
  private PgScenarios store;

  @BeforeEach
  void open() {
    database = Database.open(vertx, TestPostgres.freshDatabase(), Database.Limits.standard());
    await(new Migrations(database).run());
    for (String account : new String[] {ACCOUNT, "210987654321"}) {
      await(database.write("INSERT INTO account (id, row_mac) VALUES ($1, '')", Tuple.of(account)));
    }
    store = new PgScenarios(database);
  }

  @AfterEach
  void close() {
    await(database.close());
    await(vertx.close());
  }

  private boolean keep(String account, String id, int size, int day) {
    Instant now = START.plus(Duration.ofDays(day));
    Kept kept = new Kept(account, id, Bytes.copyOf(new byte[size]), now);
    return await(
        database
            .inTransaction(
                tx ->
                    store
                        .keep(tx, kept, TWO, now.minus(SPARED))
                        .compose(
                            room ->
                                room
                                    ? Future.succeededFuture(true)
                                    : Future.<Boolean>failedFuture(new Full())))
            .recover(
                failure ->
                    failure instanceof Full
                        ? Future.succeededFuture(false)
                        : Future.failedFuture(failure)));
  }

  private static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private boolean isKept(String id) {
    return await(store.open(ACCOUNT, id, START)).isPresent();
  }

  @Test
  void fullAccount_forgetsWhatNobodyOpened() {
    assertThat(keep(ACCOUNT, "a", 10, 0)).isTrue();
    assertThat(keep(ACCOUNT, "b", 10, 1)).isTrue();
    assertThat(keep(ACCOUNT, "a", 10, 2)).isTrue();
    assertThat(keep("210987654321", "b", 10, 2)).isTrue();
    // All were opened lately.
    assertThat(keep(ACCOUNT, "c", 10, 3)).isFalse();
    assertThat(keep(ACCOUNT, "c", 10, 32)).isTrue();
    assertThat(isKept("a")).isTrue();
    assertThat(isKept("b")).isFalse();
    assertThat(await(store.open("210987654321", "b", START))).isPresent();
  }

  @Test
  void bytes_countToo() {
    assertThat(keep(ACCOUNT, "a", 60, 0)).isTrue();
    assertThat(keep(ACCOUNT, "b", 41, 1)).isFalse();
    assertThat(keep(ACCOUNT, "b", 40, 1)).isTrue();
    assertThat(keep(ACCOUNT, "c", 61, 40)).isTrue();
    assertThat(isKept("a")).isFalse();
    assertThat(isKept("b")).isFalse();
  }

  @Test
  void opening_keepsItLonger() {
    assertThat(keep(ACCOUNT, "a", 10, 0)).isTrue();
    assertThat(keep(ACCOUNT, "b", 10, 1)).isTrue();
    await(store.open(ACCOUNT, "a", START.plus(Duration.ofDays(10))));
    String noted = "SELECT 1 FROM scenario WHERE id = 'a' AND opened_at > '2026-12-01'";
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (await(database.read(noted, Tuple.tuple())).size() == 0 && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(keep(ACCOUNT, "c", 10, 35)).isTrue();
    assertThat(isKept("a")).isTrue();
    assertThat(isKept("b")).isFalse();
  }
}
