package io.keytrail.server.trail;

import io.keytrail.audit.event.AuditEvent;
import io.keytrail.audit.index.AuditIndex;
import io.keytrail.audit.index.DamagedIndexException;
import io.keytrail.audit.index.Facet;
import io.keytrail.audit.index.Histogram;
import io.keytrail.audit.index.OutdatedIndexException;
import io.keytrail.audit.index.SearchRequest;
import io.keytrail.audit.index.SearchResult;
import io.keytrail.audit.index.SearchScope;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The embedded index: fed by the follower's thread, searched on a small pool of workers.
///
/// A damaged index is deleted and made anew from the log: it is derived, and nothing is lost but
/// time.
public final class LuceneEventIndex implements EventIndex {
  private static final Logger LOG = LoggerFactory.getLogger(LuceneEventIndex.class);
  private static final int SEARCHERS = 2;
  private static final Duration SEARCH_LIMIT = Duration.ofSeconds(20);

  private final Path root;
  private final WorkerExecutor workers;
  private volatile AuditIndex index;

  private LuceneEventIndex(Path root, WorkerExecutor workers, AuditIndex index) {
    this.root = root;
    this.workers = workers;
    this.index = index;
  }

  /// Opens the index under `root`, or makes it. Blocking.
  public static LuceneEventIndex open(Vertx vertx, Path root) {
    WorkerExecutor workers =
        vertx.createSharedWorkerExecutor(
            "keytrail-search", SEARCHERS, SEARCH_LIMIT.toSeconds(), TimeUnit.SECONDS);
    return new LuceneEventIndex(root, workers, openOrRebuild(root));
  }

  private static AuditIndex openOrRebuild(Path root) {
    try {
      return AuditIndex.open(root);
    } catch (OutdatedIndexException outdated) {
      LOG.info(
          "{}; it is made anew from the log, and searches see more of it by and by",
          outdated.getMessage());
      return rebuild(root);
    } catch (DamagedIndexException damaged) {
      LOG.error("the index in {} is damaged and is built anew from the log", root, damaged);
      return rebuild(root);
    } catch (IOException e) {
      throw new UncheckedIOException("the index in " + root + " cannot be opened", e);
    }
  }

  private static AuditIndex rebuild(Path root) {
    try {
      AuditIndex.destroy(root);
      return AuditIndex.open(root);
    } catch (IOException e) {
      throw new UncheckedIOException("the index in " + root + " cannot be made anew", e);
    }
  }

  /// Searches on a worker. The caller has bound the query; accounts are filtered by the request's
  /// scope.
  public Future<SearchResult> search(SearchRequest request) {
    return workers
        .executeBlocking(() -> index.search(request), false)
        .map(found -> Objects.requireNonNull(found, "a search has a result"));
  }

  /// Counts events by time, on a worker.
  ///
  /// @param widthMillis of a bucket
  public Future<Histogram> histogram(SearchScope scope, long widthMillis) {
    return workers
        .executeBlocking(() -> index.histogram(scope, widthMillis), false)
        .map(found -> Objects.requireNonNull(found, "a histogram has a result"));
  }

  /// Counts values of a field, on a worker.
  ///
  /// @param prefix that values must begin with
  public Future<Facet> facet(SearchScope scope, String field, String prefix, int top) {
    return workers
        .executeBlocking(() -> index.facet(scope, field, prefix, top), false)
        .map(found -> Objects.requireNonNull(found, "a facet has a result"));
  }

  /// Does what takes too long for an event loop on one of the same workers.
  <T> Future<T> offLoop(Callable<T> work) {
    return workers
        .executeBlocking(work, false)
        .map(result -> Objects.requireNonNull(result, "this work has a result"));
  }

  @Override
  public LogPosition position() {
    String text = index.position();
    return text.isEmpty() ? LogPosition.START : LogPosition.parse(text);
  }

  @Override
  public void add(List<AuditEvent> events, LogPosition end) {
    try {
      AuditIndex.Added added = index.add(events, end.toString());
      if (added.quarantined() > 0) {
        LOG.error("{} events cannot be searched: {}", added.quarantined(), index.lastQuarantined());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void refresh() {
    try {
      index.refresh();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void commit() {
    try {
      index.commit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void recover() {
    close();
    index = openOrRebuild(root);
  }

  /// How many events could not be indexed.
  public long quarantined() {
    return index.quarantined();
  }

  @Override
  public void close() {
    try {
      index.close();
    } catch (IOException e) {
      LOG.warn("the index did not close cleanly; it goes on from its last commit", e);
    }
  }
}
