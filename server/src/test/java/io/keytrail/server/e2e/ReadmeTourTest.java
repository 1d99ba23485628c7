package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The tour of README.md, command by command as it stands there, in one shell.
final class ReadmeTourTest {
  private static final String SECTION = "## Five minutes with the AWS CLI";
  private static final String SID = "S-1-5-21-277731876-1789304096-451871588-1107";

  @TempDir Path folder;

  @Test
  void tour_showsWhatItPromises() throws Exception {
    String cli = AwsCli.program();
    List<String> blocks = DocPage.of("README.md").section(SECTION).blocks();
    assertThat(blocks).hasSize(6);
    try (TestServer server = TestServer.start();
        Shell shell = Shell.start(folder, cli)) {
      // The tour begins in the folder that has the server's `data` folder.
      Files.createSymbolicLink(folder.resolve("data"), server.data());
      List<String> runnable =
          blocks.stream()
              .map(b -> b.replace("http://127.0.0.1:8080", server.uri().toString()))
              .toList();
      assertThat(shell.run(runnable.get(0)))
          .contains("\"Arn\": \"arn:aws:iam::123456789012:root\"", "\"Account\": \"123456789012\"");
      assertThat(shell.run(runnable.get(1)))
          .contains("\"Arn\": \"arn:aws:iam::123456789012:user/Alice\"");
      assertThat(shell.run(runnable.get(2))).contains("\"arn:aws:kms:us-west-2:123456789012:key/");
      assertThat(shell.run(runnable.get(3)))
          .contains(
              "An error occurred (InvalidCiphertextException) when calling the Decrypt operation");
      awaitIndex(server);
      assertEvents(TestServer.json(shell.run(runnable.get(4))));
      assertDecision(TestServer.json(shell.run(runnable.get(5))));
    }
  }

  /// The reader's own pace lets the index catch up; a test has none.
  private static void awaitIndex(TestServer server) throws Exception {
    try (var sts = server.sts(server.root())) {
      long seq = TestServer.seq(sts.getCallerIdentity());
      assertThat(server.records("seq = " + seq, seq)).hasSize(1);
    }
  }

  private static void assertEvents(JsonObject answer) {
    assertThat(Json.texts(answer, "/events", "/event/eventName"))
        .containsExactly("Decrypt", "Decrypt", "GenerateDataKeyWithoutPlaintext");
    assertThat(Json.text(answer, "/events/0/event/errorCode"))
        .isEqualTo("InvalidCiphertextException");
    for (int i = 1; i <= 2; i++) {
      assertThat(Json.text(answer, "/events/" + i + "/derived/sid")).isEqualTo("[\"" + SID + "\"]");
      assertThat(((JsonObject) Json.at(answer, "/events/" + i + "/event")).string("errorCode"))
          .isEmpty();
    }
    assertThat(Json.texts(answer, "/events", "/derived/volume")).containsOnly("[\"vol-1234abcd\"]");
  }

  private static void assertDecision(JsonObject answer) {
    assertThat(Json.text(answer, "/decision")).isEqualTo("allowed");
    assertThat(Json.text(answer, "/summary"))
        .endsWith(
            " is allowed by statement 1 of the identity policy, to which statement 1 of the resource policy delegates.");
    assertThat(Json.text(answer, "/decidedBy/0/policy")).isEqualTo("identity");
    assertThat(Json.text(answer, "/decidedBy/0/statement")).isEqualTo("1");
    assertThat(Json.text(answer, "/explanation")).contains("delegates");
  }
}
