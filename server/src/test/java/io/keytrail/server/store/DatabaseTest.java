package io.keytrail.server.store;

import static io.keytrail.server.store.TestPostgres.await;
import static io.keytrail.server.store.TestPostgres.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseTest {
  private static final String END_SESSION = "SELECT pg_terminate_backend(pg_backend_pid())";
  private final Vertx vertx = Vertx.vertx();
  private Database database;

  @BeforeAll
  void open() {
    database = Database.open(vertx, TestPostgres.freshDatabase(), Database.Limits.standard());
    await(database.write("CREATE TABLE item (id integer PRIMARY KEY, data bytea)", Tuple.tuple()));
    await(
        database.write(
            "CREATE TABLE late (id integer UNIQUE DEFERRABLE INITIALLY DEFERRED)", Tuple.tuple()));
  }

  @BeforeEach
  void empty() {
    // In a transaction, which begins again where the test before left a dead connection in the
    // pool.
    await(database.transaction(tx -> tx.query("TRUNCATE item, late", Tuple.tuple())));
  }

  @AfterAll
  void close() {
    await(database.close());
    await(vertx.close());
  }

  @Test
  void transaction_whoseWorkSucceeds_isCommitted() {
    String answer = await(database.transaction(tx -> insert(tx, 1).map("done")));
    assertThat(answer).isEqualTo("done");
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void transaction_whoseWorkFails_isRolledBack() {
    IllegalStateException why = new IllegalStateException("no");
    assertThat(
            failureOf(
                database.transaction(tx -> insert(tx, 1).compose(_ -> Future.failedFuture(why)))))
        .isSameAs(why);
    assertThat(count()).isZero();
  }

  @Test
  void transaction_whoseWorkThrows_isRolledBack() {
    IllegalStateException why = new IllegalStateException("no");
    Future<Void> failed =
        database.transaction(
            _ -> {
              throw why;
            });
    assertThat(failureOf(failed)).isSameAs(why);
  }

  @Test
  void transaction_thatSwallowsARefusedStatement_fails() {
    Future<String> swallowing =
        database.transaction(
            tx -> insert(tx, 1).compose(_ -> insert(tx, 1)).otherwiseEmpty().map("all is well"));
    assertThat(failureOf(swallowing))
        .isInstanceOfSatisfying(
            StatementRefused.class,
            refused -> {
              assertThat(refused.isUniqueViolation()).isTrue();
              assertThat(refused.constraint()).isEqualTo("item_pkey");
            });
    assertThat(count()).isZero();
  }

  @Test
  void commit_thatADeferredConstraintRefuses_isADefiniteRefusal() {
    Future<Void> failed =
        database.transaction(
            tx -> tx.batch("INSERT INTO late VALUES ($1)", List.of(Tuple.of(1), Tuple.of(1))));
    assertThat(failureOf(failed)).isInstanceOf(StatementRefused.class);
  }

  @Test
  void callsAfterALostConnection_findALivingOne() {
    Database single = database.separate(new Database.Limits(1, 10, Duration.ofSeconds(5)));
    for (int i = 0; i < 10; i++) {
      int id = i;
      await(single.transaction(tx -> insert(tx, id)));
      assertThat(failureOf(single.write(END_SESSION, Tuple.tuple())))
          .isInstanceOf(CommitOutcomeUnknown.class);
    }
    assertThat(count()).isEqualTo(10);
    await(single.close());
  }

  @Test
  void connectionLoss_insideTheWork_isUnavailable() {
    Future<Void> failed =
        database.transaction(
            tx -> insert(tx, 1).compose(_ -> tx.query(END_SESSION, Tuple.tuple())).mapEmpty());
    assertThat(failureOf(failed)).isInstanceOf(DatabaseUnavailable.class);
    assertThat(count()).isZero();
  }

  @Test
  void connectionLoss_duringTheCommit_isAnUnknownOutcomeAndNeverSuccess() {
    // A deferred trigger ends the session while it commits.
    await(
        database.write(
            """
            CREATE FUNCTION end_session() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END'
            """,
            Tuple.tuple()));
    await(database.write("CREATE TABLE fatal (id integer)", Tuple.tuple()));
    await(
        database.write(
            """
            CREATE CONSTRAINT TRIGGER fatal AFTER INSERT ON fatal DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION end_session()
            """,
            Tuple.tuple()));
    Future<Void> failed =
        database.transaction(
            tx -> tx.query("INSERT INTO fatal VALUES (1)", Tuple.tuple()).mapEmpty());
    assertThat(failureOf(failed)).isInstanceOf(CommitOutcomeUnknown.class);
  }

  @Test
  void connectionLoss_duringALoneWrite_isAnUnknownOutcome() {
    assertThat(failureOf(database.write(END_SESSION, Tuple.tuple())))
        .isInstanceOf(CommitOutcomeUnknown.class);
  }

  @Test
  void work_longerThanTheDeadline_failsAndIsRolledBack() {
    Database impatient = database.separate(new Database.Limits(2, 10, Duration.ofMillis(300)));
    Promise<Void> never = Promise.promise();
    Future<Void> stuck = impatient.transaction(tx -> insert(tx, 7).compose(_ -> never.future()));
    assertThat(failureOf(stuck)).isInstanceOf(DatabaseUnavailable.class);
    never.complete();
    // The connection comes back, rolled back, although the work succeeded in the end.
    eventually(() -> impatient.transaction(tx -> insert(tx, 7)));
    assertThat(count()).isEqualTo(1);
    await(impatient.close());
  }

  @Test
  void statement_longerThanTheDeadline_isRefused() {
    Database impatient = database.separate(new Database.Limits(1, 10, Duration.ofMillis(300)));
    assertThat(failureOf(impatient.read("SELECT pg_sleep(20)", Tuple.tuple())))
        .isInstanceOf(DatabaseFailure.class);
    eventually(() -> impatient.read("SELECT 1", Tuple.tuple()));
    await(impatient.close());
  }

  @Test
  void afterCommit_runsBeforeTheAnswer_andNotAfterARollback() {
    List<String> seen = new ArrayList<>();
    await(
        database
            .transaction(
                tx -> {
                  tx.afterCommit(() -> seen.add("committed"));
                  return insert(tx, 1);
                })
            .onSuccess(_ -> seen.add("answered")));
    assertThat(seen).containsExactly("committed", "answered");
    seen.clear();
    failureOf(
        database.transaction(
            tx -> {
              tx.afterCommit(() -> seen.add("committed"));
              return insert(tx, 1);
            }));
    assertThat(seen).isEmpty();
  }

  @Test
  void unreachableDatabase_isUnavailable() {
    Database nowhere =
        Database.open(
            vertx, database.url().atPort(1), new Database.Limits(1, 1, Duration.ofSeconds(2)));
    assertThat(failureOf(nowhere.transaction(tx -> insert(tx, 1))))
        .isInstanceOf(DatabaseUnavailable.class);
    assertThat(failureOf(nowhere.read("SELECT 1", Tuple.tuple())))
        .isInstanceOf(DatabaseUnavailable.class);
  }

  @Test
  void wrongPassword_isRefused() {
    DatabaseUrl url = database.url();
    DatabaseUrl wrong =
        DatabaseUrl.parse(
            "postgresql://keytrail:wrong@127.0.0.1:" + url.port() + "/" + url.database());
    Database stranger = Database.open(vertx, wrong, Database.Limits.standard());
    assertThat(failureOf(stranger.read("SELECT 1", Tuple.tuple())))
        .hasMessageContaining("password authentication failed");
  }

  @Test
  void nul_fitsIntoBytesAndNotIntoText() {
    byte[] nul = {'a', 0, 'b'};
    await(database.write("INSERT INTO item VALUES ($1, $2)", Tuple.of(1, Buffer.buffer(nul))));
    assertThat(
            await(database.read("SELECT data FROM item", Tuple.tuple()))
                .iterator()
                .next()
                .getBuffer(0)
                .getBytes())
        .isEqualTo(nul);
    assertThat(failureOf(database.read("SELECT $1::text", Tuple.of("a\0b"))))
        .isInstanceOfSatisfying(
            StatementRefused.class, refused -> assertThat(refused.sqlState()).isEqualTo("22021"));
  }

  /// Succeeds where one of many attempts does: on a busy machine a short deadline passes by itself.
  private static void eventually(Supplier<Future<?>> attempt) {
    for (int i = 0; i < 50; i++) {
      if (await(attempt.get().map(true).otherwise(false))) {
        return;
      }
    }
    throw new AssertionError("no attempt succeeded");
  }

  private static Future<Void> insert(PgTx tx, int id) {
    return tx.query("INSERT INTO item (id) VALUES ($1)", Tuple.of(id)).mapEmpty();
  }

  private long count() {
    return await(database.read("SELECT count(*) FROM item", Tuple.tuple()))
        .iterator()
        .next()
        .getLong(0);
  }
}
