package io.keytrail.server.http;

import io.keytrail.server.crypto.Secret;
import io.keytrail.server.http.gate.RawSocket;
import io.keytrail.server.http.sigv4.SignedRequest;
import io.keytrail.server.http.sigv4.Signer;
import io.keytrail.server.http.sigv4.TestKeys;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.ApiRecorder.ApiEvent;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Operations;
import io.keytrail.server.wire.ServiceModels;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// The whole front door on a free port, with operations that echo behind it.
final class TestServer implements AutoCloseable {
  static final String ID = "AKIDEXAMPLE";
  static final String SECRET = "secret";
  static final String TOKEN = "the-admin-token";

  final PlainInvoker invoker = new PlainInvoker();
  final List<ApiEvent> events = new CopyOnWriteArrayList<>();
  final List<String> refusals = new CopyOnWriteArrayList<>();
  volatile Optional<String> unready = Optional.empty();
  final PublicUrl publicUrl = new PublicUrl(Optional.empty());
  final int port;
  final Path files = newFolder();
  private final Vertx vertx =
      Vertx.builder()
          .with(new VertxOptions().setEventLoopPoolSize(2).setPreferNativeTransport(true))
          .build();

  TestServer(HttpConfig config) {
    List<ApiOperation> api =
        List.of(
            new EchoApi("POST", "/api/v1/echo/{name}", "keytrail:Echo", true),
            new EchoApi("GET", "/api/v1/things", "keytrail:Look", false),
            new EchoApi("GET", "/api/v1/secret", "keytrail:Forbidden", true),
            new FileApi("/api/v1/files", "keytrail:Send", files),
            new FileApi("/api/v1/secret-files", "keytrail:Forbidden", files));
    FrontDoor.Parts parts =
        new FrontDoor.Parts(
            new Operations(List.of(EchoOperations.callerIdentity(), EchoOperations.decrypt())),
            ServiceModels.load(),
            invoker,
            new TestKeys().add(ID, SECRET, true),
            (_, checks) ->
                Future.succeededFuture(
                    checks.getFirst().action().equals("keytrail:Forbidden")
                        ? new Authorization(false, List.of(), "no policy allows it")
                        : Authorization.UNCHECKED),
            api,
            new EventList(events),
            new AdminToken(Secret.ofUtf8(TOKEN), "123456789012", "us-west-2"),
            (_, _, _) -> Future.succeededFuture(Optional.empty()),
            publicUrl,
            List.of(readyCheck()),
            (source, reason) -> refusals.add(source + " " + reason),
            HttpMetrics.create());
    FrontDoor door = new FrontDoor(vertx, config, parts, Clock.systemUTC(), new SecureRandom());
    port = HttpEndpoint.open(vertx, config, door).await().port();
    publicUrl.listening(URI.create("http://127.0.0.1:" + port));
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("keytrail-files");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TestServer start() {
    return new TestServer(HttpConfig.cleartext("127.0.0.1", 0));
  }

  private ReadyCheck readyCheck() {
    return new ReadyCheck() {
      @Override
      public String name() {
        return "database";
      }

      @Override
      public Future<Optional<String>> problem() {
        return Future.succeededFuture(unready);
      }
    };
  }

  /// The whole reply to one request, after which the connection is closed.
  String send(String method, String target, String headers, String body) throws IOException {
    try (RawSocket socket = new RawSocket(port)) {
      String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
      return socket
          .send(
              method
                  + " "
                  + target
                  + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                  + headers
                  + length
                  + "\r\n"
                  + body)
          .readToEnd();
    }
  }

  /// The reply to a request with the admin token.
  String api(String method, String target, String body) throws IOException {
    return send(method, target, "Authorization: Bearer " + TOKEN + "\r\n", body);
  }

  /// A signer for now.
  static Signer signer(String service) {
    Signer signer = new Signer();
    signer.id = ID;
    signer.secret = SECRET;
    signer.service = service;
    signer.headers.set("Host", "a");
    return signer.at(Clock.systemUTC().instant());
  }

  /// The reply to what a signer signed.
  String send(SignedRequest request) throws IOException {
    StringBuilder headers = new StringBuilder();
    request
        .headers()
        .forEach(
            (name, value) -> {
              if (!name.equals("Host")) {
                headers.append(name).append(": ").append(value).append("\r\n");
              }
            });
    return send(
        request.method(),
        request.target(),
        headers.toString(),
        new String(request.body(), StandardCharsets.ISO_8859_1));
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
