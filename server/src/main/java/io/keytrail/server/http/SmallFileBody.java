package io.keytrail.server.http;

import io.keytrail.server.invoke.Upload;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.Objects;

/// A body that had to be read before its call was signed in, because its head did not say what it
/// hashes to.
///
/// @param name of the file
record SmallFileBody(String name, byte[] body) implements Upload {

  @Override
  public Future<Received> receive(Path folder) {
    Vertx vertx = Objects.requireNonNull(Vertx.currentContext()).owner();
    return ReceivedFile.create(vertx, folder.resolve(name + ".part"), body.length)
        .compose(
            file ->
                file.write(Buffer.buffer(body))
                    .compose(_ -> file.finish())
                    .map(path -> new Received(path, body.length, file.sha256()))
                    .recover(
                        failure -> file.discard().transform(_ -> Future.failedFuture(failure))));
  }
}
