package io.keytrail.server.http.gate;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.AttributeKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Stands between the socket and the HTTP decoder: passes on whole, exact requests and their
/// bodies, and nothing of a head before it was judged.
///
/// A refused head is replaced by one of our own, `GET !REASON`, whose target no client can send (a
/// target begins with `/`): so the refusal is answered in its turn, behind the replies to what was
/// pipelined before. What follows on the connection is thrown away. A fault inside a body goes to
/// whoever waits for that body ([#onBodyFault]).
///
/// Confined to the connection's event loop.
public final class GateHandler extends ChannelDuplexHandler {
  /// First character of the target that stands for a refusal.
  public static final char REFUSAL_MARK = '!';

  static final AttributeKey<GateHandler> KEY = AttributeKey.valueOf("keytrail.gate");

  private enum Phase {
    BETWEEN,
    HEAD,
    BODY,
    REFUSED
  }

  private final GateLimits limits;
  private final String source;
  private final HeadReader head;
  private final HeadRules rules;
  private final BodyFraming body;
  private Phase phase = Phase.BETWEEN;
  private long requestStart;
  private long lastActivity = System.nanoTime();
  private int heldBytes;
  private boolean readHeld;
  private @Nullable GateRefusal pendingRefusal;
  private @Nullable GateRefusal bodyFault;
  private @Nullable Consumer<GateRefusal> bodyWaiter;
  private final GateTimer timer = new GateTimer(this::nanosLeft, this::expire);
  private @Nullable ChannelHandlerContext context;
  private boolean lastReply;
  private long largeBodyNanos;

  /// @param source address of the peer
  GateHandler(GateLimits limits, LargeBodies large, String source) {
    this.limits = limits;
    this.source = source;
    this.head = new HeadReader(limits);
    this.rules = new HeadRules(limits, large);
    this.body = new BodyFraming();
  }

  /// The body that is being read may be so large and take so long, if it does not stand still for
  /// [GateLimits#idle]. For who has signed in only.
  public void admitLargeBody(long maxBytes, Duration deadline) {
    body.allow(maxBytes);
    largeBodyNanos = deadline.toNanos();
    timer.arm(Objects.requireNonNull(context), nanosLeft());
  }

  /// Tells `waiter` (once, on the event loop) if the body it is reading turns out to be malformed,
  /// too large or too slow; at once if that is known already. Cleared by [#bodyRead].
  public void onBodyFault(Consumer<GateRefusal> waiter) {
    GateRefusal known = bodyFault;
    if (known == null) {
      bodyWaiter = waiter;
    } else {
      waiter.accept(known);
    }
  }

  /// The body was read to its end, or nobody waits for it any more.
  public void bodyRead() {
    bodyWaiter = null;
  }

  /// The peer's address, as text.
  public String source() {
    return source;
  }

  /// The reply that is being written is the connection's last: what was pipelined behind it must
  /// not be served.
  public void lastReply() {
    lastReply = true;
  }

  public boolean isClosing() {
    return lastReply;
  }

  /// Closes the connection after its last reply is flushed: our side first, so that the client can
  /// read the reply before it learns that nobody reads its bytes; all of it a second later.
  public void closeGently() {
    ChannelHandlerContext ctx = context;
    if (ctx == null || !ctx.channel().isActive()) {
      return;
    }
    phase = Phase.REFUSED;
    GentleClose.close(ctx);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
    ctx.channel().attr(KEY).set(this);
    timer.arm(ctx, limits.headDeadline().toNanos());
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    timer.cancel();
    bodyWaiter = null;
    ctx.fireChannelInactive();
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (ctx.channel().isWritable()) {
      lastActivity = System.nanoTime();
    }
    var _ = ctx.write(message, promise);
  }

