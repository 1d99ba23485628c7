package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// `docs/simulator.md`: its commands are run by the AWS CLI, in one shell, and print what the page
/// says; its requests are sent and answered as the page says; its policies are the seed's.
///
/// With `-Dkeytrail.goldens=write` what the commands print is written into the page.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SimulatorPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("keytrail.root"), "docs", "simulator.md");
  private static final String FILE = "json file=";
  private static final List<String> SAMPLES =
      List.of("key-policy.json", "workspaces.json", "kms-user.json", "one-key.json");

  private TestServer server;

  @BeforeAll
  void start() throws Exception {
    server = TestServer.start();
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  /// The text of the page; odd ones are what stands between fences.
  private static List<String> parts() throws IOException {
    return new ArrayList<>(List.of(Files.readString(PAGE).split("```", -1)));
  }

  @Test
  void commands_printWhatThePageSays(@TempDir Path folder) throws Exception {
    String cli = AwsCli.program();
    List<String> parts = parts();
    boolean write = "write".equals(System.getProperty("keytrail.goldens"));
    int commands = 0;
    try (Shell shell = Shell.start(folder, cli)) {
      Files.createSymbolicLink(folder.resolve("data"), server.data());
      for (int i = 1; i < parts.size(); i += 2) {
        if (parts.get(i).startsWith(FILE)) {
          writeFile(folder, parts.get(i));
        } else if (parts.get(i).startsWith("sh\n")) {
          String command = parts.get(i).substring("sh\n".length());
          String printed =
              shell.run(command.replace("http://127.0.0.1:8080", server.uri().toString())).strip();
          if (!printed.isEmpty()) {
            commands++;
            String answer = "json output\n" + printed + "\n";
            assertThat(write ? "json output" : parts.get(i + 2))
                .as(command)
                .isEqualTo(write ? "json output" : answer);
            parts.set(i + 2, answer);
          }
        }
      }
    }
    if (write) {
      Files.writeString(PAGE, String.join("```", parts));
    }
    assertThat(commands).isGreaterThan(5);
  }

  private static void writeFile(Path folder, String part) throws IOException {
    int end = part.indexOf('\n');
    Files.writeString(folder.resolve(part.substring(FILE.length(), end)), part.substring(end + 1));
  }

  @Test
  void requests_areAnsweredAsThePageSays() throws Exception {
    List<HttpExamples.Example> examples = HttpExamples.of("simulator.md");
    assertThat(examples).hasSizeGreaterThan(4);
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (HttpExamples.Example example : examples) {
        HttpResponse<String> response =
            http.send(
                HttpExamples.request(server, example, ""), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(example.status());
        assertThat(
                HttpExamples.fits(
                    TestServer.json(example.answer()), TestServer.json(response.body())))
            .as(example.body() + "\nis answered\n" + response.body())
            .isTrue();
      }
    }
  }

  @Test
  void policies_areThoseOfTheSeed() throws Exception {
    Path seed =
        Path.of(System.getProperty("keytrail.shared", "")).resolve("seed/encrypt-workspaces.md");
    assumeThat(seed).as("the seed page is not on this machine").exists();
    List<String> samples = new ArrayList<>();
    for (String fence : Files.readString(seed).split("```\n", -1)) {
      if (fence.stripLeading().startsWith("{") && fence.contains("\"Statement\"")) {
        samples.add(fence);
      }
    }
    assertThat(samples).hasSize(SAMPLES.size());
    for (String part : parts()) {
      int end = part.indexOf('\n');
      if (part.startsWith(FILE) && SAMPLES.contains(part.substring(FILE.length(), end))) {
        int at = SAMPLES.indexOf(part.substring(FILE.length(), end));
        assertThat(TestServer.json(part.substring(end + 1)))
            .isEqualTo(TestServer.json(samples.get(at)));
        samples.set(at, "");
      }
    }
    assertThat(samples).as("samples that the page lacks").containsOnly("");
  }
}
