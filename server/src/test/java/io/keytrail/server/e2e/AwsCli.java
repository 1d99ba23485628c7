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
  /// What the AWS CLI ends with when the service refused.
  static final int REFUSED = 254;

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

  Command.Result run(String... arguments) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(program);
    line.addAll(List.of(arguments));
    line.addAll(List.of("--endpoint-url", endpoint));
    return command.run(line);
  }

  /// The answer of a call that must succeed; empty if it prints nothing.
  JsonObject json(String... arguments)
      throws IOException, InterruptedException, JsonSyntaxException {
    List<String> line = new ArrayList<>(List.of(arguments));
    line.addAll(List.of("--output", "json"));
    String out = run(line.toArray(String[]::new)).orFail();
    return out.isBlank() ? JsonObject.EMPTY : TestServer.json(out);
  }

  /// What a call prints under `--query query --output text`, which must be one line.
  String text(String query, String... arguments) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(arguments));
    line.addAll(List.of("--query", query, "--output", "text"));
    return run(line.toArray(String[]::new)).orFail().strip();
  }

  /// The call is refused, as the AWS CLI shows it.
  void refused(String code, String operation, String message, String... arguments)
      throws IOException, InterruptedException {
    Command.Result result = run(arguments);
    assertThat(result.err().strip())
        .isEqualTo(
            "An error occurred (%s) when calling the %s operation: %s"
                .formatted(code, operation, message)
                .strip());
    assertThat(result.exit()).isEqualTo(REFUSED);
    assertThat(result.out()).isEmpty();
  }
}
