package io.keytrail.server.http;

import static java.util.stream.Collectors.toSet;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How browsers reach this server: what the operator says, or else where it listens, which is known
/// only once the port is open. Thread-safe.
public final class PublicUrl {
  private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "[::]", "[0:0:0:0:0:0:0:0]");

  private final Optional<URI> given;
  private volatile @Nullable Address address;

  /// @param given scheme, host and perhaps a port, as [#check] has it
  public PublicUrl(Optional<URI> given) {
    this.given = given;
  }

  /// Where a browser is, and what is asked of its requests.
  ///
  /// @param origin as browsers write it, `http://127.0.0.1:8080`
  /// @param secure whether browsers come by TLS
  /// @param cookie name of the session's cookie: of this port, because cookies are shared by all
  ///     ports of a host; and under TLS one that no other host can set
  /// @param hosts what requests may say as `Host`
  record Address(String origin, boolean secure, String cookie, Set<String> hosts) {
    Address {
      hosts = Set.copyOf(hosts);
    }
  }

  /// Says why the text cannot be a public URL; empty if it can.
  public static Optional<String> check(URI url) {
    String scheme = url.getScheme();
    boolean web = scheme != null && (isHttp(scheme) || isHttps(scheme));
    String path = url.getRawPath();
    if (!web || url.getHost() == null) {
      return Optional.of("expected `https://HOST` or `http://HOST:PORT`");
    }
    boolean bare =
        (path == null || path.isEmpty() || path.equals("/"))
            && url.getRawQuery() == null
            && url.getRawFragment() == null
            && url.getRawUserInfo() == null;
    return bare
        ? Optional.empty()
        : Optional.of("expected scheme, host and port only: the dashboard is at the root");
  }

  /// The port is open.
  ///
  /// @param ready where
  public void listening(URI ready) {
    URI url = given.orElse(reachable(ready));
    boolean secure = isHttps(url.getScheme());
    int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
    address =
        new Address(
            (secure ? "https://" : "http://") + authority(url),
            secure,
            (secure ? "__Host-keytrail-" : "keytrail-") + port,
            Stream.of(url, reachable(ready)).map(PublicUrl::authority).collect(toSet()));
  }

  Address address() {
    Address known = address;
    if (known == null) {
      throw new IllegalStateException("the port is not open yet");
    }
    return known;
  }

  /// The origin that browsers see.
  public String origin() {
    return address().origin();
  }

  /// Who listens everywhere is reached by loopback.
  private static URI reachable(URI ready) {
    if (!EVERY_ADDRESS.contains(ready.getHost())) {
      return ready;
    }
    String loopback = ready.getHost().startsWith("[") ? "[::1]" : "127.0.0.1";
    return URI.create(ready.getScheme() + "://" + loopback + ":" + ready.getPort());
  }

  /// `host:port`, as browsers write it: in lower case, a scheme's own port left out.
  private static String authority(URI url) {
    String host = url.getHost().toLowerCase(Locale.ROOT);
    int own = isHttps(url.getScheme()) ? 443 : 80;
    return url.getPort() < 0 || url.getPort() == own ? host : host + ":" + url.getPort();
  }

  private static boolean isHttp(String scheme) {
    return scheme.toLowerCase(Locale.ROOT).equals("http");
  }

  private static boolean isHttps(String scheme) {
    return scheme.toLowerCase(Locale.ROOT).equals("https");
  }
}
