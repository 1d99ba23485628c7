package io.keytrail.server.imports;

import io.keytrail.audit.json.JsonBool;
import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.logfile.LogFileContent;
import io.keytrail.audit.logfile.LogFileException;
import io.keytrail.audit.logfile.LogFileReader;
import io.keytrail.server.invoke.Tx;
import io.keytrail.server.jobs.JobContext;
import io.keytrail.server.jobs.JobFailed;
import io.keytrail.server.jobs.JobState;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// One import's job, on its thread. The file is unpacked once to see what it is, and once more for
/// its records; from where the last commit was, if it is not the first attempt.
final class ImportWork {
  private static final String CONTENT = "content";
  private static final String CURSOR = "cursor";
  private static final String ENDED = "ended";
  private static final Duration ANOTHER_SERVER = Duration.ofSeconds(2);

  /// For how long a server that has the file may be away.
  private static final Duration PATIENCE = Duration.ofDays(7);

  /// Parts that the index need not have reached.
  private static final int MOST_AHEAD = 16;

  /// How many of them to wait for at once: who waits makes the index show what it has, which costs.
  private static final int CATCH_UP = 8;

  /// More are found at the import itself.
  private static final int ERRORS_SHOWN = 20;

  private final ImportsCore core;
  private final JobContext job;
  private final ImportInput input;
  private final Deque<Long> ahead = new ArrayDeque<>();
  private Totals totals = Totals.NONE;

  ImportWork(ImportsCore core, JobContext job) {
    this.core = core;
    this.job = job;
    this.input = ImportInput.of(job.input());
    job.recorded(CURSOR).ifPresent(cursor -> totals = totals(cursor));
  }

