package io.keytrail.server.store;

import io.keytrail.server.crypto.Secret;
import io.keytrail.server.crypto.SecretAccess;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Where a PostgreSQL is and how to log in:
/// `postgresql://user:password@host:5432/database?sslmode=require`.
///
/// User and password are percent-decoded. The only parameter is `sslmode`, with PostgreSQL's
/// values. Prints itself without the password.
public record DatabaseUrl(
    String host, int port, String database, String user, Secret password, SslMode sslMode) {
  private static final int DEFAULT_PORT = 5432;

  /// @throws IllegalArgumentException with a text for the operator that holds no part of the
  ///     password
  public static DatabaseUrl parse(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException malformed) {
      // The cause would print the text, and with it the password.
      throw refused("expected `postgresql://user:password@host:port/database`");
    }
    String scheme = uri.getScheme();
    if (!"postgresql".equals(scheme) && !"postgres".equals(scheme)) {
      throw refused("expected a URL that starts with `postgresql://`");
    }
    String path = uri.getRawPath();
    if (uri.getHost() == null || path == null || path.length() < 2 || uri.getFragment() != null) {
      throw refused("expected a host and a database, as in `postgresql://user@host:5432/keytrail`");
    }
    String login = uri.getRawUserInfo();
    if (login == null || login.isEmpty()) {
      throw refused("expected a user name before the host");
    }
    int colon = login.indexOf(':');
    String host = uri.getHost();
    return new DatabaseUrl(
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
        decoded(path.substring(1)),
        decoded(colon < 0 ? login : login.substring(0, colon)),
        Secret.ofUtf8(colon < 0 ? "" : decoded(login.substring(colon + 1))),
        sslMode(uri.getRawQuery()));
  }

  /// The same database by another port, for tests that stand between.
  DatabaseUrl atPort(int otherPort) {
    return new DatabaseUrl(host, otherPort, database, user, password, sslMode);
  }

  PgConnectOptions toOptions() {
    return new PgConnectOptions()
        .setHost(host)
        .setPort(port)
        .setDatabase(database)
        .setUser(user)
        .setPassword(password.readText(SecretAccess.OPERATOR))
        .setSslMode(sslMode);
  }

  @Override
  public String toString() {
    return "postgresql://" + user + "@" + host + ":" + port + "/" + database;
  }

  private static SslMode sslMode(@Nullable String query) {
    if (query == null) {
      return SslMode.DISABLE;
    }
    String prefix = "sslmode=";
    if (query.startsWith(prefix)) {
      for (SslMode mode : SslMode.values()) {
        if (mode.value.equals(query.substring(prefix.length()))) {
          return mode;
        }
      }
    }
    throw refused(
        "expected no parameter but `sslmode`, one of disable, allow, prefer, require, verify-ca, verify-full");
  }

  private static String decoded(String text) {
    // URLDecoder is for forms: a plus sign is a plus sign here.
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static IllegalArgumentException refused(String why) {
    return new IllegalArgumentException("the database URL is malformed: " + why);
  }
}
