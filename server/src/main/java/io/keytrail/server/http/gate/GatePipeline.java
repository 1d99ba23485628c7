package io.keytrail.server.http.gate;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// Puts a [GateHandler] before the HTTP decoder of each new connection, and caps connections per
/// source.
///
/// The one place that knows Vert.x's inside: a server connection's pipeline and the decoder's name
/// in it. Vert.x calls a server's connection handler after the pipeline stands and before the first
/// byte is read, so no byte escapes the gate; where either ever changes, [#install] fails and the
/// connection with it.
public final class GatePipeline {
  private static final String DECODER = "httpDecoder";

  private final GateLimits limits;
  private final LargeBodies large;
  private final Predicate<String> uncapped;
  private final Map<String, Integer> open = new ConcurrentHashMap<>();

  /// @param uncapped sources without a cap of their own: trusted proxies
  public GatePipeline(GateLimits limits, LargeBodies large, Predicate<String> uncapped) {
    this.limits = limits;
    this.large = large;
    this.uncapped = uncapped;
  }

  /// The connection handler of the server.
  ///
  /// @throws IllegalStateException if the connection is not what this class knows; the connection
  ///     is closed then
  public void install(HttpConnection connection) {
    if (!(connection instanceof HttpServerConnection server)) {
      throw new IllegalStateException("not an HTTP/1.1 connection of the server");
    }
    Channel channel = server.channelHandlerContext().channel();
    if (channel.pipeline().get(DECODER) == null) {
      var _ = channel.close();
      throw new IllegalStateException("the connection has no decoder to guard");
    }
    String address = connection.remoteAddress().hostAddress();
    String source = address == null ? "" : address;
    channel.pipeline().addBefore(DECODER, "gate", new GateHandler(limits, large, source));
    admit(channel, source);
  }

  /// The gate of a connection that [#install] has seen.
  public static GateHandler of(HttpConnection connection) {
    if (connection instanceof HttpServerConnection server) {
      GateHandler gate = server.channelHandlerContext().channel().attr(GateHandler.KEY).get();
      if (gate != null) {
        return gate;
      }
    }
    throw new IllegalStateException("the connection has no gate");
  }

  private void admit(Channel channel, String source) {
    if (uncapped.test(source)) {
      return;
    }
    int count = open.merge(source, 1, Integer::sum);
    channel.closeFuture().addListener(_ -> leave(source));
    if (count > limits.connectionsPerSource()) {
      var _ = channel.close();
    }
  }

  private void leave(String source) {
    open.computeIfPresent(source, (_, count) -> count == 1 ? null : count - 1);
  }
}
