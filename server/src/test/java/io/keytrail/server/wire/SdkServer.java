package io.keytrail.server.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.OperationId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sts.StsClient;

/// A loopback server that runs the codecs under test for real SDK clients. Signatures are not
/// looked at.
final class SdkServer implements AutoCloseable {
  static final String REQUEST_ID = "7a3f1f0e-0000-4000-8000-000000000001";

  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(
          AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG"));

  final ServiceModels models = ServiceModels.load();
  private final HttpServer http;
  private final Map<OperationId, Function<WireRequest, byte[]>> handlers =
      new ConcurrentHashMap<>();

  SdkServer() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.createContext("/", this::answer);
    http.start();
  }

  /// Serves one operation with `behaviour`.
  <I extends Record, O extends Record> OperationCodec<I, O> serve(
      String service, String name, Class<I> input, Class<O> output, Function<I, O> behaviour) {
    OperationId id = new OperationId(service, name);
    OperationCodec<I, O> codec = OperationCodec.of(id, input, output, models);
    handlers.put(id, request -> codec.write(behaviour.apply(codec.read(request)), REQUEST_ID));
    return codec;
  }

  KmsClient kms() {
    return KmsClient.builder()
        .endpointOverride(endpoint())
        .region(Region.US_WEST_2)
        .credentialsProvider(CREDENTIALS)
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  Ec2Client ec2() {
    return Ec2Client.builder()
        .endpointOverride(endpoint())
        .region(Region.US_WEST_2)
        .credentialsProvider(CREDENTIALS)
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  IamClient iam() {
    return IamClient.builder()
        .endpointOverride(endpoint())
        .region(Region.US_WEST_2)
        .credentialsProvider(CREDENTIALS)
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  StsClient sts() {
    return StsClient.builder()
        .endpointOverride(endpoint())
        .region(Region.US_WEST_2)
        .credentialsProvider(CREDENTIALS)
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  private URI endpoint() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String query = exchange.getRequestURI().getRawQuery();
      WireRequest request =
          new WireRequest(
              exchange.getRequestMethod(),
              body,
              query == null ? "" : query,
              Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                  .orElse(""));
      WireReply reply = reply(request, exchange);
      exchange.getResponseHeaders().set("Content-Type", reply.contentType());
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(
          reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
      exchange.getResponseBody().write(reply.body());
    }
  }

  private WireReply reply(WireRequest request, HttpExchange exchange) {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    String scope = authorization.substring(authorization.indexOf("Credential="));
    ServiceModel service = models.service(scope.split("/", -1)[3]).orElseThrow();
    try {
      RequestedOperation requested =
          RequestedOperation.of(
              service, request, exchange.getRequestHeaders().getFirst("X-Amz-Target"));
      Function<WireRequest, byte[]> handler =
          handlers.get(requested.model().orElseThrow(requested::unknown).id());
      if (handler == null) {
        throw requested.unknown();
      }
      return new WireReply(
          200,
          service.contentType(),
          Map.of("x-amzn-RequestId", REQUEST_ID),
          handler.apply(request));
    } catch (ApiException refused) {
      return WireErrors.render(service, refused.code(), refused.message(), REQUEST_ID);
    }
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
