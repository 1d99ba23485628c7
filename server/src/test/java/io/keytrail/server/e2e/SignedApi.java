package io.keytrail.server.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/// Requests that the AWS SDK's signer signs and no SDK would send: GETs of `/api/v1`, and forms
/// with members newer than the SDK. Blocking.
final class SignedApi {
  private SignedApi() {}

  static HttpResponse<String> get(TestServer server, AwsBasicCredentials who, String path)
      throws IOException, InterruptedException {
    return send(request(server, who, path));
  }

  /// The signed request.
  static HttpRequest request(TestServer server, AwsBasicCredentials who, String path) {
    SdkHttpRequest request =
        SdkHttpRequest.builder().uri(server.uri().resolve(path)).method(SdkHttpMethod.GET).build();
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(who)
                        .request(request)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "keytrail")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, TestServer.REGION))
            .request();
    return request(signed.getUri(), signed.headers(), HttpRequest.Builder::GET);
  }

  /// A call by the query protocol.
  ///
  /// @param form names and values take turns
  static HttpResponse<String> form(
      TestServer server, AwsBasicCredentials who, String service, String... form)
      throws IOException, InterruptedException {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < form.length; i += 2) {
      body.append(i == 0 ? "" : "&").append(form[i]).append('=');
      body.append(URLEncoder.encode(form[i + 1], StandardCharsets.UTF_8).replace("+", "%20"));
    }
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .uri(server.uri())
            .method(SdkHttpMethod.POST)
            .putHeader("Content-Type", "application/x-www-form-urlencoded")
            .build();
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(who)
                        .request(request)
                        .payload(ContentStreamProvider.fromUtf8String(body.toString()))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, TestServer.REGION))
            .request();
    HttpRequest post =
        request(
            signed.getUri(),
            signed.headers(),
            b -> b.POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    return send(post);
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  private static HttpRequest request(
      URI uri, Map<String, List<String>> headers, UnaryOperator<HttpRequest.Builder> method) {
    HttpRequest.Builder request =
        method.apply(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)));
    headers.forEach(
        (name, values) -> {
          // The client writes these itself.
          if (!name.equals("Host") && !name.equals("Content-Length")) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return request.build();
  }
}
