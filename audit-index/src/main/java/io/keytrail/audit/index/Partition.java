package io.keytrail.audit.index;

import io.keytrail.audit.event.EnrichedEvent;
import io.keytrail.audit.schema.AuditFields;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/// One month's Lucene index. Warm while it is written to, otherwise only read.
///
/// Writing (`add`, `refresh`, `commit`, `cool`, `close`) is for one thread at a time, which
/// [AuditIndex] sees to; [#acquire] is for any thread.
final class Partition {
  static final Sort NEWEST_FIRST =
      new Sort(
          new SortField(AuditFields.EVENT_TIME, SortField.Type.LONG, true),
          new SortField(AuditFields.SEQ, SortField.Type.LONG, true));
  private static final double BUFFER_MB = 32;
  private static final int MAX_UNREFRESHED = 20_000;

  private final PartitionName name;
  private final Path folder;
  private final Directory directory;
  private @Nullable IndexWriter writer;
  private volatile SearcherManager searchers;
  private volatile boolean closed;
  private @Nullable KnownEvents known;

  /// Opens what is in `folder`, or makes an empty index there.
  Partition(PartitionName name, Path folder) throws IOException {
    this.name = name;
    this.folder = folder;
    this.directory = FSDirectory.open(folder);
    try {
      if (!DirectoryReader.indexExists(directory)) {
        new IndexWriter(directory, config()).close();
      }
      this.searchers = new SearcherManager(directory, new SearcherFactory());
    } catch (IOException | RuntimeException failed) {
      IOUtils.closeWhileHandlingException(directory);
      throw failed;
    }
  }

  PartitionName name() {
    return name;
  }

  boolean isWarm() {
    return writer != null;
  }

  /// Adds the event unless it is there already.
  ///
  /// @return whether it was added
  /// @throws IllegalArgumentException if Lucene refuses the document; the partition stays usable
  boolean add(EnrichedEvent event) throws IOException {
    KnownEvents seen = warm();
    if (seen.contains(event)) {
      return false;
    }
    var _ = openWriter().addDocument(EventDocument.of(event));
    seen.add(event);
    if (seen.unrefreshed() >= MAX_UNREFRESHED) {
      refresh();
    }
    return true;
  }

  /// Makes added events visible to searches that begin from now on.
  void refresh() throws IOException {
    if (writer != null) {
      searchers.maybeRefreshBlocking();
      if (known != null) {
        known.refreshed(searchers);
      }
    }
  }

  /// Makes added events durable.
  void commit(String position) throws IOException {
    if (writer != null && writer.hasUncommittedChanges()) {
      writer.setLiveCommitData(Map.of("position", position).entrySet());
      var _ = writer.commit();
    }
  }

  /// Commits and gives the writer's memory back.
  void cool(String position) throws IOException {
    if (writer == null) {
      return;
    }
    commit(position);
    forget();
    writer.close();
    writer = null;
    replaceSearchers(new SearcherManager(directory, new SearcherFactory()));
  }

  /// A searcher of what is visible now; give it back by [#release]. Empty (null) if the partition
  /// was dropped.
  @Nullable IndexSearcher acquire() throws IOException {
    while (!closed) {
      try {
        return searchers.acquire();
      } catch (AlreadyClosedException replaced) {
        Thread.onSpinWait();
      }
    }
    return null;
  }

  static void release(IndexSearcher searcher) throws IOException {
    searcher.getIndexReader().decRef();
  }

  /// Drops what was not committed and lets go of all files. Searches that run keep what they
  /// acquired.
  void close() throws IOException {
    closed = true;
    forget();
    if (writer != null) {
      writer.rollback();
      writer = null;
    }
    IOUtils.close(searchers, directory);
  }

  /// As [#close], and deletes the files.
  void destroy() throws IOException {
    close();
    IOUtils.rm(folder);
  }

  private KnownEvents warm() throws IOException {
    if (known == null) {
      IndexWriter opened = openWriter();
      replaceSearchers(new SearcherManager(opened, new SearcherFactory()));
      known = new KnownEvents(searchers);
    }
    return known;
  }

  private IndexWriter openWriter() throws IOException {
    if (writer == null) {
      writer = new IndexWriter(directory, config());
    }
    return writer;
  }

  private void forget() throws IOException {
    if (known != null) {
      known.close();
      known = null;
    }
  }

  private void replaceSearchers(SearcherManager next) throws IOException {
    SearcherManager old = searchers;
    searchers = next;
    old.close();
  }

  private static IndexWriterConfig config() {
    return new IndexWriterConfig()
        .setIndexSort(NEWEST_FIRST)
        .setRAMBufferSizeMB(BUFFER_MB)
        .setCommitOnClose(true);
  }
}
