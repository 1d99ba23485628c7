package io.keytrail.server.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One embedded PostgreSQL for all tests of a JVM, durable as in production: started when the first
/// test asks, stopped when the JVM ends. Every test, or test class, takes a database of its own on
/// it, so that none sees another's rows.
public final class TestPostgres {
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final long PATIENCE_SECONDS = 60;
  private static @Nullable EmbeddedPostgres shared;

  private TestPostgres() {}

  /// An empty database nobody else uses. Blocking.
  public static DatabaseUrl freshDatabase() {
    DatabaseUrl server = server().url();
    String name = "test_" + DATABASES.incrementAndGet();
    Vertx vertx = Vertx.vertx();
    try {
      PgConnection connection = await(PgConnection.connect(vertx, server.toOptions()));
      await(connection.query("CREATE DATABASE " + name).execute());
      await(connection.close());
    } finally {
      await(vertx.close());
    }
    return new DatabaseUrl(
        server.host(), server.port(), name, server.user(), server.password(), server.sslMode());
  }

  /// A database nobody else uses, with the whole schema. Blocking; the caller closes it.
  public static Database migrated(Vertx vertx) {
    Database database = Database.open(vertx, freshDatabase(), Database.Limits.standard());
    await(new Migrations(database).run());
    return database;
  }

  /// Gives a data folder the programs that are unpacked already: unpacking takes seconds. Blocking.
  public static void lendPrograms(Path data) throws IOException {
    Path programs = server().programs();
    Files.createSymbolicLink(data.resolve(programs.getFileName()), programs);
  }

  static void takeBackPrograms(Path data) throws IOException {
    Files.deleteIfExists(data.resolve(server().programs().getFileName()));
  }

  /// The result of `future`, waited for on a thread of the test's. Fails as the future does.
  public static <T> T await(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException | TimeoutException stuck) {
      throw new IllegalStateException("not completed in time", stuck);
    }
  }

  /// The failure of `future`.
  public static Throwable failureOf(Future<?> future) {
    return await(
        future.transform(
            done ->
                done.succeeded()
                    ? Future.failedFuture(new AssertionError("expected a failure"))
                    : Future.succeededFuture(done.cause())));
  }

  private static synchronized EmbeddedPostgres server() {
    EmbeddedPostgres running = shared;
    if (running == null) {
      try {
        Path data = Files.createTempDirectory("keytrail-test-postgres");
        running = EmbeddedPostgres.start(data, new SecureRandom());
        shared = running;
        stopAtTheEnd(running, data);
      } catch (IOException | InterruptedException failed) {
        throw new IllegalStateException("the tests' PostgreSQL did not start", failed);
      }
    }
    return running;
  }

  private static void stopAtTheEnd(EmbeddedPostgres running, Path data) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    running.close();
                    Folders.delete(data);
                  } catch (IOException | InterruptedException failed) {
                    throw new IllegalStateException(failed);
                  }
                }));
  }
}
