package io.keytrail.server.e2e;

import io.keytrail.server.bench.ServerProcess;
import io.keytrail.server.bench.Signer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;

/// AWS clients that try once: a test of faults wants to see every answer, and when it came.
final class Clients {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Clients() {}

  static KmsClient kms(URI server, AwsBasicCredentials who) {
    return client(KmsClient.builder(), server, who).build();
  }

  static IamClient iam(URI server, AwsBasicCredentials who) {
    return client(IamClient.builder(), server, who).build();
  }

  /// The account's root user, as the first start on the data folder wrote it.
  static AwsBasicCredentials root(ServerProcess server) throws IOException {
    Signer.Credentials root = server.credentials(TestServer.REGION);
    return AwsBasicCredentials.create(root.accessKeyId(), root.secret());
  }

  private static <B extends AwsSyncClientBuilder<B, ?> & AwsClientBuilder<B, ?>> B client(
      B builder, URI server, AwsBasicCredentials who) {
    return builder
        .region(Region.of(TestServer.REGION))
        .endpointOverride(server)
        .credentialsProvider(StaticCredentialsProvider.create(who))
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(PATIENCE))
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()));
  }
}
