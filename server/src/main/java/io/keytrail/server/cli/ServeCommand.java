package io.keytrail.server.cli;

import io.keytrail.server.RunningServer;
import io.keytrail.server.ServerConfig;
import io.keytrail.server.ServerConfig.RootKeySource;
import io.keytrail.server.demo.Demo;
import io.keytrail.server.http.PublicUrl;
import io.keytrail.server.store.DatabaseUrl;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `keytrail serve`: runs until SIGTERM, which ends the server and its PostgreSQL within 10 s, exit
/// 0.
@Command(
    name = "serve",
    description = {
      "Runs the server and prints `ready http://HOST:PORT` on stdout once it answers.",
      "Every option can also be given as KEYTRAIL_NAME, e.g. KEYTRAIL_PORT.",
      "The first start writes DATA/admin-token (this deployment's operator) and DATA/credentials"
          + " (the account's root user, for the AWS CLI)."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "${env:KEYTRAIL_HOST:-127.0.0.1}",
      description = "address to listen on (default: 127.0.0.1)")
  private String host = "";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "${env:KEYTRAIL_PORT:-8080}",
      description = "port to listen on, 0 for any free one (default: 8080)")
  private int port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:KEYTRAIL_DATA:-./data}",
      description = "data folder, made if absent (default: ./data)")
  private Path data = Path.of("data");

  @Option(
      names = "--database",
      paramLabel = "URL",
      defaultValue = "${env:KEYTRAIL_DATABASE}",
      description =
          "postgresql://USER:PASSWORD@HOST:PORT/NAME, version 15 or newer"
              + " (default: a PostgreSQL of our own in DATA/pg)")
  private @Nullable String database;

  @Option(
      names = "--account",
      paramLabel = "ID",
      defaultValue = "${env:KEYTRAIL_ACCOUNT:-123456789012}",
      description = "default account, 12 digits (default: 123456789012)")
  private String account = "";

  @Option(
      names = "--region",
      paramLabel = "NAME",
      defaultValue = "${env:KEYTRAIL_REGION:-us-west-2}",
      description = "default region (default: us-west-2)")
  private String region = "";

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      defaultValue = "${env:KEYTRAIL_PUBLIC_URL}",
      description = {
        "how browsers reach this server, e.g. https://keys.example.com",
        "(default: where it listens); the dashboard answers there only"
      })
  private @Nullable URI publicUrl;

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      defaultValue = "${env:KEYTRAIL_TLS_CERT}",
      description = "PEM certificate chain; with --tls-key")
  private @Nullable Path tlsCert;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      defaultValue = "${env:KEYTRAIL_TLS_KEY}",
      description = "PEM private key; with --tls-cert")
  private @Nullable Path tlsKey;

  @Option(
      names = "--insecure-http",
      defaultValue = "${env:KEYTRAIL_INSECURE_HTTP:-false}",
      description = "allow plain HTTP on an address beyond loopback")
  private boolean insecureHttp;

  @Option(
      names = "--trusted-proxy",
      paramLabel = "CIDR",
      split = ",",
      defaultValue = "${env:KEYTRAIL_TRUSTED_PROXY}",
      description = "proxies whose X-Forwarded-For and X-Forwarded-Proto count")
  private @Nullable List<String> trustedProxies;

  @Option(
      names = "--root-key",
      paramLabel = "FILE",
      defaultValue = "${env:KEYTRAIL_ROOT_KEY}",
      description = "file with the root key (default: DATA/root.key, made at first start)")
  private @Nullable Path rootKey;

  @Option(
      names = "--root-key-passphrase-file",
      paramLabel = "FILE",
      defaultValue = "${env:KEYTRAIL_ROOT_KEY_PASSPHRASE_FILE}",
      description = "derive the root key from the passphrase in this file (Argon2id)")
  private @Nullable Path passphraseFile;

  @Option(
      names = "--workspaces-speed",
      paramLabel = "N",
      defaultValue = "${env:KEYTRAIL_WORKSPACES_SPEED:-600}",
      description =
          "simulated seconds a second: a WorkSpace with an encrypted root volume takes 60 simulated"
              + " minutes to launch, another 20 (default: 600)")
  private double workspacesSpeed;

  @Option(
      names = "--demo",
      defaultValue = "${env:KEYTRAIL_DEMO:-false}",
      description = {
        "once ready, play a story into an empty data folder: a directory, an administrator, a key,",
        "and two encrypted WorkSpaces, of which one is rebooted and the other removed"
      })
  private boolean demo;

  @Override
  public Integer call() throws Exception {
    ServerConfig config = config();
    RunningServer server = RunningServer.start(config);
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  ended.countDown();
                  // Left to itself, Java ends with 128 + the signal's number, which says that
                  // something went wrong.
                  Runtime.getRuntime().halt(0);
                },
                "keytrail-shutdown"));
    System.out.println("ready " + server.uri());
    System.out.flush();
    server.demo().ifPresent(answer -> System.err.println(words(answer)));
    if (Terminal.isErr()) {
      System.err.println(
          "dashboard (works once, within ten minutes; './keytrail sign-in' makes another):");
      System.err.println("  " + server.signInLink(config));
    }
    ended.await();
    return 0;
  }

  private static String words(Demo.Answer demo) {
    return switch (demo) {
      case Demo.Answer.Job(UUID id, boolean ended) ->
          ended
              ? "demo: the story has been played here before (job " + id + ")"
              : "demo: the story is being played, as job " + id + " (/api/v1/jobs/" + id + ")";
      case Demo.Answer.NotEmpty _ ->
          "demo: this data folder has been used; the story is played into an empty one only (--data)";
    };
  }

  private ServerConfig config() {
    if (account.length() != 12 || !account.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw usage("--account: `" + account + "` is not an account id of 12 digits");
    }
    if (demo && !account.equals(Demo.ACCOUNT)) {
      throw usage("--demo plays in account " + Demo.ACCOUNT + ": leave --account out");
    }
    if (port < 0 || port > 65_535) {
      throw usage("--port: " + port + " is not a port (0 to 65535)");
    }
    if ((tlsCert == null) != (tlsKey == null)) {
      throw usage("--tls-cert and --tls-key belong together");
    }
    if (publicUrl != null) {
      PublicUrl.check(publicUrl)
          .ifPresent(
              why -> {
                throw usage("--public-url: " + why);
              });
    }
    if (!(workspacesSpeed > 0) || Double.isInfinite(workspacesSpeed)) {
      throw usage("--workspaces-speed: expected a number above 0");
    }
    if (rootKey != null && passphraseFile != null) {
      throw usage("give either --root-key or --root-key-passphrase-file");
    }
    if (tlsCert == null && !insecureHttp && !loopback()) {
      throw usage(
          "--host "
              + host
              + " is reachable from other machines: give --tls-cert and --tls-key, or say"
              + " --insecure-http to serve plain HTTP there all the same");
    }
    return new ServerConfig(
        host,
        port,
        data.toAbsolutePath().normalize(),
        database(),
        account,
        region,
        Optional.ofNullable(publicUrl),
        tlsCert == null || tlsKey == null
            ? Optional.empty()
            : Optional.of(new ServerConfig.Tls(tlsCert, tlsKey)),
        trustedProxies == null ? List.of() : trustedProxies,
        rootKeySource(),
        workspacesSpeed,
        demo);
  }

  private Optional<DatabaseUrl> database() {
    try {
      return Optional.ofNullable(database).filter(text -> !text.isBlank()).map(DatabaseUrl::parse);
    } catch (IllegalArgumentException e) {
      throw usage("--database: " + e.getMessage());
    }
  }

  private RootKeySource rootKeySource() {
    if (passphraseFile != null) {
      return new RootKeySource.Passphrase(passphraseFile);
    }
    return rootKey != null
        ? new RootKeySource.File(rootKey, false)
        : new RootKeySource.File(data.toAbsolutePath().normalize().resolve("root.key"), true);
  }

  private boolean loopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException _) {
      throw usage("--host: `" + host + "` is no address of this machine");
    }
  }

  private ParameterException usage(String message) {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it runs a command");
    }
    return new ParameterException(spec.commandLine(), message);
  }
}
