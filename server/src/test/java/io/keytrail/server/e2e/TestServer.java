package io.keytrail.server.e2e;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import io.keytrail.server.RunningServer;
import io.keytrail.server.ServerConfig;
import io.keytrail.server.demo.Demo;
import io.keytrail.server.store.DatabaseUrl;
import io.keytrail.server.store.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.directory.DirectoryClient;
import software.amazon.awssdk.services.directoryservicedata.DirectoryServiceDataClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sts.StsClient;

/// A whole server in this JVM, on a database of its own and a free port of loopback, with clients
/// for it.
public final class TestServer implements AutoCloseable {
  public static final String ACCOUNT = "123456789012";
  /// An hour passes in a few hundredths of a second.
  private static final double WORKSPACES_SPEED = 100_000;

  public static final String REGION = "us-west-2";

  private final Path data;
  private final RunningServer server;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private TestServer(Path data, RunningServer server) {
    this.data = data;
    this.server = server;
  }

  public static TestServer start() throws Exception {
    return on(TestPostgres.freshDatabase(), Optional.empty());
  }

  /// @param rootKey absent: one of its own; servers that share a database share the root key
  public static TestServer on(DatabaseUrl database, Optional<Path> rootKey) throws Exception {
    return on(database, rootKey, false);
  }

  /// @param demo whether the story of `--demo` is asked for
  public static TestServer on(DatabaseUrl database, Optional<Path> rootKey, boolean demo)
      throws Exception {
    Path data = Files.createTempDirectory("keytrail-e2e");
    ServerConfig config =
        new ServerConfig(
            "127.0.0.1",
            0,
            data,
            Optional.of(database),
            ACCOUNT,
            REGION,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            new ServerConfig.RootKeySource.File(
                rootKey.orElse(data.resolve("root.key")), rootKey.isEmpty()),
            WORKSPACES_SPEED,
            demo);
    return new TestServer(data, RunningServer.start(config));
  }

  public URI uri() {
    return server.uri();
  }

  /// What came of `--demo`.
  public Optional<Demo.Answer> demo() {
    return server.demo();
  }

  public Path data() {
    return data;
  }

  public Path rootKey() {
    return data.resolve("root.key");
  }

  /// The root user's access key, as `DATA/credentials` has it.
  public AwsBasicCredentials root() throws IOException {
    String id = "";
    String secret = "";
    for (String line : Files.readAllLines(data.resolve("credentials"))) {
      if (line.startsWith("aws_access_key_id")) {
        id = line.substring(line.indexOf('=') + 1).strip();
      } else if (line.startsWith("aws_secret_access_key")) {
        secret = line.substring(line.indexOf('=') + 1).strip();
      }
    }
    return AwsBasicCredentials.create(id, secret);
  }

  public KmsClient kms(AwsCredentials who) {
    return client(KmsClient.builder(), who).build();
  }

  public Ec2Client ec2(AwsCredentials who) {
    return client(Ec2Client.builder(), who).build();
  }

  public IamClient iam(AwsCredentials who) {
    return client(IamClient.builder(), who).build();
  }

  public DirectoryClient ds(AwsCredentials who) {
    return client(DirectoryClient.builder(), who).build();
  }

  public DirectoryServiceDataClient dsData(AwsCredentials who) {
    return client(DirectoryServiceDataClient.builder(), who).build();
  }

  public StsClient sts(AwsCredentials who) {
    return client(StsClient.builder(), who).build();
  }

  public CloudTrailClient cloudTrail(AwsBasicCredentials who) {
    return client(CloudTrailClient.builder(), who).build();
  }

  /// A client of any service, at this server.
  public <
          B extends
              AwsSyncClientBuilder<B, ?>
                  & software.amazon.awssdk.awscore.client.builder.AwsClientBuilder<B, ?>>
      B client(B builder, AwsCredentials who) {
    return builder
        .region(Region.of(REGION))
        .endpointOverride(uri())
        .credentialsProvider(StaticCredentialsProvider.create(who))
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(30)))
        .overrideConfiguration(o -> o.retryStrategy(RetryMode.STANDARD));
  }

  /// A user with these inline policies, and an access key for it.
  public AwsBasicCredentials user(String name, String... policies) throws IOException {
    try (IamClient iam = iam(root())) {
      var _ = iam.createUser(r -> r.userName(name));
      for (int i = 0; i < policies.length; i++) {
        String policy = policies[i];
        String policyName = "policy-" + i;
        var _ =
            iam.putUserPolicy(r -> r.userName(name).policyName(policyName).policyDocument(policy));
      }
      var key = iam.createAccessKey(r -> r.userName(name)).accessKey();
      return AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey());
    }
  }

  /// The sequence number that a reply names.
  public static long seq(SdkResponse response) {
    return Long.parseLong(
        response.sdkHttpResponse().firstMatchingHeader("x-keytrail-seq").orElseThrow());
  }

  public static long seq(AwsServiceException refused) {
    return Long.parseLong(
        refused
            .awsErrorDetails()
            .sdkHttpResponse()
            .firstMatchingHeader("x-keytrail-seq")
            .orElseThrow());
  }

  /// The CloudTrail records that the query finds, newest first, once the event `seq` is in the
  /// index.
  public List<JsonObject> records(String query, long seq) throws Exception {
    JsonObject answer =
        getJson(
            "/api/v1/events?limit=100&waitFor="
                + seq
                + "&q="
                + URLEncoder.encode(query, StandardCharsets.UTF_8));
    List<JsonObject> records = new ArrayList<>();
    for (JsonValue event : ((JsonArray) answer.member("events").orElseThrow()).elements()) {
      records.add(((JsonObject) event).object("event").orElseThrow());
    }
    return records;
  }

  /// With the admin token; fails unless the answer is 200.
  public JsonObject getJson(String path) throws Exception {
    HttpResponse<String> response = send(HttpRequest.newBuilder(uri().resolve(path)).GET());
    if (response.statusCode() != 200) {
      throw new AssertionError(
          path + " answered " + response.statusCode() + ": " + response.body());
    }
    return json(response.body());
  }

  /// With the admin token.
  public HttpResponse<String> post(String path, String json) throws Exception {
    return send(
        HttpRequest.newBuilder(uri().resolve(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(
        request
            .header("Authorization", "Bearer " + adminToken())
            .timeout(Duration.ofSeconds(30))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  public String adminToken() throws IOException {
    return Files.readString(data.resolve("admin-token")).strip();
  }

  public static JsonObject json(String text) throws JsonSyntaxException {
    return (JsonObject) StrictJson.parse(text, Limits.RECORD);
  }

  @Override
  public void close() throws IOException {
    http.close();
    server.close();
    try (Stream<Path> all = Files.walk(data)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
