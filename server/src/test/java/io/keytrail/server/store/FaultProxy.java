package io.keytrail.server.store;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Stands between a server and its PostgreSQL on this machine and can break what is between them:
/// stop passing anything on without closing a connection, on all connections or on those that
/// `LISTEN` only, or cut them off. For any thread; changes hold for new connections too.
public final class FaultProxy implements AutoCloseable {
  private final NetServer server;
  private final NetClient client;
  private final DatabaseUrl target;
  private final List<Joint> joints = new CopyOnWriteArrayList<>();
  private volatile Fault fault = Fault.NONE;

  private enum Fault {
    NONE,
    FROZEN,
    LISTENERS_FROZEN,
    CUT
  }

  /// Both sides of one connection.
  private static final class Joint {
    private final NetSocket near;
    private final NetSocket far;
    private volatile boolean listens;

    private Joint(NetSocket near, NetSocket far) {
      this.near = near;
      this.far = far;
    }
  }

  private FaultProxy(Vertx vertx, DatabaseUrl target) {
    this.target = target;
    this.client = vertx.createNetClient();
    this.server = vertx.createNetServer().connectHandler(this::accept);
  }

  /// Blocking, not on an event loop.
  public static FaultProxy start(Vertx vertx, DatabaseUrl target) {
    FaultProxy proxy = new FaultProxy(vertx, target);
    TestPostgres.await(proxy.server.listen(0, "127.0.0.1"));
    return proxy;
  }

  /// The database, by way of this.
  public DatabaseUrl url() {
    return target.atPort(server.actualPort());
  }

  public int connections() {
    return joints.size();
  }

  /// How many connections have said `LISTEN`.
  public long listeners() {
    return joints.stream().filter(joint -> joint.listens).count();
  }

  /// From now on nothing passes, in either direction.
  public void freeze() {
    apply(Fault.FROZEN);
  }

  /// From now on nothing passes on connections that have said `LISTEN`; all others go on.
  public void freezeListeners() {
    apply(Fault.LISTENERS_FROZEN);
  }

  /// Closes every connection, and each new one as it is made.
  public void cut() {
    apply(Fault.CUT);
  }

  /// Everything passes again; what was cut stays so.
  public void resume() {
    apply(Fault.NONE);
  }

  @Override
  public void close() {
    cut();
    TestPostgres.await(server.close().eventually(client::close));
  }

  private void apply(Fault next) {
    fault = next;
    joints.forEach(this::apply);
  }

  private void apply(Joint joint) {
    switch (fault) {
      case NONE -> pass(joint, true);
      case FROZEN -> pass(joint, false);
      case LISTENERS_FROZEN -> pass(joint, !joint.listens);
      case CUT -> {
        var _ = joint.near.close();
        var _ = joint.far.close();
      }
    }
  }

  private static void pass(Joint joint, boolean passing) {
    if (passing) {
      joint.near.resume();
      joint.far.resume();
    } else {
      joint.near.pause();
      joint.far.pause();
    }
  }

  private void accept(NetSocket near) {
    near.pause();
    if (fault == Fault.CUT) {
      var _ = near.close();
      return;
    }
    client
        .connect(target.port(), target.host())
        .onSuccess(far -> join(new Joint(near, far)))
        .onFailure(_ -> near.close());
  }

  private void join(Joint joint) {
    joint.near.handler(
        bytes -> {
          joint.far.write(bytes);
          if (saysListen(bytes)) {
            joint.listens = true;
            apply(joint);
          }
        });
    joint.far.handler(joint.near::write);
    joint.near.closeHandler(_ -> end(joint));
    joint.far.closeHandler(_ -> end(joint));
    joints.add(joint);
    apply(joint);
  }

  private void end(Joint joint) {
    joints.remove(joint);
    var _ = joint.near.close();
    var _ = joint.far.close();
  }

  private static boolean saysListen(Buffer bytes) {
    return bytes.toString(StandardCharsets.ISO_8859_1).contains("LISTEN keytrail_change");
  }
}
