package io.keytrail.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keytrail.server.invoke.RefusalSink.RefusalCount;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// Token buckets, refusal counters, address blocks.
class BucketsAndCountsTest {

  @Test
  void bucket_refillsAtItsRate() {
    AtomicLong nanos = new AtomicLong();
    TokenBuckets buckets = new TokenBuckets(10, 2, nanos::get);
    assertThat(buckets.take("a")).isTrue();
    assertThat(buckets.take("a")).isTrue();
    assertThat(buckets.take("a")).isFalse();
    assertThat(buckets.take("b")).isTrue();
    nanos.addAndGet(99_000_000);
    assertThat(buckets.take("a")).isFalse();
    nanos.addAndGet(2_000_000);
    assertThat(buckets.take("a")).isTrue();
    assertThat(buckets.take("a")).isFalse();
    nanos.addAndGet(3_600_000_000_000L);
    assertThat(List.of(buckets.take("a"), buckets.take("a"), buckets.take("a")))
        .containsExactly(true, true, false);
  }

  @Test
  void ipv6Sources_shareTheBucketOfTheirNetwork() {
    RateLimiter limiter = new RateLimiter(new RateLimits(1, 0, 0, 1), () -> 0);
    assertThat(limiter.source("2001:db8::1")).isTrue();
    assertThat(limiter.source("2001:db8::2")).isFalse();
    assertThat(limiter.source("2001:db8:0:1::1")).isTrue();
    assertThat(limiter.source("10.0.0.1")).isTrue();
    assertThat(limiter.source("10.0.0.2")).isTrue();
  }

  @Test
  void counts_areFlushedOnceTheirMinuteIsOver_andKeptIfTheSinkFails() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:59Z"));
    RefusalCounts counts = new RefusalCounts((InstantSource) now::get);
    counts.count("a", "X");
    counts.count("a", "X");
    List<RefusalCount> taken = new ArrayList<>();
    var _ =
        counts.flush(
            got -> {
              taken.addAll(got);
              return Future.succeededFuture();
            },
            false);
    assertThat(taken).isEmpty();
    now.set(Instant.parse("2026-01-01T00:01:00Z"));
    assertThat(counts.flush(_ -> Future.failedFuture("full"), false).failed()).isTrue();
    assertThat(counts.flush(got -> keep(taken, got), false).succeeded()).isTrue();
    assertThat(taken)
        .containsExactly(new RefusalCount(Instant.parse("2026-01-01T00:00:00Z"), "a", "X", 2));
  }

  private static Future<Void> keep(List<RefusalCount> taken, List<RefusalCount> got) {
    taken.addAll(got);
    return Future.succeededFuture();
  }

  @Test
  void counts_ofManySources_areBounded() {
    RefusalCounts counts = new RefusalCounts(InstantSource.fixed(Instant.EPOCH));
    for (int i = 0; i < 10_000; i++) {
      counts.count("source " + i, "X");
    }
    List<RefusalCount> taken = new ArrayList<>();
    assertThat(counts.flush(got -> keep(taken, got), true).succeeded()).isTrue();
    assertThat(taken).hasSizeLessThan(4096);
    assertThat(taken.stream().mapToLong(RefusalCount::count).sum()).isEqualTo(10_000);
    assertThat(taken.getLast().source()).isEqualTo("other");
  }

  @Test
  void addressBlocks() {
    assertThat(new TrustedProxies(List.of(Cidr.parse("10.1.0.0/12"))).trusts("10.15.255.255"))
        .isTrue();
    assertThat(new TrustedProxies(List.of(Cidr.parse("10.1.0.0/12"))).trusts("10.16.0.0"))
        .isFalse();
    assertThat(new TrustedProxies(List.of(Cidr.parse("0.0.0.0/0"))).trusts("200.1.1.1")).isTrue();
    assertThat(new TrustedProxies(List.of(Cidr.parse("fd00::/8"))).trusts("fdab::1")).isTrue();
    assertThat(new TrustedProxies(List.of(Cidr.parse("::1"))).trusts("::2")).isFalse();
    assertThat(new TrustedProxies(List.of(Cidr.parse("10.0.0.1"))).trusts("localhost")).isFalse();
    for (String bad :
        new String[] {"10.0.0.0/33", "10.0.0.0/-1", "example.org/8", "10.0.0.0/x", ""}) {
      assertThatThrownBy(() -> Cidr.parse(bad)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void forwardedHeaders_withoutTrust_meanNothing() {
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap()
            .add("X-Forwarded-For", "1.1.1.1")
            .add("X-Forwarded-For", "10.0.0.2")
            .add("X-Forwarded-Proto", "https");
    TrustedProxies none = new TrustedProxies(List.of());
    assertThat(none.source("10.0.0.1", headers)).isEqualTo("10.0.0.1");
    assertThat(none.secure(false, "10.0.0.1", headers)).isFalse();
    TrustedProxies ten = new TrustedProxies(List.of(Cidr.parse("10.0.0.0/8")));
    assertThat(ten.source("10.0.0.1", headers)).isEqualTo("1.1.1.1");
    assertThat(ten.secure(false, "10.0.0.1", headers)).isTrue();
    assertThat(ten.source("9.9.9.9", headers)).isEqualTo("9.9.9.9");
  }
}
