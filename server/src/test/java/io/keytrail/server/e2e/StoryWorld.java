package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.directory.DirectoryClient;
import software.amazon.awssdk.services.directory.model.DirectorySize;
import software.amazon.awssdk.services.directory.model.DirectoryStage;
import software.amazon.awssdk.services.directoryservicedata.DirectoryServiceDataClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GrantListEntry;
import software.amazon.awssdk.services.workspaces.WorkSpacesClient;
import software.amazon.awssdk.services.workspaces.model.CreateWorkspacesResponse;
import software.amazon.awssdk.services.workspaces.model.FailedCreateWorkspaceRequest;
import software.amazon.awssdk.services.workspaces.model.Workspace;
import software.amazon.awssdk.services.workspaces.model.WorkspaceRequest;

/// A server on which the root user has prepared a directory, and the clients by which the story is
/// played and looked at.
final class StoryWorld implements AutoCloseable {
  static final String WORKSPACES_HOST = "workspaces." + TestServer.REGION + ".amazonaws.com";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final TestServer server;
  final AwsBasicCredentials root;
  final KmsClient kms;
  final IamClient iam;
  final Ec2Client ec2;
  final WorkSpacesClient workspaces;
  final CloudTrailClient cloudTrail;
  final DirectoryClient directories;
  final DirectoryServiceDataClient users;
  final String directory;
  final String bundle;

  private StoryWorld(TestServer server) throws IOException {
    this.server = server;
    this.root = server.root();
    this.kms = server.kms(root);
    this.iam = server.iam(root);
    this.ec2 = server.ec2(root);
    this.workspaces = workspaces(root);
    this.cloudTrail = server.client(CloudTrailClient.builder(), root).build();
    this.directories = server.ds(root);
    this.users = server.dsData(root);
    this.directory = newDirectory();
    this.bundle =
        workspaces.describeWorkspaceBundles(r -> r.owner("AMAZON")).bundles().getFirst().bundleId();
  }

  static StoryWorld open() throws Exception {
    return new StoryWorld(TestServer.start());
  }

  private String newDirectory() {
    String id =
        directories
            .createDirectory(
                r ->
                    r.name("corp.example.com")
                        .password("Correct-Horse-7")
                        .size(DirectorySize.SMALL)
                        .vpcSettings(
                            v ->
                                v.vpcId("vpc-12345678")
                                    .subnetIds("subnet-11111111", "subnet-22222222")))
            .directoryId();
    until(
        "the directory is active",
        () ->
            directories
                .describeDirectories(r -> r.directoryIds(id))
                .directoryDescriptions()
                .stream()
                .allMatch(one -> one.stage() == DirectoryStage.ACTIVE));
    workspaces.registerWorkspaceDirectory(r -> r.directoryId(id));
    until(
        "the directory is registered",
        () ->
            workspaces.describeWorkspaceDirectories(r -> r.directoryIds(id)).directories().stream()
                .allMatch(one -> "REGISTERED".equals(one.stateAsString())));
    return id;
  }

  WorkSpacesClient workspaces(AwsBasicCredentials who) {
    return server.client(WorkSpacesClient.builder(), who).build();
  }

  /// A new user of the directory.
  ///
  /// @return the SID
  String person(String name) {
    return users
        .createUser(
            r -> r.directoryId(directory).samAccountName(name).givenName(name).surname("Doe"))
        .sid();
  }

  /// A key under this policy; `POLICY_KEY` in it becomes nothing.
  String key(String policy) {
    return kms.createKey(r -> r.policy(policy)).keyMetadata().arn();
  }

  /// Launches with both volumes encrypted under the key.
  CreateWorkspacesResponse launch(AwsBasicCredentials who, String person, String key) {
    return launch(
        who,
        request(person)
            .volumeEncryptionKey(key)
            .rootVolumeEncryptionEnabled(true)
            .userVolumeEncryptionEnabled(true)
            .build());
  }

  CreateWorkspacesResponse launch(AwsBasicCredentials who, WorkspaceRequest request) {
    try (WorkSpacesClient client = workspaces(who)) {
      return client.createWorkspaces(r -> r.workspaces(request));
    }
  }

  WorkspaceRequest.Builder request(String person) {
    return WorkspaceRequest.builder().directoryId(directory).userName(person).bundleId(bundle);
  }

  /// The id of the one WorkSpace that is on its way.
  static String pending(CreateWorkspacesResponse response) {
    assertThat(response.failedRequests()).isEmpty();
    assertThat(response.pendingRequests()).hasSize(1);
    return response.pendingRequests().getFirst().workspaceId();
  }

  /// The one refusal of a launch.
  static FailedCreateWorkspaceRequest failed(CreateWorkspacesResponse response) {
    assertThat(response.pendingRequests()).isEmpty();
    assertThat(response.failedRequests()).hasSize(1);
    return response.failedRequests().getFirst();
  }

  Optional<Workspace> workspace(String id) {
    return workspaces.describeWorkspaces(r -> r.workspaceIds(id)).workspaces().stream().findFirst();
  }

  Workspace untilState(String id, String state) {
    until(
        id + " is " + state,
        () -> workspace(id).filter(one -> state.equals(one.stateAsString())).isPresent());
    return workspace(id).orElseThrow();
  }

  void untilGone(String id) {
    until(
        id + " is gone",
        () -> workspace(id).filter(one -> !"TERMINATED".equals(one.stateAsString())).isEmpty());
  }

  List<GrantListEntry> grants(String key) {
    return kms.listGrants(r -> r.keyId(key)).grants();
  }

  List<Volume> volumes(String key) {
    return ec2.describeVolumes().volumes().stream()
        .filter(one -> key.equals(one.kmsKeyId()))
        .toList();
  }

  /// All records that a query finds, newest first, once everything up to now is in the index.
  List<JsonObject> records(String query) throws Exception {
    long seq = TestServer.seq(kms.listKeys());
    List<JsonObject> records = new ArrayList<>();
    String after = "";
    do {
      JsonObject page =
          server.getJson(
              "/api/v1/events?limit=100&waitFor=" + seq + "&q=" + encoded(query) + after);
      for (JsonValue event : ((JsonArray) page.member("events").orElseThrow()).elements()) {
        records.add(((JsonObject) event).object("event").orElseThrow());
      }
      after = page.string("next").map(cursor -> "&after=" + encoded(cursor)).orElse("");
    } while (!after.isEmpty());
    return records;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// Asks again and again; every asking is a call to the server, so that it does not spin idly.
  static void until(String what, java.util.function.BooleanSupplier holds) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("until " + what).isLessThan(deadline);
    }
  }

  @Override
  public void close() throws Exception {
    kms.close();
    iam.close();
    ec2.close();
    workspaces.close();
    cloudTrail.close();
    directories.close();
    users.close();
    server.close();
  }
}
