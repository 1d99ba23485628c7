package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonSyntaxException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/// The AWS CLI that `KEYTRAIL_AWS_CLI` names, Debian's without it, pointed at a server under
/// test. Blocking; each call is a process.
final class AwsCli {
  /// What the AWS CLI ends with when the service refused: version 2, and version 1.
  private static final List<Integer> REFUSED = List.of(254, 255);

  private final String program;
  private final Command command;
  private final String endpoint;

  /// Skips the test where there is no AWS CLI.
  AwsCli(TestServer server, AwsBasicCredentials who, Path folder) {
    this.program = program();
    this.endpoint = server.uri().toString();
    Map<String, String> environment = new HashMap<>(environment(folder));
    environment.put("AWS_ACCESS_KEY_ID", who.accessKeyId());
    environment.put("AWS_SECRET_ACCESS_KEY", who.secretAccessKey());
    environment.put("AWS_DEFAULT_REGION", TestServer.REGION);
    this.command = new Command(folder, environment);
  }

  static String program() {
    return Command.installed(System.getenv().getOrDefault("KEYTRAIL_AWS_CLI", "/usr/bin/aws"));
  }

  /// What an AWS CLI or SDK needs, to look for nothing outside of `home`.
  static Map<String, String> environment(Path home) {
    return Map.of(
        "HOME", home.toString(),
        "PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"),
        "LC_ALL", "C.UTF-8",
        "AWS_EC2_METADATA_DISABLED", "true",
        "AWS_PAGER", "",
        "AWS_MAX_ATTEMPTS", "2");
  }

  /// @param line words with one blank between them; each word `?` stands for the next argument
  Command.Result run(String line, String... arguments) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(program));
    int next = 0;
    for (String word : line.split(" ", -1)) {
      words.add(word.equals("?") ? arguments[next++] : word);
    }
    words.addAll(List.of("--endpoint-url", endpoint));
    return command.run(words);
  }

  /// The answer of a call that must succeed; empty if it prints nothing.
  JsonObject json(String line, String... arguments)
      throws IOException, InterruptedException, JsonSyntaxException {
    String out = run(line + " --output json", arguments).orFail();
    return out.isBlank() ? JsonObject.EMPTY : TestServer.json(out);
  }

  /// What a call that must succeed prints of its answer.
  ///
  /// @param query in the AWS CLI's language, without blanks
  String text(String query, String line, String... arguments)
      throws IOException, InterruptedException {
    return run(line + " --output text --query " + query, arguments).orFail().strip();
  }

  /// The call was refused, as the AWS CLI shows it.
  static void assertRefused(Command.Result result, String code, String operation, String message) {
    assertThat(result.err().strip())
        .isEqualTo(
            "An error occurred (%s) when calling the %s operation: %s"
                .formatted(code, operation, message)
                .strip());
    assertThat(result.exit()).isIn(REFUSED);
    assertThat(result.out()).isEmpty();
  }
}
