package io.keytrail.server;

import io.keytrail.server.ServerConfig.RootKeySource;
import io.keytrail.server.crypto.FileRootKey;
import io.keytrail.server.crypto.PassphraseRootKey;
import io.keytrail.server.crypto.RootKey;
import io.keytrail.server.store.Database;
import io.keytrail.server.store.DatabaseUrl;
import io.keytrail.server.store.DurabilityCheck;
import io.keytrail.server.store.EmbeddedPostgres;
import io.keytrail.server.store.EventLogPartitions;
import io.keytrail.server.store.Migrations;
import io.keytrail.server.store.RootKeyGuard;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What stands before anything can be served: the data folder, Vert.x, a database that keeps what
/// it acknowledges, its schema, and the root key that belongs to it. Opened and closed by one
/// thread, which blocks.
record Foundation(
    Vertx vertx,
    Optional<EmbeddedPostgres> postgres,
    Database database,
    RootKey rootKey,
    SecureRandom random)
    implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  static Foundation open(ServerConfig config) throws IOException, InterruptedException {
    folder(config.data());
    SecureRandom random = new SecureRandom();
    RootKey rootKey = rootKey(config, random);
    Optional<EmbeddedPostgres> postgres =
        config.database().isPresent()
            ? Optional.empty()
            : Optional.of(EmbeddedPostgres.start(config.data(), random));
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    DatabaseUrl url = config.database().or(() -> postgres.map(EmbeddedPostgres::url)).orElseThrow();
    Foundation foundation =
        new Foundation(
            vertx,
            postgres,
            Database.open(vertx, url, Database.Limits.standard()),
            rootKey,
            random);
    try {
      foundation.prepare();
      return foundation;
    } catch (RuntimeException failure) {
      foundation.close();
      throw failure;
    }
  }

  private void prepare() {
    await(new DurabilityCheck(database).verify());
    await(new Migrations(database).run());
    await(new RootKeyGuard(database).verify(rootKey));
    await(new EventLogPartitions(database, InstantSource.system()).ensure());
  }

  private static void folder(Path data) throws IOException {
    Files.createDirectories(
        data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  private static RootKey rootKey(ServerConfig config, SecureRandom random) {
    return switch (config.rootKey()) {
      case RootKeySource.File(Path path, boolean create) ->
          create ? FileRootKey.openOrCreate(path, random) : FileRootKey.open(path);
      case RootKeySource.Passphrase(Path file) ->
          PassphraseRootKey.open(file, config.data().resolve("root-key.salt"), random);
    };
  }

  /// The result, waited for on a thread of our own; fails with the future's own failure.
  static <T> T await(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failed.getCause());
    } catch (TimeoutException stuck) {
      throw new IllegalStateException("nothing happened for " + PATIENCE.toSeconds() + " s", stuck);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  @Override
  public void close() {
    await(database.close());
    await(vertx.close());
    postgres.ifPresent(Foundation::stop);
  }

  private static void stop(EmbeddedPostgres postgres) {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("the embedded PostgreSQL did not end", e);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
