package io.keytrail.server.cli;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import io.keytrail.server.cli.LogFiles.LogFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `keytrail import FILE…`: sends CloudTrail log files to the server and waits until they are in
/// the trail.
@Command(
    name = "import",
    description = {
      "Imports CloudTrail log files into the trail of a running server.",
      "A file is JSON or gzip of it; of a folder, all *.json and *.json.gz below it are taken."
          + " Events that the trail has already are counted as duplicates and not added again.",
      "Broken records are quarantined: left out, counted, and listed with their place and reason by"
          + " GET /api/v1/imports/ID. They do not change the exit code."
    },
    footer =
        "Exit codes: 0 every file was imported; 1 a file failed or was refused, or the server"
            + " cannot be reached; 2 usage.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class ImportCommand implements Callable<Integer> {
  private static final String PATH = "/api/v1/imports";

  /// Files that the server has and has not finished; more would only fill its disk.
  private static final int MOST_WAITING = 8;

  private static final int REASONS_SHOWN = 5;
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /// For how long a server may be away while somebody waits.
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);

  @Mixin private Connection connection = new Connection();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "log files, or folders of them")
  private List<Path> arguments = new ArrayList<>();

  @Option(
      names = "--wait",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "wait until the imports have ended (the default); or print their ids and end")
  private boolean wait = true;

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  private final Deque<Sent> waiting = new ArrayDeque<>();

  private record Sent(String name, String id) {}

  @Override
  public Integer call() throws Exception {
    List<LogFile> files;
    try {
      files = LogFiles.of(arguments);
    } catch (IllegalArgumentException nothing) {
      throw new ParameterException(
          Output.required(spec).commandLine(), String.valueOf(nothing.getMessage()));
    }
    ImportReport report = new ImportReport(Output.of(spec), json);
    for (LogFile file : files) {
      send(file, report);
      while (waiting.size() >= MOST_WAITING) {
        finish(waiting.removeFirst(), report);
      }
    }
    while (!waiting.isEmpty()) {
      finish(waiting.removeFirst(), report);
    }
    report.finish(wait);
    if (report.quarantined() > 0) {
      Output.note(
          spec, report.quarantined() + " records were left out; GET " + PATH + "/ID lists them");
    }
    return report.failures() == 0 ? ExitCodes.OK : ExitCodes.INTERNAL;
  }

  private void send(LogFile file, ImportReport report) throws Exception {
    try {
      String query = "?name=" + URLEncoder.encode(file.name(), StandardCharsets.UTF_8);
      JsonObject job = read(connection.postFile(PATH + query, file.path()));
      if (wait) {
        waiting.add(new Sent(file.name(), job.string("id").orElseThrow()));
      } else {
        report.begun(file.name(), job);
      }
    } catch (Connection.Refused refused) {
      report.notSent(file.name(), refused.detail());
    }
  }

  private void finish(Sent sent, ImportReport report) throws Exception {
    String path = PATH + "/" + sent.id() + "?limit=" + REASONS_SHOWN;
    JsonObject one = read(patiently(path));
    while (isUnfinished(one)) {
      progress(sent, one);
      LockSupport.parkNanos(POLL_NANOS);
      one = read(patiently(path));
    }
    clearProgress();
    report.ended(sent.name(), one);
    reasons(one);
  }

  private static boolean isUnfinished(JsonObject one) {
    String state = one.string("state").orElse("");
    return state.equals("queued") || state.equals("running");
  }

  /// The import goes on after the server's end, so this does too.
  private String patiently(String path) throws Exception {
    long until = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      try {
        return connection.get(path);
      } catch (Connection.Refused refused) {
        throw refused;
      } catch (IOException away) {
        if (System.nanoTime() - until >= 0) {
          throw away;
        }
        LockSupport.parkNanos(POLL_NANOS);
      }
    }
  }

  private void progress(Sent sent, JsonObject one) {
    if (Terminal.isErr()) {
      long percent =
          one.member("progress").orElse(null) instanceof JsonNumber(String number)
              ? Math.round(Double.parseDouble(number) * 100)
              : 0;
      PrintWriter err = Output.required(spec).commandLine().getErr();
      err.print("\r\u001b[K" + sent.name() + " " + percent + " %");
      err.flush();
    }
  }

  private void clearProgress() {
    if (Terminal.isErr()) {
      PrintWriter err = Output.required(spec).commandLine().getErr();
      err.print("\r\u001b[K");
      err.flush();
    }
  }

  private void reasons(JsonObject one) {
    if (one.member("quarantine").orElse(null) instanceof JsonArray(var entries)) {
      for (JsonValue value : entries) {
        if (value instanceof JsonObject entry
            && entry.member("record").orElse(null) instanceof JsonNumber(String record)) {
          Output.note(
              spec,
              "%s: record %s, byte %d: %s"
                  .formatted(
                      entry.string("file").orElse(""),
                      record,
                      ImportReport.number(entry, "position"),
                      entry.string("reason").orElse("")));
        }
      }
    }
  }

  private static JsonObject read(String text) throws IOException {
    try {
      if (StrictJson.parse(text, Limits.RECORD) instanceof JsonObject object) {
        return object;
      }
    } catch (JsonSyntaxException _) {
      // Said below.
    }
    throw new IOException("the server's answer is no JSON object");
  }
}
