package io.keytrail.server.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Stands between a client and a port of this machine, and can stop passing anything on without
// closing a connection.
final class FreezableProxy {
  private final NetServer server;
  private final NetClient client;
  private final List<NetSocket> sockets = new CopyOnWriteArrayList<>();
  private volatile boolean frozen;

  private FreezableProxy(Vertx vertx, int target) {
    client = vertx.createNetClient();
    server =
        vertx
            .createNetServer()
            .connectHandler(
                near -> {
                  near.pause();
                  sockets.add(near);
                  client
                      .connect(target, "127.0.0.1")
                      .onSuccess(far -> join(near, far))
                      .onFailure(_ -> near.close());
                });
  }

  static FreezableProxy start(Vertx vertx, int target) {
    FreezableProxy proxy = new FreezableProxy(vertx, target);
    TestPostgres.await(proxy.server.listen(0, "127.0.0.1"));
    return proxy;
  }

  int port() {
    return server.actualPort();
  }

  int connections() {
    return sockets.size();
  }

  /// From now on nothing passes, in either direction, on any connection.
  void freeze() {
    frozen = true;
    sockets.forEach(NetSocket::pause);
  }

  void thaw() {
    frozen = false;
    sockets.forEach(NetSocket::resume);
  }

  Future<Void> close() {
    return server.close().eventually(client::close);
  }

  private void join(NetSocket near, NetSocket far) {
    sockets.add(far);
    near.handler(far::write);
    far.handler(near::write);
    near.closeHandler(_ -> far.close());
    far.closeHandler(_ -> near.close());
    if (frozen) {
      far.pause();
    } else {
      near.resume();
    }
  }
}
