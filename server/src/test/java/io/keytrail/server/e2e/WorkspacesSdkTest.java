package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keytrail.audit.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.ec2.model.VolumeState;
import software.amazon.awssdk.services.kms.model.GrantListEntry;
import software.amazon.awssdk.services.kms.model.GrantOperation;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.workspaces.model.FailedCreateWorkspaceRequest;
import software.amazon.awssdk.services.workspaces.model.InvalidParameterValuesException;
import software.amazon.awssdk.services.workspaces.model.OperationNotSupportedException;
import software.amazon.awssdk.services.workspaces.model.RebootRequest;
import software.amazon.awssdk.services.workspaces.model.RebuildRequest;
import software.amazon.awssdk.services.workspaces.model.TerminateRequest;
import software.amazon.awssdk.services.workspaces.model.Workspace;
import software.amazon.awssdk.services.workspaces.model.WorkspaceRequest;
import software.amazon.awssdk.services.workspaces.model.WorkspaceState;

/// Encrypted desktops through AWS's SDK: what a launch leaves in KMS and EC2, what a reboot does,
/// and what is refused.
@Timeout(180)
final class WorkspacesSdkTest {
  private static final String HOST = "workspaces.us-west-2.amazonaws.com";
  private static final String CONTEXT = "aws:workspaces:sid-directoryid";

