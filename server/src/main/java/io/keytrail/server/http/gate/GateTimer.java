package io.keytrail.server.http.gate;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// One timer a connection for all its deadlines: moved only when it must fire earlier, otherwise it
/// looks at what is left when it fires. Confined to the connection's event loop.
final class GateTimer {
  private final LongSupplier nanosLeft;
  private final Consumer<ChannelHandlerContext> expired;
  private @Nullable ScheduledFuture<?> pending;
  private long due;

  /// @param nanosLeft until the deadline that holds now
  /// @param expired called when there is nothing left, on an open connection
  GateTimer(LongSupplier nanosLeft, Consumer<ChannelHandlerContext> expired) {
    this.nanosLeft = nanosLeft;
    this.expired = expired;
  }

  /// Fires after the delay, or earlier.
  void arm(ChannelHandlerContext ctx, long delayNanos) {
    long wanted = System.nanoTime() + delayNanos;
    ScheduledFuture<?> current = pending;
    if (current != null && !current.isDone() && due - wanted <= 0) {
      return;
    }
    cancel();
    due = wanted;
    pending = ctx.executor().schedule(() -> fire(ctx), delayNanos, TimeUnit.NANOSECONDS);
  }

  void cancel() {
    ScheduledFuture<?> current = pending;
    pending = null;
    if (current != null) {
      current.cancel(false);
    }
  }

  private void fire(ChannelHandlerContext ctx) {
    pending = null;
    if (!ctx.channel().isActive()) {
      return;
    }
    long left = nanosLeft.getAsLong();
    if (left > 0) {
      arm(ctx, left);
    } else {
      expired.accept(ctx);
    }
  }
}
