package io.keytrail.audit.index;

import io.keytrail.audit.event.AuditEvent;
import io.keytrail.audit.schema.AuditField;
import io.keytrail.audit.schema.AuditFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.lucene.util.IOUtils;

/// The embedded index of the trail. Every method blocks.
///
/// `add`, `refresh`, `commit`, `dropBefore` and `close` may be called from any thread, one after
/// the other: they take one lock. Searches take none and run beside them. After an IOException of
/// a writing method the index must be closed and opened again; it then stands at its last
/// committed position.
public final class AuditIndex implements AutoCloseable {
  private final AuditIndexWriter writer;

  private AuditIndex(AuditIndexWriter writer) {
    this.writer = writer;
  }

  /// Opens the index under `root`, or makes an empty one.
  ///
  /// @throws DamagedIndexException if it cannot be used: [#destroy] it and begin anew
  /// @throws OutdatedIndexException if another version laid it out: the same helps
  /// @throws IOException also if another process has it open
  public static AuditIndex open(Path root) throws IOException {
    return new AuditIndex(AuditIndexWriter.open(Files.createDirectories(root)));
  }

  /// Deletes an index that nobody has open.
  public static void destroy(Path root) throws IOException {
    if (Files.exists(root)) {
      IOUtils.rm(root);
    }
  }

  /// What became of a batch; the three numbers add up to its size.
  ///
  /// @param duplicates events that were there already
  /// @param quarantined events that could not be indexed; they are counted, and do not stop the
  ///     others
  public record Added(int added, int duplicates, int quarantined) {}

  /// An event that could not be indexed.
  public record Quarantined(long seq, String reason) {}

  /// Adds events of the log. Visible after [#refresh], durable, with the position, after
  /// [#commit].
  ///
  /// @param position the follower's, after this batch; opaque here
  public Added add(List<AuditEvent> batch, String position) throws IOException {
    return writer.add(batch, position);
  }

  /// Counts an event that could not even be read from the log.
  public void quarantine(long seq, String reason) {
    writer.quarantine(seq, reason);
  }

  /// Makes all added events visible. Costs some milliseconds: once a second is a good measure.
  public void refresh() throws IOException {
    writer.refresh();
  }

  /// Makes all added events and the last position durable. Costs an fsync for each month written
  /// to.
  public void commit() throws IOException {
    writer.commit();
  }

  /// The position that is durable; empty for a new index. After a crash the follower goes on from
  /// here.
  public String position() {
    return writer.committedPosition();
  }

  /// How many events could not be indexed since the index was made, as far as committed, and
  /// since.
  public long quarantined() {
    return writer.quarantined();
  }

  /// The last of them, at most 100, the newest last; since the index was opened.
  public List<Quarantined> lastQuarantined() {
    return writer.lastQuarantined();
  }

  /// The highest sequence number that is visible now; -1 for an empty index.
  public long visibleUpTo() throws IOException {
    try (Slices slices =
        Slices.acquire(writer.newestFirst(), new Deadline(SearchScope.DEFAULT_BUDGET))) {
      return slices.maxSeq();
    }
  }

  /// One page, newest first.
  public SearchResult search(SearchRequest request) throws IOException {
    var deadline = new Deadline(request.scope().budget());
    try (Slices slices = Slices.acquire(writer.newestFirst(), deadline)) {
      return new PageSearch(request, slices, deadline).run();
    }
  }

  /// Events by time, in buckets of `widthMillis` that begin at its multiples.
  ///
  /// @throws TooManyBucketsException if there would be over [Histogram#MAX_BUCKETS] with events
  public Histogram histogram(SearchScope scope, long widthMillis) throws IOException {
    if (widthMillis < 1) {
      throw new IllegalArgumentException("a bucket has a width");
    }
    var deadline = new Deadline(scope.budget());
    try (Slices slices = Slices.acquire(writer.newestFirst(), deadline)) {
      return new HistogramSearch(widthMillis, deadline).run(scope, slices);
    }
  }

  /// The most frequent values of a field.
  ///
  /// @throws IllegalArgumentException if [AuditField#facet] is not set for the field
  public Facet facet(SearchScope scope, String fieldName, int top) throws IOException {
    return facet(scope, fieldName, "", top);
  }

  /// As the other, of values that begin with `prefix` only.
  public Facet facet(SearchScope scope, String fieldName, String prefix, int top)
      throws IOException {
    AuditField field = AuditFields.get(fieldName);
    if (!field.facet() || top < 1) {
      throw new IllegalArgumentException("the values of " + fieldName + " cannot be counted");
    }
    var deadline = new Deadline(scope.budget());
    try (Slices slices = Slices.acquire(writer.newestFirst(), deadline)) {
      return new FacetSearch(field, prefix, deadline).run(scope, slices, top);
    }
  }

  /// Drops the months that ended before `cutoff`, with their files. Searches that run keep what
  /// they see.
  ///
  /// @return the months that were dropped, such as `2026-01`
  public List<String> dropBefore(Instant cutoff) throws IOException {
    return writer.dropBefore(cutoff);
  }

  /// Lets go of everything; what was not committed is dropped.
  @Override
  public void close() throws IOException {
    writer.close();
  }
}
