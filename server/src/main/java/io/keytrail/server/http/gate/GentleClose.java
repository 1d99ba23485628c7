package io.keytrail.server.http.gate;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import java.util.concurrent.TimeUnit;

/// Ends a connection so that the client can still read what was written: our side first, all of it
/// a second later.
final class GentleClose {
  private static final long LINGER_MILLIS = 1000;

  private GentleClose() {}

  static void close(ChannelHandlerContext ctx) {
    Channel channel = ctx.channel();
    channel.config().setAutoRead(true);
    if (channel instanceof DuplexChannel duplex && ctx.pipeline().get("ssl") == null) {
      var _ = duplex.shutdownOutput();
      var _ =
          ctx.executor().schedule(() -> closeNow(channel), LINGER_MILLIS, TimeUnit.MILLISECONDS);
    } else {
      closeNow(channel);
    }
  }

  private static void closeNow(Channel channel) {
    var _ = channel.close();
  }
}