  void run() {
    if (job.recorded(ENDED).isEmpty()) {
      requireHere();
      try {
        bringIn(core.spool().file(job.id()));
      } catch (LogFileException refused) {
        throw new JobFailed(input.shownName() + ": " + refused.getMessage());
      } catch (NoSuchFileException gone) {
        throw new JobFailed(
            input.shownName() + ": the received file is gone from the server; send it again");
      } catch (ClosedByInterruptException stopped) {
        // Leaves, because the thread is interrupted: the server ends.
        job.showReport();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    core.spool().delete(job.id());
    job.checkCancel();
  }

  /// The file lies on one server's disk; another's job it is not.
  private void requireHere() {
    if (input.spool().equals(core.spool().id())) {
      return;
    }
    JsonObject since =
        job.step(
            "elsewhere", () -> JsonObject.builder().put("since", job.now().toString()).build());
    if (Instant.parse(since.string("since").orElseThrow()).isBefore(job.now().minus(PATIENCE))) {
      throw new JobFailed(
          input.shownName()
              + ": the server that received the file has not come back; send it again");
    }
    job.sleepUntil(job.now().plus(ANOTHER_SERVER));
  }

  private void bringIn(Path file) throws IOException, LogFileException {
    LogFileContent content = content(file);
    Optional<Totals> same =
        totals.records() > 0 || content.cutOff()
            ? Optional.empty()
            : job.await(
                () -> core.store().sameContent(job.account(), input.operator(), content.sha256()));
    if (same.isPresent()) {
      totals = totals.plus(0, same.get().records(), 0);
      store(new ImportStore.Part(List.of(), List.of(), totals), Optional.empty());
    } else {
      read(file, content);
    }
    if (!ahead.isEmpty()) {
      untilFound(ahead.getLast());
    }
    end(JobState.DONE, Optional.of(content.sha256()));
  }

  private LogFileContent content(Path file) throws IOException, LogFileException {
    Optional<JsonObject> recorded = job.recorded(CONTENT);
    if (recorded.isPresent()) {
      return new LogFileContent(
          number(recorded.get(), "bytes"),
          recorded.get().string("sha256").orElseThrow(),
          recorded.get().member("cutOff").orElseThrow().equals(JsonBool.TRUE));
    }
    LogFileContent content = LogFileContent.of(file, core.limits());
    job.checkpoint(
        CONTENT,
        JsonObject.builder()
            .put("bytes", content.bytes())
            .put("sha256", content.sha256())
            .put("cutOff", content.cutOff())
            .build());
    return content;
  }

  private void read(Path file, LogFileContent content) throws IOException, LogFileException {
    RecordRules rules =
        new RecordRules(input.operator() ? Optional.empty() : Optional.of(job.account()));
    try (LogFileReader reader = LogFileReader.open(file, core.limits())) {
      for (long done = 0; done < totals.records(); done++) {
        var _ = reader.next();
      }
      PartAdder adder = new PartAdder(core, job);
      FilePart part = FilePart.read(reader, rules);
      while (!part.isEmpty()) {
        leaveIfAsked(content);
        job.progress((double) reader.position() / content.bytes());
        part.quarantined().forEach(this::show);
        add(adder, part);
        keepPace();
        part = FilePart.read(reader, rules);
      }
    }
  }

  private void leaveIfAsked(LogFileContent content) {
    if (job.cancelAsked()) {
      end(JobState.CANCELLED, Optional.of(content.sha256()));
      core.spool().delete(job.id());
      job.checkCancel();
    }
  }

  /// Never more than a few parts ahead of the index.
  private void keepPace() {
    if (ahead.size() > MOST_AHEAD) {
      for (int i = 1; i < CATCH_UP; i++) {
        var _ = ahead.removeFirst();
      }
      untilFound(ahead.removeFirst());
    }
  }

  /// An index that does not come on at all (it is being made anew) is not waited for longer than a
  /// minute.
  private void untilFound(long seq) {
    Instant until = job.now().plus(Duration.ofMinutes(1));
    while (!job.await(() -> core.pace().reached(seq)) && job.now().isBefore(until)) {
      if (job.cancelAsked()) {
        return;
      }
    }
  }

  /// What another import adds at the same time shows when the part is stored; then it is looked at
  /// anew.
  private void add(PartAdder adder, FilePart part) {
    boolean stored = false;
    while (!stored) {
      PartAdder.Fresh fresh = adder.fresh(part);
      long duplicates = (long) part.candidates().size() - fresh.keys().size();
      Totals next = totals.plus(fresh.keys().size(), duplicates, part.quarantined().size());
      try {
        store(new ImportStore.Part(fresh.keys(), part.quarantined(), next), fresh.row());
        totals = next;
        stored = true;
      } catch (CameMeanwhile _) {
        job.checkCancel();
      }
    }
  }

  /// Events, counts and cursor, all or none of them.
  private void store(ImportStore.Part part, Optional<ImportLog.Row> row) {
    count(part.totals());
    Optional<Long> seq =
        job.inTransaction(
            tx ->
                core.store()
                    .add(tx, job.id(), part)
                    .compose(allNew -> allNew ? append(tx, row) : meanwhile())
                    .compose(first -> job.checkpoint(tx, CURSOR, json(part.totals())).map(first)));
    seq.ifPresent(ahead::addLast);
  }

  private Future<Optional<Long>> append(Tx tx, Optional<ImportLog.Row> row) {
    return row.isEmpty()
        ? Future.succeededFuture(Optional.empty())
        : core.log().append(tx, row.get()).map(Optional::of);
  }

  private static Future<Optional<Long>> meanwhile() {
    return Future.failedFuture(new CameMeanwhile());
  }

  private static final class CameMeanwhile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CameMeanwhile() {
      super("an event came by another import meanwhile", null, false, false);
    }
  }

  private void count(Totals shown) {
    job.count("records", shown.records());
    job.count("imported", shown.imported());
    job.count("duplicates", shown.duplicates());
    job.count("quarantined", shown.quarantined());
  }

  private void show(Quarantined one) {
    if (totals.quarantined() < ERRORS_SHOWN) {
      job.error(ImportJson.error(input.name(), one));
    }
  }

  private void end(JobState state, Optional<String> contentSha256) {
    job.count("errors", totals.quarantined());
    count(totals);
    var _ =
        job.inTransaction(
            tx ->
                core.store()
                    .end(tx, job.id(), new ImportStore.Ending(state, contentSha256))
                    .compose(_ -> job.checkpoint(tx, ENDED, JsonObject.EMPTY)));
  }

  /// The job is over, whatever was brought in by then.
  void failed(String reason) {
    String named = input.shownName() + ": ";
    String bare = reason.startsWith(named) ? reason.substring(named.length()) : reason;
    Quarantined whole = new Quarantined(0, 0, bare);
    var _ =
        job.inTransaction(
            tx ->
                core.store()
                    .add(tx, job.id(), new ImportStore.Part(List.of(), List.of(whole), totals))
                    .compose(
                        _ ->
                            core.store()
                                .end(
                                    tx,
                                    job.id(),
                                    new ImportStore.Ending(JobState.FAILED, Optional.empty()))));
    core.spool().delete(job.id());
  }

  private static JsonObject json(Totals totals) {
    return JsonObject.builder()
        .put("imported", totals.imported())
        .put("duplicates", totals.duplicates())
        .put("quarantined", totals.quarantined())
        .build();
  }

  private static Totals totals(JsonObject cursor) {
    return Totals.NONE.plus(
        number(cursor, "imported"), number(cursor, "duplicates"), number(cursor, "quarantined"));
  }

  private static long number(JsonObject json, String name) {
    return json.member(name).orElseThrow() instanceof JsonNumber number
        ? number.asLong().orElseThrow()
        : 0;
  }
}
