package io.keytrail.server.http;

import io.keytrail.server.invoke.Problem;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The dashboard's files, from `webroot/` on the class path, packed where the build put a `.gz`
/// beside a file and the client takes it. A path without a file ending is a page of the one
/// document. What lies below `assets/` has its digest in its name and is kept for ever; the rest is
/// not kept.
final class Dashboard {
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:;"
          + " font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self';"
          + " require-trusted-types-for 'script'";
  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "woff2", "font/woff2",
          "txt", "text/plain; charset=utf-8");

  private final Vertx vertx;
  private final Map<String, Optional<Content>> files = new ConcurrentHashMap<>();

  /// @param packed by gzip
  private record Content(byte[] plain, Optional<byte[]> packed) {}

  Dashboard(Vertx vertx) {
    this.vertx = vertx;
  }

  /// Answers a GET or HEAD; everything else is a 404.
  void serve(Exchange exchange) {
    String file = file(exchange);
    String type = TYPES.get(file.substring(file.lastIndexOf('.') + 1));
    boolean reads = exchange.method().equals("GET") || exchange.method().equals("HEAD");
    if (!reads || file.isEmpty() || type == null) {
      notFound(exchange);
      return;
    }
    Optional<Content> known = files.get(file);
    if (known != null) {
      answer(exchange, file, type, known);
      return;
    }
    vertx
        .executeBlocking(() -> load(file), false)
        .onSuccess(content -> answer(exchange, file, type, content))
        .onFailure(failure -> ErrorRenderer.api(exchange, failure, 0));
  }

  /// The file's name below `webroot`; empty if the path can be none. Escapes and dots in front stay
  /// outside.
  private static String file(Exchange exchange) {
    String path = exchange.path();
    if (path.contains("//") || path.contains("/.") || !isPlain(path)) {
      return "";
    }
    if (path.indexOf('.', path.lastIndexOf('/')) > 0) {
      return path.substring(1);
    }
    String accept = exchange.headers().get("accept");
    return accept != null
            && (accept.contains("text/html") || path.equals("/") && accept.contains("*/*"))
        ? "index.html"
        : "";
  }

  private static boolean isPlain(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      boolean plain =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || c == '/'
              || c == '-'
              || c == '_'
              || c == '.';
      if (!plain) {
        return false;
      }
    }
    return true;
  }

  private Optional<Content> load(String file) {
    Optional<Content> content = read(file).map(plain -> new Content(plain, read(file + ".gz")));
    if (content.isPresent()) {
      files.put(file, content);
    }
    return content;
  }

  private static Optional<byte[]> read(String file) {
    try (InputStream in = Dashboard.class.getResourceAsStream("/webroot/" + file)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void answer(
      Exchange exchange, String file, String type, Optional<Content> content) {
    if (content.isEmpty()) {
      notFound(exchange);
      return;
    }
    HttpServerResponse response = exchange.response().putHeader("content-type", type);
    secure(exchange, response);
    response
        .putHeader("cache-control", file.startsWith("assets/") ? FOR_EVER : "no-store")
        .putHeader("vary", "accept-encoding");
    Optional<byte[]> packed = content.get().packed();
    if (packed.isPresent() && takesGzip(exchange)) {
      response.putHeader("content-encoding", "gzip");
      exchange.end(response, packed.get());
    } else {
      exchange.end(response, content.get().plain());
    }
  }

  private static boolean takesGzip(Exchange exchange) {
    String accepted = exchange.headers().get("accept-encoding");
    return accepted != null && accepted.contains("gzip") && !accepted.contains("gzip;q=0");
  }

  private static void secure(Exchange exchange, HttpServerResponse response) {
    response
        .putHeader("content-security-policy", CONTENT_SECURITY_POLICY)
        .putHeader("x-content-type-options", "nosniff")
        .putHeader("x-frame-options", "DENY")
        .putHeader("referrer-policy", "no-referrer")
        .putHeader("cross-origin-opener-policy", "same-origin")
        .putHeader("cross-origin-resource-policy", "same-origin");
    if (exchange.origin().secureTransport()) {
      response.putHeader("strict-transport-security", "max-age=31536000");
    }
  }

  private static void notFound(Exchange exchange) {
    ErrorRenderer.api(exchange, Problem.of(404, "NOT_FOUND", "there is nothing at this path"), 0);
  }
}
