package io.keytrail.server.store;

import static io.keytrail.server.store.TestPostgres.await;
import static io.keytrail.server.store.TestPostgres.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.server.crypto.FileRootKey;
import io.keytrail.server.crypto.RootKey;
import io.keytrail.server.crypto.RootKeyRefused;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the first migration promises, on the real thing.
class FoundationTest {
  private final Vertx vertx = Vertx.vertx();
  private Database database;
  @TempDir private Path folder;

  @BeforeEach
  void open() {
    database = TestPostgres.migrated(vertx);
  }

  @AfterEach
  void close() {
    await(database.close());
    await(vertx.close());
  }

  @Test
  void rootKeyThatMadeTheDatabase_isAccepted_andAnotherIsRefused() {
    RootKey first = FileRootKey.openOrCreate(folder.resolve("one"), new SecureRandom());
    RootKey other = FileRootKey.openOrCreate(folder.resolve("other"), new SecureRandom());
    RootKeyGuard guard = new RootKeyGuard(database);
    await(guard.verify(first));
    await(guard.verify(first));
    assertThat(failureOf(guard.verify(other)))
        .isInstanceOf(RootKeyRefused.class)
        .hasMessage(
            "the database was made with root key %s, this server has %s; give it the right one"
                .formatted(first.id(), other.id()));
  }

  @Test
  void partitions_areMadeOnce_andTakeTheirRows() {
    Instant now = Instant.parse("2026-11-23T12:00:00Z");
    EventLogPartitions partitions = new EventLogPartitions(database, InstantSource.fixed(now));
    assertThat(await(partitions.ensure())).isEqualTo(2);
    assertThat(await(partitions.ensure())).isZero();
    append("2026-11-30T23:59:59Z");
    append("2026-12-01T00:00:00Z");
    append("2027-02-01T00:00:00Z");
    assertThat(rowsOf("event_log_202611")).isEqualTo(1);
    assertThat(rowsOf("event_log_202612")).isEqualTo(1);
    assertThat(rowsOf("event_log_default")).isEqualTo(1);
    assertThat(rowsOf("event_log")).isEqualTo(3);
  }

  @Test
  void monthWhoseRowsAreInTheDefaultPartition_getsNone_andNothingFails() {
    append("2026-11-23T12:00:00Z");
    Instant now = Instant.parse("2026-11-23T12:00:00Z");
    assertThat(await(new EventLogPartitions(database, InstantSource.fixed(now)).ensure()))
        .isEqualTo(1);
  }

  @Test
  void eventLog_isStoredUncompressed_inEveryPartition() {
    await(new EventLogPartitions(database, InstantSource.system()).ensure());
    assertThat(
            await(
                    database.read(
                        """
                        SELECT count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                        WHERE c.relname LIKE 'event_log%' AND a.attname = 'data' AND a.attstorage <> 'e'
                          AND c.relkind IN ('r', 'p')
                        """,
                        Tuple.tuple()))
                .iterator()
                .next()
                .getLong(0))
        .isZero();
  }

  private void append(String at) {
    await(
        database.write(
            "INSERT INTO event_log (created_at, count, data) VALUES ($1::text::timestamptz, 1, $2)",
            Tuple.of(at, Buffer.buffer(new byte[] {0, 1, 2}))));
  }

  private long rowsOf(String table) {
    return await(database.read("SELECT count(*) FROM " + table, Tuple.tuple()))
        .iterator()
        .next()
        .getLong(0);
  }
}