  /// Reads no further requests from a client that does not read our replies.
  @Override
  public void read(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable()) {
      ctx.read();
    } else {
      readHeld = true;
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (readHeld && ctx.channel().isWritable()) {
      readHeld = false;
      ctx.read();
    }
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof ByteBuf in)) {
      ctx.fireChannelRead(message);
    } else if (phase == Phase.REFUSED) {
      in.release();
    } else {
      lastActivity = System.nanoTime();
      inspect(ctx, in);
    }
  }

  private void inspect(ChannelHandlerContext ctx, ByteBuf in) {
    int start = in.readerIndex();
    int end = in.writerIndex();
    int i = start;
    // INVARIANT: in[start, good) may be passed on; heldBytes of an earlier buffer stand before it.
    int good = start;
    while (i < end && phase != Phase.REFUSED) {
      if (phase == Phase.BODY) {
        i = body.feed(in, i, end);
        // The decoder must not trip over the offending byte before the refusal is answered.
        good = body.refusal() == null ? i : i - 1;
        endBody();
      } else {
        i = feedHead(ctx, in, i, end);
        good = phase == Phase.HEAD || phase == Phase.REFUSED ? good : i;
      }
    }
    pass(ctx, in, start, good);
    settle(ctx);
  }

  /// Reads on in a head; when it is whole and good, what was held of it is passed on and the body
  /// begins.
  private int feedHead(ChannelHandlerContext ctx, ByteBuf in, int from, int end) {
    if (phase == Phase.BETWEEN) {
      phase = Phase.HEAD;
      requestStart = lastActivity;
      heldBytes = 0;
    }
    int next = head.feed(in, from, end);
    GateRefusal refusal = head.refusal();
    if (refusal == null && head.isComplete()) {
      refusal = rules.check(head.bytes(), head.length());
    }
    if (refusal != null) {
      pendingRefusal = refusal;
      phase = Phase.REFUSED;
    } else if (head.isComplete()) {
      releaseHeld(ctx);
      body.start(rules.bodyLength(), limits.bodyBytes());
      largeBodyNanos = 0;
      phase = body.isDone() ? Phase.BETWEEN : Phase.BODY;
      head.reset();
    }
    return next;
  }

  private void releaseHeld(ChannelHandlerContext ctx) {
    if (heldBytes > 0) {
      ctx.fireChannelRead(Unpooled.wrappedBuffer(Arrays.copyOf(head.bytes(), heldBytes)));
      heldBytes = 0;
    }
  }

  private void endBody() {
    GateRefusal refusal = body.refusal();
    if (refusal != null) {
      failBody(refusal);
    } else if (body.isDone()) {
      phase = Phase.BETWEEN;
    }
  }

  private void pass(ChannelHandlerContext ctx, ByteBuf in, int start, int good) {
    if (good == start) {
      in.release();
    } else {
      ctx.fireChannelRead(good == in.writerIndex() ? in : in.writerIndex(good));
    }
  }

  /// After a buffer: answers a refused head, remembers how much of an unfinished one is held, sets
  /// the timer.
  private void settle(ChannelHandlerContext ctx) {
    GateRefusal refusal = pendingRefusal;
    if (refusal != null) {
      pendingRefusal = null;
      refuse(ctx, refusal);
    } else if (phase == Phase.HEAD) {
      heldBytes = head.length();
      timer.arm(ctx, limits.headDeadline().toNanos());
    } else if (phase == Phase.BODY) {
      timer.arm(ctx, limits.requestDeadline().toNanos());
    }
  }

  private static void refuse(ChannelHandlerContext ctx, GateRefusal refusal) {
    ctx.fireChannelRead(refusal.asRequest());
    ctx.fireChannelReadComplete();
  }

  private void failBody(GateRefusal refusal) {
    phase = Phase.REFUSED;
    bodyFault = refusal;
    Consumer<GateRefusal> waiter = bodyWaiter;
    bodyWaiter = null;
    if (waiter != null) {
      waiter.accept(refusal);
    }
  }

  private long nanosLeft() {
    long now = System.nanoTime();
    return switch (phase) {
      case HEAD -> requestStart + limits.headDeadline().toNanos() - now;
      case BODY -> bodyDue() - now;
      case BETWEEN, REFUSED -> lastActivity + limits.idle().toNanos() - now;
    };
  }

  private long bodyDue() {
    long idleDue = lastActivity + limits.idle().toNanos();
    return largeBodyNanos == 0
        ? requestStart + limits.requestDeadline().toNanos()
        : Math.min(requestStart + largeBodyNanos, idleDue);
  }

  private void expire(ChannelHandlerContext ctx) {
    switch (phase) {
      case HEAD -> {
        phase = Phase.REFUSED;
        refuse(ctx, GateRefusal.HEAD_TIMEOUT);
        timer.arm(ctx, limits.idle().toNanos());
      }
      case BODY -> {
        failBody(GateRefusal.REQUEST_TIMEOUT);
        timer.arm(ctx, limits.idle().toNanos());
      }
      case BETWEEN, REFUSED -> {
        var _ = ctx.close();
      }
    }
  }
}
