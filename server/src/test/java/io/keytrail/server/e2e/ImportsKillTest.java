package io.keytrail.server.e2e;

import static io.keytrail.server.store.TestPostgres.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.server.bench.ServerProcess;
import io.keytrail.server.crypto.SecretAccess;
import io.keytrail.server.store.Database;
import io.keytrail.server.store.DatabaseUrl;
import io.keytrail.server.store.TestPostgres;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// kill -9 in the middle of an import. A trigger holds it at its third part: the server is told
/// that the database is away, and tries that part again and again, until it is killed. The next
/// server goes on from there, and every record is there once.
final class ImportsKillTest {
  private static final int RECORDS = 3_500;
  private static final String ACCOUNT = "121212121212";

  private static final String HOLD =
      """
      CREATE TABLE holding (type text PRIMARY KEY);
      CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.name = 'cursor' AND EXISTS (SELECT 1 FROM holding)
          AND (convert_from(NEW.detail, 'UTF8')::jsonb ->> 'imported')::int > 2000 THEN
          RAISE EXCEPTION 'held' USING ERRCODE = '57P01';
        END IF;
        RETURN NEW;
      END
      $$;
      CREATE TRIGGER hold BEFORE INSERT OR UPDATE ON job_step FOR EACH ROW EXECUTE FUNCTION hold();
      INSERT INTO holding VALUES ('import');
      """;

  private final Vertx vertx = Vertx.vertx();

  @Test
  @Timeout(240)
  void killedInTheMiddle_goesOnAndDoublesNothing(@TempDir Path folder) throws Exception {
    DatabaseUrl url = TestPostgres.freshDatabase();
    Database database = Database.open(vertx, url, Database.Limits.standard());
    Path data = folder.resolve("data");
    ServerProcess server = start(data, url);
    try {
      var connection = await(database.dedicated());
      await(connection.query(HOLD).execute());
      await(connection.close());
      byte[] file = file();
      String id = imports(server).begin(file, "half.json.gz");
      Desktops.until(() -> number(database, "SELECT max(attempts)::int FROM job") > 0);
      assertThat(number(database, "SELECT imported::int FROM trail_import")).isEqualTo(2_000);
      server.kill();
      await(database.write("DELETE FROM holding", Tuple.tuple()));
      server = start(data, url);

      Imports imports = imports(server);
      assertThat(Imports.counts(imports.ended(id))).containsExactly(3_500L, 3_500L, 0L, 0L);
      imports.untilFound("account = " + ACCOUNT, RECORDS);
      imports.untilFound("import = " + id, RECORDS);
      assertThat(number(database, "SELECT sum(count)::int FROM event_log WHERE count > 400"))
          .isEqualTo(RECORDS);
      assertThat(Imports.counts(imports.run(file, "again.json.gz")))
          .containsExactly(3_500L, 0L, 3_500L, 0L);
      try (Stream<Path> left = Files.list(data.resolve("imports"))) {
        assertThat(left.map(one -> one.getFileName().toString())).containsExactly("id");
      }
    } finally {
      server.close();
      await(database.close());
      await(vertx.close());
    }
  }

  private static byte[] file() throws Exception {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < RECORDS; i++) {
      all.append(i == 0 ? "{\"Records\":[" : ",")
          .append(ImportsOverHttpTest.record(ACCOUNT, UUID.randomUUID().toString()));
    }
    return Imports.gzip(Imports.bytes(all.append("]}").toString()));
  }

  private static Imports imports(ServerProcess server) throws Exception {
    return new Imports(
        server.uri(), Files.readString(server.data().resolve("admin-token")).strip());
  }

  private static int number(Database database, String sql) {
    Integer number = await(database.read(sql, Tuple.tuple())).iterator().next().getInteger(0);
    return number == null ? 0 : number;
  }

  private static ServerProcess start(Path data, DatabaseUrl url) throws Exception {
    String text =
        "postgresql://%s:%s@%s:%d/%s"
            .formatted(
                url.user(),
                url.password().readText(SecretAccess.OPERATOR),
                url.host(),
                url.port(),
                url.database());
    return ServerProcess.startUnbuilt(data, Map.of(), "--database", text);
  }
}
