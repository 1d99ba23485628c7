package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// docs/story.md, command by command as it stands there, by the AWS CLI and the launcher's
/// commands.
final class StoryPageTest {
  private static final String KEY = "arn:aws:kms:us-west-2:123456789012:key/";
  private static final String EBS =
      "arn:aws:sts::123456789012:assumed-role/aws:ec2-infrastructure/i-";

  @TempDir Path folder;

  @Test
  void story_showsWhatItPromises() throws Exception {
    String cli = AwsCli.program();
    Command.installed("/usr/bin/python3");
    List<String> blocks = DocPage.of("docs/story.md").blocks();
    try (TestServer server = TestServer.start();
        Shell shell = Shell.start(folder, cli)) {
      Files.createSymbolicLink(folder.resolve("data"), server.data());
      launcher(server);
      Teller teller = new Teller(server, shell, blocks.iterator());
      people(teller);
      launch(teller);
      uses(teller);
      reboots(teller);
      whoMay(teller);
      assertThat(teller.next()).contains("[]").doesNotContain("error");
      assertThat(teller.blocks().hasNext()).isFalse();
    }
  }

  private static void people(Teller teller) throws Exception {
    assertThat(teller.next()).contains("arn:aws:iam::123456789012:root");
    assertThat(teller.next()).contains("jdoe is S-1-5-21-");
    assertThat(teller.next())
        .contains("arn:aws:iam::123456789012:user/Alice\narn:aws:iam::123456789012:user/Alice");
    assertThat(teller.next()).contains(KEY);
    String answer = teller.next();
    assertThat(Json.text(TestServer.json(answer), "/decision")).isEqualTo("allowed");
    assertThat(Json.texts(TestServer.json(answer), "/decidedBy", "/policy"))
        .containsExactly("resource", "resource");
    assertThat(Json.texts(TestServer.json(answer), "/decidedBy", "/statement"))
        .containsExactly("2", "4");
  }

  private static void launch(Teller teller) throws Exception {
    assertThat(teller.next()).contains("AVAILABLE\t" + KEY).contains("True\tTrue");
    String made = teller.next();
    assertThat(made.split("workspaces.us-west-2.amazonaws.com", -1)).hasSize(1 + 3);
    assertThat(made.split("123456789012:aws:ec2-infrastructure:i-", -1)).hasSize(1 + 2);
    assertThat(made.split("\tTrue\tin-use\t" + KEY, -1)).hasSize(1 + 2);
  }

  private static void uses(Teller teller) throws Exception {
    String sidAndDirectory = "\"aws:workspaces:sid-directoryid\": \"[S-1-5-21-";
    assertThat(teller.next())
        .contains("Decrypt " + EBS)
        .contains("GenerateDataKeyWithoutPlaintext " + EBS)
        .contains(sidAndDirectory, "\"aws:ebs:id\": \"vol-");
    assertThat(teller.next())
        .containsPattern("sid = S-1-5-21-[0-9-]+ -> 2 Decrypt")
        .containsPattern("directory = d-[0-9a-f]{10} -> 2 Decrypt")
        .containsPattern("volume = vol-[0-9a-f]{17} -> 1 Decrypt")
        .contains("AttachVolume", "CreateVolume");
  }

  private static void reboots(Teller teller) throws Exception {
    assertThat(teller.next()).contains("[]\nAVAILABLE");
    assertThat(teller.next()).contains(KEY).contains("is Disabled");
    assertThat(teller.next()).contains("[]\nAVAILABLE");
    assertThat(teller.next()).contains("CreateWorkspaceImage operation").contains("encrypted");
  }

  private static void whoMay(Teller teller) throws Exception {
    assertThat(teller.next()).contains("\"PENDING\"").doesNotContain("AccessDenied");
    assertThat(teller.next())
        .contains("\"PENDING\"")
        .contains("An error occurred (AccessDeniedException) when calling the CreateGrant");
    assertThat(teller.next()).contains("\"AccessDeniedException\"").doesNotContain("PENDING");
  }

  /// Runs block after block; the reader's pace, by which the index keeps up, it has not.
  private record Teller(TestServer server, Shell shell, Iterator<String> blocks) {
    String next() throws Exception {
      try (var sts = server.sts(server.root())) {
        long seq = TestServer.seq(sts.getCallerIdentity());
        assertThat(server.records("seq = " + seq, seq)).hasSize(1);
      }
      return shell.run(blocks.next().replace("http://127.0.0.1:8080", server.uri().toString()));
    }
  }

  /// `./keytrail` of the page: the program as it was compiled, told where the server is.
  private void launcher(TestServer server) throws Exception {
    Path keytrail =
        Files.writeString(
            folder.resolve("keytrail"),
            """
            #!/bin/sh
            KEYTRAIL_URL=%s exec '%s/bin/java' -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -cp '%s' io.keytrail.server.Main "$@"
            """
                .formatted(
                    server.uri(),
                    System.getProperty("java.home"),
                    System.getProperty("java.class.path")));
    var _ = Files.setPosixFilePermissions(keytrail, PosixFilePermissions.fromString("rwx------"));
  }
}
