package io.keytrail.server.http;

import io.keytrail.server.http.gate.GateRefusal;
import io.keytrail.server.http.sigv4.SigV4Verifier;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.CommonErrors;
import io.keytrail.server.invoke.Problem;
import io.keytrail.server.invoke.Upload;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/// A body on its way into a file. Until [#receive] it waits in the socket, and the gate lets no
/// more of it through than of any other. Confined to the connection's event loop, but for
/// [#receive].
final class FileBody implements Upload {
  private final Exchange exchange;
  private final Limits limits;
  private final Optional<String> statedSha256;
  private final Context context = Objects.requireNonNull(Vertx.currentContext());
  private final Promise<Received> done = Promise.promise();
  private boolean whole;
  private boolean failed;

  /// Holds the body back. Must be made before the handler of the request returns.
  ///
  /// @param statedSha256 what the body must hash to
  FileBody(Exchange exchange, Limits limits, Optional<String> statedSha256) {
    this.exchange = exchange;
    this.limits = limits;
    this.statedSha256 = statedSha256;
    exchange.request().pause();
  }

  /// Whether nothing of the body is to come any more.
  boolean isWhole() {
    return whole;
  }

  @Override
  public Future<Received> receive(Path folder) {
    context.runOnContext(_ -> begin(folder));
    return done.future();
  }

  private void begin(Path folder) {
    String length = exchange.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null && Long.parseLong(length) > limits.maxBytes()) {
      done.tryFail(tooLarge());
      return;
    }
    ReceivedFile.create(
            context.owner(),
            folder.resolve(exchange.requestId() + ".part"),
            length == null ? 0 : Long.parseLong(length))
        .onFailure(done::tryFail)
        .onSuccess(this::read);
  }

  private void read(ReceivedFile file) {
    HttpServerRequest request = exchange.request();
    exchange.gate().admitLargeBody(limits.maxBytes(), limits.deadline());
    exchange.gate().onBodyFault(refusal -> fail(file, reason(refusal)));
    exchange.letBodyCome();
    request.handler(chunk -> write(file, chunk));
    request.endHandler(_ -> end(file));
    request.exceptionHandler(_ -> fail(file, cutOff()));
    request.resume();
  }

  private void write(ReceivedFile file, Buffer chunk) {
    if (failed) {
      return;
    }
    if (file.bytes() + chunk.length() > limits.maxBytes()) {
      fail(file, tooLarge());
      return;
    }
    file.write(chunk).onFailure(failure -> fail(file, failure));
    if (file.isFull()) {
      exchange.request().pause();
      file.onRoom(exchange.request()::resume);
    }
  }

  private void end(ReceivedFile file) {
    exchange.gate().bodyRead();
    whole = true;
    if (failed) {
      return;
    }
    String sha256 = file.sha256();
    if (statedSha256.isPresent() && !statedSha256.get().equals(sha256)) {
      fail(file, new ApiException(CommonErrors.INVALID_SIGNATURE, SigV4Verifier.HASH_MISMATCH));
      return;
    }
    file.finish()
        .onSuccess(path -> done.tryComplete(new Received(path, file.bytes(), sha256)))
        .onFailure(failure -> fail(file, failure));
  }

  /// The first failure counts; the file goes before it is told.
  private void fail(ReceivedFile file, Throwable why) {
    failed = true;
    exchange.gate().bodyRead();
    file.discard().onComplete(_ -> done.tryFail(why));
  }

  private Problem reason(GateRefusal refusal) {
    return switch (refusal) {
      case BODY_TOO_LARGE -> tooLarge();
      case REQUEST_TIMEOUT ->
          Problem.of(
              408,
              "REQUEST_TIMEOUT",
              "the file did not arrive within %d min, or nothing of it came for a while"
                  .formatted(limits.deadline().toMinutes()));
      default -> Problem.of(refusal.status(), refusal.name(), refusal.message());
    };
  }

  private Problem tooLarge() {
    return Problem.of(
        413,
        "REQUEST_ENTITY_TOO_LARGE",
        "the file is larger than the %d bytes that are taken; split it, or compress it with gzip"
            .formatted(limits.maxBytes()));
  }

  private static Problem cutOff() {
    return Problem.of(400, "CUT_OFF", "the connection ended in the middle of the file");
  }
}
