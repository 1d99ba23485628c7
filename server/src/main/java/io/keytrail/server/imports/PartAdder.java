package io.keytrail.server.imports;

import io.keytrail.audit.event.AuditEventBytes;
import io.keytrail.server.jobs.JobContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Finds what of a part is new to the trail. Confined to the job's thread.
///
/// An event is not new if it came by an import, this one or another, or if it happened here: the
/// trail's own record is the better witness.
record PartAdder(ImportsCore core, JobContext job) {

  /// @param row the new events; absent if there are none
  record Fresh(List<UUID> keys, Optional<ImportLog.Row> row) {}

  Fresh fresh(FilePart part) {
    List<UUID> keys = part.candidates().stream().map(Candidate::key).toList();
    Set<UUID> seen = new HashSet<>(keys.isEmpty() ? Set.of() : known(keys));
    List<Candidate> unknown =
        part.candidates().stream().filter(one -> seen.add(one.key())).toList();
    Map<String, Set<String>> own = own(unknown);
    List<UUID> fresh = new ArrayList<>(unknown.size());
    List<AuditEventBytes> events = new ArrayList<>(unknown.size());
    for (Candidate one : unknown) {
      if (!happenedHere(own, one)) {
        fresh.add(one.key());
        events.add(AuditEventBytes.imported(one.json(), job.id()));
      }
    }
    return new Fresh(
        fresh, events.isEmpty() ? Optional.empty() : Optional.of(core.log().row(events)));
  }

  private Set<UUID> known(List<UUID> keys) {
    return job.await(() -> core.store().known(keys));
  }

  private Map<String, Set<String>> own(List<Candidate> unknown) {
    Map<String, Set<String>> ids = new HashMap<>();
    for (Candidate one : unknown) {
      one.eventId().ifPresent(id -> ids.computeIfAbsent(one.owner(), _ -> new HashSet<>()).add(id));
    }
    if (ids.isEmpty()) {
      return Map.of();
    }
    LongSummaryStatistics times =
        unknown.stream().mapToLong(Candidate::timeMillis).summaryStatistics();
    return job.await(
        () ->
            core.own()
                .among(
                    ids,
                    Instant.ofEpochMilli(times.getMin()),
                    Instant.ofEpochMilli(times.getMax())));
  }

  private static boolean happenedHere(Map<String, Set<String>> own, Candidate one) {
    return one.eventId().isPresent()
        && own.getOrDefault(one.owner(), Set.of()).contains(one.eventId().get());
  }
}
