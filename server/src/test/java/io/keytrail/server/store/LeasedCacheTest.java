package io.keytrail.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeasedCacheTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final Lease lease = new Lease(now::get);
  private final LeasedCache<String, String> cache = new LeasedCache<>(lease, 16);
  private int loads;

  @BeforeEach
  void renew() {
    lease.renew(now.get());
  }

  @Test
  void lease_isFreshForASecondAfterItWasAskedFor_andNotLonger() {
    now.addAndGet(Duration.ofSeconds(1).toNanos() - 1);
    assertThat(lease.fresh()).isTrue();
    now.incrementAndGet();
    assertThat(lease.fresh()).isFalse();
  }

  @Test
  void lease_isNotFreshBeforeTheFirstRenewal() {
    assertThat(new Lease(now::get).fresh()).isFalse();
  }

  @Test
  void knownValue_isNotLoadedAgain() {
    assertThat(get("k")).isEqualTo("k1");
    assertThat(get("k")).isEqualTo("k1");
  }

  @Test
  void knownValue_isLoadedAgain_onceTheLeaseRanOut() {
    get("k");
    now.addAndGet(Lease.TERM.toNanos());
    assertThat(get("k")).isEqualTo("k2");
    assertThat(get("k")).isEqualTo("k3");
  }

  @Test
  void invalidatedValue_isLoadedAgain_andOthersAreNot() {
    get("k");
    get("other");
    cache.invalidate("k");
    assertThat(get("k")).isEqualTo("k3");
    assertThat(get("other")).isEqualTo("other2");
    cache.invalidateAll();
    assertThat(get("other")).isEqualTo("other4");
  }

  @Test
  void valueThatWasInvalidatedWhileItWasLoaded_isNotKept() {
    Promise<String> slow = Promise.promise();
    Future<String> first = cache.get("k", _ -> slow.future());
    cache.invalidate("k");
    slow.complete("stale");
    assertThat(first.result()).isEqualTo("stale");
    assertThat(get("k")).isEqualTo("k1");
  }

  @Test
  void valueWhoseLoadWasOvertakenByALaterOne_isNotKept() {
    Promise<String> early = Promise.promise();
    Promise<String> late = Promise.promise();
    Future<String> first = cache.get("k", _ -> early.future());
    cache.invalidate("k");
    Future<String> second = cache.get("k", _ -> late.future());
    late.complete("new");
    early.complete("stale");
    assertThat(first.result()).isEqualTo("stale");
    assertThat(second.result()).isEqualTo("new");
    assertThat(get("k")).isEqualTo("new");
  }

  @Test
  void failedLoad_isNotKept() {
    assertThat(cache.get("k", _ -> Future.failedFuture("no")).failed()).isTrue();
    assertThat(cache.size()).isZero();
    assertThat(get("k")).isEqualTo("k1");
  }

  @Test
  void cache_staysWithinItsCapacity_andKeepsWhatIsAskedFor() {
    get("hot");
    for (int i = 0; i < 200; i++) {
      get("cold" + i);
      get("hot");
      assertThat(cache.size()).isLessThanOrEqualTo(16);
    }
    int before = loads;
    get("hot");
    assertThat(loads).isEqualTo(before);
  }

  private String get(String key) {
    return cache.get(key, it -> Future.succeededFuture(it + ++loads)).result();
  }
}
