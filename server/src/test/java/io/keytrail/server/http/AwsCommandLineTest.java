package io.keytrail.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The AWS CLI that `KEYTRAIL_AWS_CLI` names, Debian's without it, against the front door.
class AwsCommandLineTest {
  private static final String CLI =
      System.getenv().getOrDefault("KEYTRAIL_AWS_CLI", "/usr/bin/aws");

  @Test
  void cli_signsBothProtocols_andIsUnderstood() throws Exception {
    assumeTrue(Files.isExecutable(Path.of(CLI)), "there is no AWS CLI at " + CLI);
    try (TestServer server = TestServer.start()) {
      assertThat(run(server, TestServer.SECRET, "sts", "get-caller-identity"))
          .contains("arn:aws:iam::123456789012:root");
      assertThat(run(server, TestServer.SECRET, "kms", "decrypt", "--ciphertext-blob", "YQ=="))
          .contains("\"Plaintext\": \"");
      assertThat(run(server, "other", "kms", "decrypt", "--ciphertext-blob", "YQ=="))
          .contains("(InvalidSignatureException)");
      assertThat(run(server, "other", "sts", "get-caller-identity"))
          .contains("(SignatureDoesNotMatch)");
    }
  }

  private static String run(TestServer server, String secret, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(CLI, "--endpoint-url", "http://127.0.0.1:" + server.port));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("AWS_ACCESS_KEY_ID", TestServer.ID);
    builder.environment().put("AWS_SECRET_ACCESS_KEY", secret);
    builder.environment().put("AWS_DEFAULT_REGION", "us-west-2");
    builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
    builder.environment().put("AWS_MAX_ATTEMPTS", "1");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return output;
  }
}