  private static TestServer server;
  private static Desktops root;
  private static String directory;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start();
    root = new Desktops(server.uri(), server.root());
    directory = root.directory("anna", "ben", "carla", "dan", "eva", "finn", "gina");
  }

  @AfterAll
  static void stop() throws Exception {
    root.close();
    server.close();
  }

  private static String newKey() {
    return root.kms.createKey().keyMetadata().arn();
  }

  private static FailedCreateWorkspaceRequest refusal(Desktops who, WorkspaceRequest wish) {
    var answer = who.workspaces.createWorkspaces(r -> r.workspaces(wish));
    assertThat(answer.pendingRequests()).isEmpty();
    assertThat(answer.failedRequests()).hasSize(1);
    return answer.failedRequests().getFirst();
  }

  private static void terminate(String id) {
    var answer =
        root.workspaces.terminateWorkspaces(
            r -> r.terminateWorkspaceRequests(TerminateRequest.builder().workspaceId(id).build()));
    assertThat(answer.failedRequests()).isEmpty();
    root.untilGone(id);
  }

  @Test
  void desktop_comesWithItsGrantsAndVolumesAndGoesWithThem() throws Exception {
    String key = newKey();
    String sid = root.sid(directory, "anna");
    Workspace pending = root.launch(Desktops.wish(directory, "anna", key));
    assertThat(pending.state()).isEqualTo(WorkspaceState.PENDING);
    String id = pending.workspaceId();
    Workspace there = root.until(id, WorkspaceState.AVAILABLE);
    assertThat(there.volumeEncryptionKey()).isEqualTo(key);
    assertThat(there.rootVolumeEncryptionEnabled()).isTrue();
    assertThat(there.userVolumeEncryptionEnabled()).isTrue();
    assertThat(there.ipAddress()).isNotBlank();

    String pair = "[" + sid + "]@[" + directory + "]";
    JsonObject detail = server.getJson("/api/v1/workspaces/" + id);
    Set<String> volumes =
        Desktops.volumesOf(detail).stream()
            .map(one -> one.string("volumeId").orElseThrow())
            .collect(Collectors.toSet());
    requireGrants(key, detail.string("instanceId").orElseThrow(), pair, volumes);
    assertThat(root.volumes().stream().filter(one -> volumes.contains(one.volumeId())))
        .hasSize(2)
        .allMatch(one -> one.state() == VolumeState.IN_USE && key.equals(one.kmsKeyId()));

    terminate(id);
    assertThat(root.grants(key)).isEmpty();
    assertThat(root.volumes()).noneMatch(one -> volumes.contains(one.volumeId()));
    assertThat(root.runningInstances())
        .noneMatch(one -> one.instanceId().equals(detail.string("instanceId").orElseThrow()));
    requireFound(sid, volumes);
  }

  private static void requireGrants(String key, String instance, String pair, Set<String> volumes) {
    List<GrantListEntry> grants = root.grants(key);
    assertThat(grants).hasSize(3);
    GrantListEntry own =
        grants.stream()
            .filter(one -> HOST.equals(one.granteePrincipal()))
            .findFirst()
            .orElseThrow();
    assertThat(own.operations()).contains(GrantOperation.CREATE_GRANT, GrantOperation.RETIRE_GRANT);
    assertThat(own.constraints().encryptionContextSubset()).isEqualTo(Map.of(CONTEXT, pair));
    List<GrantListEntry> ofEbs = grants.stream().filter(one -> !one.equals(own)).toList();
    assertThat(ofEbs)
        .allMatch(
            one ->
                one.granteePrincipal()
                    .equals(TestServer.ACCOUNT + ":aws:ec2-infrastructure:" + instance))
        .allMatch(one -> HOST.equals(one.retiringPrincipal()))
        .extracting(one -> one.constraints().encryptionContextSubset())
        .containsExactlyInAnyOrderElementsOf(
            volumes.stream().map(id -> Map.of(CONTEXT, pair, "aws:ebs:id", id)).toList());
  }

  /// The story is found by its user; the service made no cryptographic call, EBS exactly with both
  /// pairs.
  private static void requireFound(String sid, Set<String> volumes) throws Exception {
    long seq = TestServer.seq(root.workspaces.describeWorkspaces());
    List<JsonObject> story = server.records("sid = " + sid, seq);
    assertThat(story)
        .extracting(one -> one.string("eventName").orElseThrow())
        .contains(
            "CreateWorkspaces",
            "CreateGrant",
            "RunInstances",
            "CreateVolume",
            "GenerateDataKeyWithoutPlaintext",
            "AttachVolume",
            "Decrypt",
            "TerminateWorkspaces",
            "DetachVolume",
            "DeleteVolume",
            "RetireGrant");
    for (JsonObject event : story) {
      String name = event.string("eventName").orElseThrow();
      boolean crypto = name.equals("Decrypt") || name.equals("GenerateDataKeyWithoutPlaintext");
      boolean byService =
          event
              .object("userIdentity")
              .flatMap(who -> who.string("invokedBy"))
              .filter(HOST::equals)
              .isPresent();
      assertThat(crypto && byService).as(event.toString()).isFalse();
      if (crypto) {
        JsonObject context =
            event
                .object("requestParameters")
                .flatMap(p -> p.object("encryptionContext"))
                .orElseThrow();
        assertThat(context.members().keySet()).containsExactlyInAnyOrder(CONTEXT, "aws:ebs:id");
        assertThat(volumes).contains(context.string("aws:ebs:id").orElseThrow());
      }
    }
  }

  @Test
  void reboot_opensTheKeysAnew_andUnderADisabledKeyEndsInErrorUntilRebuilt() throws Exception {
    String key = newKey();
    WorkspaceRequest rootOnly =
        Desktops.wish(directory, "ben", key).toBuilder().userVolumeEncryptionEnabled(false).build();
    String id = root.launch(rootOnly).workspaceId();
    root.until(id, WorkspaceState.AVAILABLE);
    String sid = root.sid(directory, "ben");
    int opened = decrypts(sid);
    assertThat(reboot(id)).isEmpty();
    root.until(id, WorkspaceState.AVAILABLE);
    Desktops.until(() -> decrypts(sid) == opened + 1);

    var _ = root.kms.disableKey(r -> r.keyId(key));
    assertThat(reboot(id)).isEmpty();
    Workspace failed = root.until(id, WorkspaceState.ERROR);
    assertThat(failed.errorCode()).isEqualTo("DisabledException");
    assertThat(failed.errorMessage()).contains(key, "Disabled");
    assertThat(reboot(id)).containsExactly("InvalidResourceStateException");

    var _ = root.kms.enableKey(r -> r.keyId(key));
    var rebuilt =
        root.workspaces.rebuildWorkspaces(
            r -> r.rebuildWorkspaceRequests(RebuildRequest.builder().workspaceId(id).build()));
    assertThat(rebuilt.failedRequests()).isEmpty();
    Workspace healed = root.until(id, WorkspaceState.AVAILABLE);
    assertThat(healed.errorCode()).isNull();
    assertThat(root.grants(key)).hasSize(2);
    terminate(id);
    assertThat(root.grants(key)).isEmpty();
  }

  private static List<String> reboot(String id) {
    return root
        .workspaces
        .rebootWorkspaces(
            r -> r.rebootWorkspaceRequests(RebootRequest.builder().workspaceId(id).build()))
        .failedRequests()
        .stream()
        .map(one -> one.errorCode())
        .toList();
  }

  private static int decrypts(String sid) {
    try {
      long seq = TestServer.seq(root.workspaces.describeWorkspaces());
      return server.records("sid = " + sid + " and eventName = Decrypt", seq).size();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void unfitKeys_areRefusedBeforeUserAndDirectory() {
    String rsa =
        root.kms
            .createKey(r -> r.keySpec(KeySpec.RSA_2048).keyUsage(KeyUsageType.ENCRYPT_DECRYPT))
            .keyMetadata()
            .arn();
    var asymmetric = refusal(root, Desktops.wish("d-0000000000", "nobody", rsa));
    assertThat(asymmetric.errorCode()).isEqualTo("InvalidParameterValuesException");
    assertThat(asymmetric.errorMessage()).contains(rsa, "symmetric");

    String disabled = newKey();
    var _ = root.kms.disableKey(r -> r.keyId(disabled));
    var refused = refusal(root, Desktops.wish("d-0000000000", "nobody", disabled));
    assertThat(refused.errorCode()).isEqualTo("DisabledException");
    assertThat(refused.errorMessage()).contains(disabled, "Disabled");

    assertThat(refusal(root, Desktops.wish(directory, "carla", "alias/nothing")).errorCode())
        .isEqualTo("InvalidParameterValuesException");
  }

  @Test
  void keyThatTheCallerMayNotUse_isRefusedAndLeavesNothing() throws Exception {
    String key = newKey();
    try (Desktops mallory =
        new Desktops(server.uri(), server.user("mallory", allow("workspaces:*")))) {
      for (String user : List.of("carla", "nobody")) {
        var refused = refusal(mallory, Desktops.wish(directory, user, key));
        assertThat(refused.errorCode()).isEqualTo("AccessDeniedException");
        assertThat(refused.errorMessage()).contains("kms:CreateGrant");
      }
    }
    assertThat(root.grants(key)).isEmpty();
    assertThat(
            root.workspaces
                .describeWorkspaces(r -> r.directoryId(directory).userName("carla"))
                .workspaces())
        .isEmpty();
  }

  private static String allow(String... actions) {
    return """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": ["%s"], "Resource": "*"}}
        """
        .formatted(String.join("\", \"", actions));
  }

  @Test
  void unknownUserAndSecondDesktop_areRefusedByThemselves() {
    String key = newKey();
    var answer =
        root.workspaces.createWorkspaces(
            r ->
                r.workspaces(
                    Desktops.wish(directory, "nobody", key),
                    Desktops.wish(directory, "dan", key),
                    Desktops.wish(directory, "dan", key)));
    assertThat(answer.pendingRequests()).hasSize(1);
    assertThat(answer.failedRequests())
        .extracting(FailedCreateWorkspaceRequest::errorCode)
        .containsExactly("ResourceNotFoundException", "ResourceAlreadyExistsException");
    String id = answer.pendingRequests().getFirst().workspaceId();
    terminate(id);
    assertThat(root.grants(key)).isEmpty();
  }

  @Test
  void keyWithoutAVolumeToEncrypt_isRefused() {
    WorkspaceRequest wish =
        Desktops.wish(directory, "eva", newKey()).toBuilder()
            .rootVolumeEncryptionEnabled(false)
            .userVolumeEncryptionEnabled(false)
            .build();
    assertThat(refusal(root, wish).errorCode()).isEqualTo("InvalidParameterValuesException");
  }

  @Test
  void imageOfAnEncryptedDesktop_isRefused() {
    String id = root.launch(Desktops.wish(directory, "finn", newKey())).workspaceId();
    assertThatThrownBy(
            () ->
                root.workspaces.createWorkspaceImage(
                    r -> r.workspaceId(id).name("image").description("an image")))
        .isInstanceOf(OperationNotSupportedException.class)
        .hasMessageContaining("encrypted");
    terminate(id);
  }

  @Test
  void description_takesOneFilterAtATime() {
    assertThatThrownBy(
            () ->
                root.workspaces.describeWorkspaces(
                    r -> r.directoryId(directory).bundleId(Desktops.BUNDLE)))
        .isInstanceOf(InvalidParameterValuesException.class);
    assertThat(root.workspaces.describeWorkspaces(r -> r.workspaceIds("ws-000000000")).workspaces())
        .isEmpty();
  }

  @Test
  void directoryWithDesktops_isNotDeregistered() {
    String other = root.directory("hugo");
    String id = root.launch(Desktops.wish(other, "hugo", newKey())).workspaceId();
    assertThatThrownBy(
            () -> root.workspaces.deregisterWorkspaceDirectory(r -> r.directoryId(other)))
        .hasMessageContaining("has WorkSpaces");
    assertThatThrownBy(() -> root.directories.deleteDirectory(r -> r.directoryId(other)))
        .hasMessageContaining("WorkSpaces");
    terminate(id);
    var _ = root.workspaces.deregisterWorkspaceDirectory(r -> r.directoryId(other));
    assertThat(
            root.workspaces.describeWorkspaceDirectories(r -> r.directoryIds(other)).directories())
        .isEmpty();
    var _ = root.directories.deleteDirectory(r -> r.directoryId(other));
  }

  @Test
  void plainDesktop_wakesTheManagedKey_andCanBeImaged() {
    WorkspaceRequest plain =
        WorkspaceRequest.builder()
            .directoryId(directory)
            .userName("gina")
            .bundleId(Desktops.BUNDLE)
            .build();
    String id = root.launch(plain).workspaceId();
    Workspace there = root.until(id, WorkspaceState.AVAILABLE);
    assertThat(there.volumeEncryptionKey()).isNull();
    assertThat(root.kms.listAliases().aliases())
        .anyMatch(one -> one.aliasName().equals("alias/aws/workspaces"));
    var image =
        root.workspaces.createWorkspaceImage(
            r -> r.workspaceId(id).name("plain").description("a plain one"));
    assertThat(root.workspaces.describeWorkspaceImages(r -> r.imageIds(image.imageId())).images())
        .hasSize(1);
    terminate(id);
  }

  @Test
  void flagsWithoutAKey_meanTheManagedKey_forWhoHasNoKmsPermission() throws Exception {
    String other = root.directory("ida");
    WorkspaceRequest wish =
        WorkspaceRequest.builder()
            .directoryId(other)
            .userName("ida")
            .bundleId(Desktops.BUNDLE)
            .userVolumeEncryptionEnabled(true)
            .workspaceProperties(p -> p.runningMode("AUTO_STOP"))
            .build();
    try (Desktops admin = new Desktops(server.uri(), server.user("adam", allow("workspaces:*")))) {
      String id = admin.launch(wish).workspaceId();
      String key = admin.until(id, WorkspaceState.AVAILABLE).volumeEncryptionKey();
      assertThat(root.kms.describeKey(r -> r.keyId("alias/aws/workspaces")).keyMetadata().arn())
          .isEqualTo(key);
      var _ =
          admin.workspaces.stopWorkspaces(r -> r.stopWorkspaceRequests(one -> one.workspaceId(id)));
      admin.until(id, WorkspaceState.STOPPED);
      var _ =
          admin.workspaces.startWorkspaces(
              r -> r.startWorkspaceRequests(one -> one.workspaceId(id)));
      admin.until(id, WorkspaceState.AVAILABLE);
      terminate(id);
      assertThat(root.grants(key)).isEmpty();
    }
  }
}
