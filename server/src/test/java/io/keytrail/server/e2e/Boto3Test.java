package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Debian's boto3, unchanged, plays a key's whole story (`e2e/story.py`), and the trail has it.
final class Boto3Test {
  private static final String PYTHON = "/usr/bin/python3";

  @TempDir Path folder;

  @Test
  void story_isPlayedByBoto3() throws Exception {
    String python = Command.installed(PYTHON);
    Command plain = new Command(folder, AwsCli.environment(folder));
    assumeTrue(
        plain.run(List.of(python, "-c", "import boto3")).exit() == 0, "skipped: there is no boto3");
    try (TestServer server = TestServer.start()) {
      Map<String, String> environment = new HashMap<>(AwsCli.environment(folder));
      environment.put("ENDPOINT", server.uri().toString());
      environment.put("AWS_ACCESS_KEY_ID", server.root().accessKeyId());
      environment.put("AWS_SECRET_ACCESS_KEY", server.root().secretAccessKey());
      environment.put("AWS_DEFAULT_REGION", TestServer.REGION);
      Command.Result result =
          new Command(folder, environment).run(List.of(python, script().toString()));
      assertThat(result.err()).isEmpty();
      assertThat(result.out()).isEqualTo("done\n");
      assertFound(server);
    }
  }

  private static void assertFound(TestServer server) throws Exception {
    try (var sts = server.sts(server.root())) {
      long now = TestServer.seq(sts.getCallerIdentity());
      assertThat(server.records("volume = vol-00000002 and errorCode is present", now))
          .singleElement()
          .satisfies(r -> assertThat(r.string("errorCode")).contains("InvalidCiphertextException"))
          .satisfies(r -> assertThat(r.string("userAgent").orElse("")).startsWith("Boto3/"));
      assertThat(server.records("volume = vol-00000003 and errorCode = \"AccessDenied\"", now))
          .hasSize(2);
    }
  }

  private Path script() throws Exception {
    Path script = folder.resolve("story.py");
    try (InputStream in = Boto3Test.class.getResourceAsStream("/e2e/story.py")) {
      assertThat(in).isNotNull();
      var _ = Files.copy(in, script);
    }
    return script;
  }
}
