package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.demo.Demo;
import io.keytrail.server.simulate.SeedPolicies;
import io.keytrail.server.store.DatabaseUrl;
import io.keytrail.server.store.TestPostgres;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.directory.DirectoryClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.workspaces.WorkSpacesClient;
import software.amazon.awssdk.services.workspaces.model.Workspace;

/// `--demo`: the seed's story with the seed's ids, played once, into an empty deployment.
final class DemoTest {
  private static final String SID = "S-1-5-21-277731876-1789304096-451871588-1107";

  @Test
  void demo_goesOnAfterAnEnd_andHasTheSeedsIds(@TempDir Path home) throws Exception {
    DatabaseUrl database = TestPostgres.freshDatabase();
    Path rootKey = home.resolve("root.key");
    Demo.Answer.Job job;
    try (TestServer first = TestServer.on(database, Optional.empty(), true)) {
      // Ended as soon as it is up, wherever the story is by then.
      job = (Demo.Answer.Job) first.demo().orElseThrow();
      keep(first, rootKey);
    }
    try (TestServer server = TestServer.on(database, Optional.of(rootKey), true)) {
      assertThat(server.demo())
          .map(Demo.Answer.Job.class::cast)
          .map(Demo.Answer.Job::id)
          .contains(job.id());
      untilDone(server, job);
      String key = policiesAreTheSeeds(server);
      desktopIsThere(server, key);
      trailHasIt(server);
    }
    try (TestServer again = TestServer.on(database, Optional.of(rootKey), true)) {
      assertThat(again.demo()).contains(new Demo.Answer.Job(job.id(), true));
    }
  }

  /// A later start on the same database needs the same root key.
  private static void keep(TestServer server, Path rootKey) throws Exception {
    var _ = Files.copy(server.rootKey(), rootKey, StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static void untilDone(TestServer server, Demo.Answer.Job job) {
    StoryWorld.until(
        "the story is played",
        () -> {
          JsonObject seen = job(server, job);
          assertThat(seen.string("state")).as(seen.toString()).isNotEqualTo(Optional.of("failed"));
          return seen.string("state").equals(Optional.of("done"));
        });
  }

  private static JsonObject job(TestServer server, Demo.Answer.Job job) {
    try {
      return server.getJson("/api/v1/jobs/" + job.id());
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  /// Answers the key's ARN.
  private static String policiesAreTheSeeds(TestServer server) throws Exception {
    SeedPolicies seed = SeedPolicies.read();
    try (KmsClient kms = server.kms(server.root());
        IamClient iam = server.iam(server.root())) {
      String policy = kms.getKeyPolicy(r -> r.keyId(keyId(kms)).policyName("default")).policy();
      assertThat(TestServer.json(policy)).isEqualTo(TestServer.json(seed.key()));
      assertThat(inline(iam, "Desktops")).isEqualTo(TestServer.json(seed.workspaces()));
      assertThat(inline(iam, "Keys")).isEqualTo(TestServer.json(seed.kms()));
      assertThat(kms.listKeys().keys()).hasSize(1);
      return kms.describeKey(r -> r.keyId("alias/desktops")).keyMetadata().arn();
    }
  }

  private static String keyId(KmsClient kms) {
    return kms.describeKey(r -> r.keyId("alias/desktops")).keyMetadata().keyId();
  }

  private static JsonObject inline(IamClient iam, String name) throws Exception {
    return TestServer.json(
        URLDecoder.decode(
            iam.getUserPolicy(r -> r.userName("Alice").policyName(name)).policyDocument(),
            StandardCharsets.UTF_8));
  }

  private static void desktopIsThere(TestServer server, String key) throws Exception {
    try (WorkSpacesClient workspaces =
            server.client(WorkSpacesClient.builder(), server.root()).build();
        Ec2Client ec2 = server.ec2(server.root());
        KmsClient kms = server.kms(server.root());
        DirectoryClient ds = server.ds(server.root())) {
      List<Workspace> desktops = workspaces.describeWorkspaces().workspaces();
      assertThat(desktops).extracting(Workspace::userName).containsExactly("jdoe");
      assertThat(desktops.getFirst().volumeEncryptionKey()).isEqualTo(key);
      assertThat(desktops.getFirst().directoryId()).isEqualTo("d-1234abcd01");
      assertThat(ds.describeDirectories().directoryDescriptions())
          .extracting(one -> one.directoryId())
          .containsExactly("d-1234abcd01");
      assertThat(
              ec2.describeVolumes(r -> r.volumeIds("vol-1234abcd")).volumes().getFirst().kmsKeyId())
          .isEqualTo(key);
      // One for WorkSpaces and one for each volume; those of the removed desktop are retired.
      assertThat(kms.listGrants(r -> r.keyId(key)).grants()).hasSize(3);
    }
  }

  private static void trailHasIt(TestServer server) throws Exception {
    try (KmsClient kms = server.kms(server.root())) {
      long seq = TestServer.seq(kms.listKeys());
      List<JsonObject> opened =
          server.records("volume = vol-1234abcd and eventName = Decrypt and sid = " + SID, seq);
      assertThat(opened).hasSize(2);
      assertThat(opened.getFirst().toString())
          .contains("[" + SID + "]@[d-1234abcd01]", "aws:ec2-infrastructure");
      assertThat(server.records("eventName = ScheduleKeyDeletion and errorCode is present", seq))
          .hasSize(1);
      assertThat(server.records("userAgent = keytrail-demo and eventName = CreateKey", seq))
          .hasSize(1);
      assertThat(server.records("eventName = CreateDirectory", seq).toString())
          .doesNotContain("Aa1-");
    }
  }

  @Test
  void demo_leavesAUsedDeploymentAlone(@TempDir Path home) throws Exception {
    DatabaseUrl database = TestPostgres.freshDatabase();
    Path rootKey = home.resolve("root.key");
    try (TestServer first = TestServer.on(database, Optional.empty());
        KmsClient kms = first.kms(first.root())) {
      var _ = kms.listKeys();
      keep(first, rootKey);
    }
    try (TestServer second = TestServer.on(database, Optional.of(rootKey), true)) {
      assertThat(second.demo()).contains(new Demo.Answer.NotEmpty());
      assertThat(second.getJson("/api/v1/jobs").toString()).doesNotContain("demo.story");
    }
  }
}
