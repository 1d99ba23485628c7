package io.keytrail.server.store;

import static io.keytrail.server.store.TestPostgres.await;
import static io.keytrail.server.store.TestPostgres.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MigrationsTest {
  private static final Migration FIRST =
      Migration.of("001_first.sql", "CREATE TABLE a (id integer)");
  private static final Migration SECOND =
      Migration.of("002_second.sql", "CREATE TABLE b (id integer); INSERT INTO b VALUES (1);");
  private final Vertx vertx = Vertx.vertx();
  private Database database;

  @BeforeEach
  void open() {
    database = Database.open(vertx, TestPostgres.freshDatabase(), Database.Limits.standard());
  }

  @AfterEach
  void close() {
    await(database.close());
    await(vertx.close());
  }

  @Test
  void bundledSteps_runOnceAndThenNever() {
    int steps = Migration.bundled().size();
    assertThat(await(new Migrations(database).run())).isEqualTo(steps);
    assertThat(await(new Migrations(database).run())).isZero();
  }

  @Test
  void twoServersThatStartTogether_runEachStepOnce() {
    Future<Integer> one = new Migrations(database, List.of(FIRST, SECOND)).run();
    Future<Integer> other = new Migrations(database, List.of(FIRST, SECOND)).run();
    assertThat(await(one) + await(other)).isEqualTo(2);
  }

  @Test
  void missingSteps_runWithoutThoseThatRanBefore() {
    await(new Migrations(database, List.of(FIRST)).run());
    assertThat(await(new Migrations(database, List.of(FIRST, SECOND)).run())).isEqualTo(1);
  }

  @Test
  void numbersMayBeLeftOut_andFilledLater() {
    Migration third = Migration.of("003_third.sql", "CREATE TABLE c (id integer)");
    assertThat(await(new Migrations(database, List.of(FIRST, third)).run())).isEqualTo(2);
    assertThat(await(new Migrations(database, List.of(FIRST, SECOND, third)).run())).isEqualTo(1);
    assertThat(failureOf(new Migrations(database, List.of(FIRST, SECOND)).run()))
        .isInstanceOf(DatabaseRefused.class)
        .hasMessage(
            "the database's schema is version 3, newer than this server's 2, run the newer server");
  }

  @Test
  void changedText_isRefused() {
    await(new Migrations(database, List.of(FIRST)).run());
    Migration changed = Migration.of("001_first.sql", "CREATE TABLE a (id bigint)");
    assertThat(failureOf(new Migrations(database, List.of(changed)).run()))
        .isInstanceOf(DatabaseRefused.class)
        .hasMessage(
            "migration `001_first.sql` was applied with another text, this server does not fit the database");
  }

  @Test
  void newerSchema_isRefused() {
    await(new Migrations(database, List.of(FIRST, SECOND)).run());
    assertThat(failureOf(new Migrations(database, List.of(FIRST)).run()))
        .isInstanceOf(DatabaseRefused.class)
        .hasMessage(
            "the database's schema is version 2, newer than this server's 1, run the newer server");
  }

  @Test
  void failingStep_leavesNothingBehind() {
    Migration broken =
        Migration.of("002_second.sql", "CREATE TABLE b (id integer); SELECT no_such_function();");
    assertThat(failureOf(new Migrations(database, List.of(FIRST, broken)).run()))
        .hasMessage("migration `002_second.sql` failed");
    assertThat(
            await(
                    database.read(
                        "SELECT to_regclass('a') IS NULL, to_regclass('b') IS NULL", Tuple.tuple()))
                .iterator()
                .next()
                .deepToString())
        .isEqualTo("[false,true]");
    assertThat(await(new Migrations(database, List.of(FIRST, SECOND)).run())).isEqualTo(1);
  }
}
