package io.keytrail.audit.index;

import io.keytrail.audit.event.AuditEvent;
import io.keytrail.audit.event.EnrichedEvent;
import io.keytrail.audit.event.Enricher;
import io.keytrail.audit.index.AuditIndex.Added;
import io.keytrail.audit.index.AuditIndex.Quarantined;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.util.IOUtils;

/// The writing side: routes events to their months, keeps a few of them warm, commits all of them
/// before the position. State is guarded by `this`, but for the map of partitions, which searches
/// read.
final class AuditIndexWriter {
  private static final int MAX_WARM = 4;
  private static final int KEPT_QUARANTINED = 100;

  private final Path root;
  private final FileChannel lock;
  private final ConcurrentSkipListMap<PartitionName, Partition> partitions =
      new ConcurrentSkipListMap<>();
  private final LinkedHashMap<PartitionName, Partition> warm = new LinkedHashMap<>(8, 0.75f, true);
  private final Deque<Quarantined> lastQuarantined = new ArrayDeque<>();
  private PositionFile.Content committed = PositionFile.Content.START;
  private String position = "";
  private long quarantined;
  private boolean closed;

  private AuditIndexWriter(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  static AuditIndexWriter open(Path root) throws IOException {
    var writer = new AuditIndexWriter(root, lock(root));
    try {
      writer.load();
      return writer;
    } catch (DamagedIndexException | OutdatedIndexException | AccessDeniedException told) {
      writer.close();
      throw told;
    } catch (IOException | RuntimeException unreadable) {
      writer.close();
      throw new DamagedIndexException(root, unreadable);
    }
  }

  private synchronized void load() throws IOException {
    Map<PartitionName, Path> folders = folders();
    if (PositionFile.exists(root)) {
      committed = PositionFile.read(root);
    } else if (folders.isEmpty()) {
      PositionFile.write(root, committed);
    } else {
      throw new OutdatedIndexException(root);
    }
    position = committed.position();
    quarantined = committed.quarantined();
    for (var folder : folders.entrySet()) {
      partitions.put(folder.getKey(), new Partition(folder.getKey(), folder.getValue()));
    }
  }

  private Map<PartitionName, Path> folders() throws IOException {
    try (Stream<Path> all = Files.list(root)) {
      var folders = new LinkedHashMap<PartitionName, Path>();
      for (Path folder : all.sorted().toList()) {
        PartitionName.parse(folder.getFileName().toString())
            .ifPresent(name -> folders.put(name, folder));
      }
      return folders;
    }
  }

  synchronized Added add(List<AuditEvent> batch, String after) throws IOException {
    int added = 0;
    int duplicates = 0;
    int poison = 0;
    for (AuditEvent event : batch) {
      try {
        if (add(Enricher.enrich(event))) {
          added++;
        } else {
          duplicates++;
        }
      } catch (AlreadyClosedException writerFailed) {
        throw new IOException("the index cannot be written to", writerFailed);
      } catch (RuntimeException refused) {
        poison++;
        quarantine(event.seq(), String.valueOf(refused.getMessage()));
      }
    }
    position = after;
    return new Added(added, duplicates, poison);
  }

  private boolean add(EnrichedEvent event) throws IOException {
    return writable(PartitionName.of(event.sortTimeMillis())).add(event);
  }

  private Partition writable(PartitionName name) throws IOException {
    Partition found = warm.get(name);
    if (found != null) {
      return found;
    }
    if (warm.size() >= MAX_WARM) {
      Map.Entry<PartitionName, Partition> eldest = warm.firstEntry();
      eldest.getValue().cool(position);
      var _ = warm.remove(eldest.getKey());
    }
    Partition partition = partitions.get(name);
    if (partition == null) {
      partition = new Partition(name, root.resolve(name.text()));
      partitions.put(name, partition);
    }
    warm.put(name, partition);
    return partition;
  }

  synchronized void quarantine(long seq, String reason) {
    quarantined++;
    if (lastQuarantined.size() == KEPT_QUARANTINED) {
      var _ = lastQuarantined.removeFirst();
    }
    lastQuarantined.addLast(new Quarantined(seq, reason));
  }

  synchronized void refresh() throws IOException {
    for (Partition partition : warm.values()) {
      partition.refresh();
    }
  }

  synchronized void commit() throws IOException {
    for (Partition partition : warm.values()) {
      partition.commit(position);
    }
    var next = new PositionFile.Content(position, quarantined);
    if (!next.equals(committed)) {
      PositionFile.write(root, next);
      committed = next;
    }
  }

  synchronized List<String> dropBefore(Instant cutoff) throws IOException {
    var dropped = new ArrayList<String>();
    for (Partition partition : List.copyOf(partitions.values())) {
      PartitionName name = partition.name();
      if (name.isMonth() && !Instant.ofEpochMilli(name.endMillis()).isAfter(cutoff)) {
        var _ = partitions.remove(name);
        var _ = warm.remove(name);
        partition.destroy();
        dropped.add(name.text());
      }
    }
    return dropped;
  }

  Collection<Partition> newestFirst() {
    return partitions.descendingMap().values();
  }

  synchronized String committedPosition() {
    return committed.position();
  }

  synchronized long quarantined() {
    return quarantined;
  }

  synchronized List<Quarantined> lastQuarantined() {
    return List.copyOf(lastQuarantined);
  }

  synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      for (Partition partition : partitions.values()) {
        partition.close();
      }
    } finally {
      partitions.clear();
      warm.clear();
      IOUtils.close(lock);
    }
  }

  private static FileChannel lock(Path root) throws IOException {
    FileChannel channel =
        FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException sameProcess) {
      IOUtils.close(channel);
      throw new IOException("the audit index is open already", sameProcess);
    }
    IOUtils.close(channel);
    throw new IOException("the audit index is open in another process");
  }
}
