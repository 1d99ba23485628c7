package io.keytrail.server.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/// GETs of `/api/v1` that the AWS SDK's signer signs, for the service `keytrail`. Blocking.
final class SignedApi {
  private SignedApi() {}

  static HttpResponse<String> get(TestServer server, AwsBasicCredentials who, String path)
      throws IOException, InterruptedException {
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
    return send(signed.getUri(), signed.headers());
  }

  private static HttpResponse<String> send(URI uri, Map<String, List<String>> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30));
    headers.forEach(
        (name, values) -> {
          // The client writes this one itself.
          if (!name.equals("Host")) {
            values.forEach(value -> request.header(name, value));
          }
        });
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
