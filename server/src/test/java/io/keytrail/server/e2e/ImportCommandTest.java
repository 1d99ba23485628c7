package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.cli.ImportCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `keytrail import` against a server.
@Timeout(120)
final class ImportCommandTest {
  private static TestServer server;

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void files() throws Exception {
    Path deep = Files.createDirectories(folder.resolve("2026/01"));
    Files.write(deep.resolve("a.json.gz"), Imports.gzip(Imports.bytes(list("a1", "a2"))));
    Files.writeString(folder.resolve("b.json"), list("a2", "b1").replace("]", ",{}]"));
    Files.writeString(folder.resolve("notes.txt"), "not for import");
  }

  @Test
  void folder_isImportedWithALineForEachFile() throws Exception {
    assertThat(run(folder.toString())).isZero();
    assertThat(out.toString().lines())
        .satisfiesExactly(
            // Two imports run at once: either file may be the first with the event that both have.
            line ->
                assertThat(line)
                    .startsWith("2026/01/a.json.gz: 2 records, ")
                    .endsWith(", 0 quarantined"),
            line -> assertThat(line).startsWith("b.json: 3 records, ").endsWith(", 1 quarantined"),
            line -> assertThat(line).startsWith("2 files: 5 records, 3 imported, 1 duplicates"));
    assertThat(err.toString())
        .contains("b.json: record 3, byte ")
        .contains("`eventTime` is missing")
        .contains("1 records were left out");
    out.getBuffer().setLength(0);
    assertThat(run(folder.resolve("b.json").toString(), "--json")).isZero();
    JsonObject printed = TestServer.json(out.toString());
    assertThat(Imports.number(printed.object("totals").orElseThrow(), "duplicates")).isEqualTo(2);
    assertThat(Imports.objects(printed, "imports").getFirst().string("state")).contains("done");
  }

  @Test
  void noWait_printsTheImportsIds() throws Exception {
    Path file = Files.writeString(folder.resolve("c.json"), list("c1"));
    assertThat(run("--no-wait", file.toString())).isZero();
    String line = out.toString().strip();
    assertThat(line).startsWith("c.json: ");
    JsonObject one = Imports.of(server).ended(line.substring("c.json: ".length()));
    assertThat(one.object("file").orElseThrow().string("name")).contains("c.json");
  }

  @Test
  void fileThatIsNone_failsAndDoesNotStopTheOthers() throws Exception {
    Path html = Files.writeString(folder.resolve("html.json"), "<html>");
    Path broken = Files.write(folder.resolve("x.json.gz"), Imports.gzip(Imports.bytes("hello")));
    Path good = Files.writeString(folder.resolve("d.json"), list("d1"));
    assertThat(run("--json", html.toString(), broken.toString(), good.toString())).isEqualTo(1);
    List<JsonObject> imports = Imports.objects(TestServer.json(out.toString()), "imports");
    assertThat(imports)
        .extracting(one -> one.string("state").orElseThrow())
        .containsExactly("refused", "failed", "done");
    assertThat(imports.getFirst().member("id")).contains(JsonNull.NULL);
    assertThat(imports.getFirst().string("error").orElseThrow())
        .contains("begins neither like gzip nor like JSON");
    out.getBuffer().setLength(0);
    assertThat(run(broken.toString())).isEqualTo(1);
    assertThat(out.toString())
        .startsWith("x.json.gz: failed: this is no CloudTrail log file: it begins");
  }

  @Test
  void nothingToSend_isAUsageError() {
    assertThat(run(folder.resolve("nowhere").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("there is no file ");
    assertThat(run(folder.resolve("b.json").toString(), folder.resolve("2025").toString()))
        .isEqualTo(2);
    assertThat(run()).isEqualTo(2);
  }

  @Test
  void serverThatIsNotThere_isSaid() {
    int code =
        new CommandLine(new ImportCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .setExecutionExceptionHandler(
                (failure, command, _) -> {
                  command.getErr().println(failure.getMessage());
                  return command.getCommandSpec().exitCodeOnExecutionException();
                })
            .execute(
                "--url",
                "http://127.0.0.1:9",
                "--data",
                server.data().toString(),
                folder.resolve("b.json").toString());
    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains("no server answers at http://127.0.0.1:9");
  }

  private static String list(String... ids) {
    List<String> records = new ArrayList<>();
    for (String id : ids) {
      records.add(ImportsOverHttpTest.record("999999999999", id));
    }
    return "[" + String.join(",", records) + "]";
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--url", server.uri().toString(), "--data", server.data().toString()));
    return new CommandLine(new ImportCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }
}
