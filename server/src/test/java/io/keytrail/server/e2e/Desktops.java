package io.keytrail.server.e2e;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.directory.DirectoryClient;
import software.amazon.awssdk.services.directory.model.DirectorySize;
import software.amazon.awssdk.services.directoryservicedata.DirectoryServiceDataClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GrantListEntry;
import software.amazon.awssdk.services.workspaces.WorkSpacesClient;
import software.amazon.awssdk.services.workspaces.model.Workspace;
import software.amazon.awssdk.services.workspaces.model.WorkspaceRequest;
import software.amazon.awssdk.services.workspaces.model.WorkspaceState;

/// What an administrator of desktops sees of a server, through AWS's SDK.
final class Desktops implements AutoCloseable {
  static final String BUNDLE = "wsb-0standard1";
  private static final long PATIENCE_SECONDS = 60;

  private final URI server;
  final WorkSpacesClient workspaces;
  final KmsClient kms;
  final Ec2Client ec2;
  final DirectoryClient directories;
  final DirectoryServiceDataClient users;

  Desktops(URI server, AwsCredentials who) {
    this.server = server;
    workspaces = client(WorkSpacesClient.builder(), who).build();
    kms = client(KmsClient.builder(), who).build();
    ec2 = client(Ec2Client.builder(), who).build();
    directories = client(DirectoryClient.builder(), who).build();
    users = client(DirectoryServiceDataClient.builder(), who).build();
  }

  private <B extends AwsSyncClientBuilder<B, ?> & AwsClientBuilder<B, ?>> B client(
      B builder, AwsCredentials who) {
    return builder
        .region(Region.of(TestServer.REGION))
        .endpointOverride(server)
        .credentialsProvider(StaticCredentialsProvider.create(who))
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(30)))
        .overrideConfiguration(o -> o.retryStrategy(RetryMode.STANDARD));
  }

  /// A directory with these users, registered for desktops.
  String directory(String... names) {
    String id =
        directories
            .createDirectory(
                r ->
                    r.name("corp.example.com")
                        .password("Passw0rd!of.the.directory")
                        .size(DirectorySize.SMALL))
            .directoryId();
    for (String name : names) {
      var _ = users.createUser(r -> r.directoryId(id).samAccountName(name));
    }
    var _ = workspaces.registerWorkspaceDirectory(r -> r.directoryId(id));
    return id;
  }

  String sid(String directory, String user) {
    return users.describeUser(r -> r.directoryId(directory).samAccountName(user)).sid();
  }

  /// Both volumes under the key.
  static WorkspaceRequest wish(String directory, String user, String key) {
    return WorkspaceRequest.builder()
        .directoryId(directory)
        .userName(user)
        .bundleId(BUNDLE)
        .volumeEncryptionKey(key)
        .rootVolumeEncryptionEnabled(true)
        .userVolumeEncryptionEnabled(true)
        .build();
  }

  /// Launches it; fails if it is refused.
  Workspace launch(WorkspaceRequest wish) {
    var answer = workspaces.createWorkspaces(r -> r.workspaces(wish));
    if (answer.hasFailedRequests() && !answer.failedRequests().isEmpty()) {
      throw new AssertionError("refused: " + answer.failedRequests());
    }
    return answer.pendingRequests().getFirst();
  }

  /// The desktop once it is in that state.
  Workspace until(String id, WorkspaceState state) {
    until(() -> get(id).stream().anyMatch(one -> one.state() == state));
    return get(id).getFirst();
  }

  List<Workspace> get(String id) {
    return workspaces.describeWorkspaces(r -> r.workspaceIds(id)).workspaces();
  }

  void untilGone(String id) {
    until(() -> get(id).isEmpty());
  }

  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not come to that in time");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  List<GrantListEntry> grants(String key) {
    return kms.listGrants(r -> r.keyId(key)).grants();
  }

  List<Volume> volumes() {
    return ec2.describeVolumes().volumes();
  }

  List<Instance> runningInstances() {
    return ec2.describeInstances().reservations().stream()
        .flatMap(one -> one.instances().stream())
        .filter(one -> one.state().name() == InstanceStateName.RUNNING)
        .toList();
  }

  /// Of the members that `/api/v1/workspaces/{id}` calls volumes.
  static List<JsonObject> volumesOf(JsonObject detail) {
    return ((JsonArray) detail.member("volumes").orElseThrow())
        .elements().stream().map(JsonObject.class::cast).toList();
  }

  @Override
  public void close() {
    workspaces.close();
    kms.close();
    ec2.close();
    directories.close();
    users.close();
  }
}
