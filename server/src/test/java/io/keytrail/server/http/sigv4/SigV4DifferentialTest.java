package io.keytrail.server.http.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.MultiMap;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// Random requests, signed by the AWS SDK for Java, pass here; with one byte changed they do not.
class SigV4DifferentialTest {
  private static final Instant NOW = Instant.parse("2026-02-28T23:59:59Z");
  private static final int ROUNDS = 400;
  private static final String[] TEXTS = {
    "a", "B-1", "x y", "\u1234", "a/b", "~", "%", "=&", ".", "..", "", "*'()", "\"q\""
  };

  private final SigV4Verifier verifier =
      new SigV4Verifier(
          new TestKeys().add("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG", true),
          Clock.fixed(NOW, ZoneOffset.UTC),
          new SecureRandom());

  @Test
  void requests_signedByTheSdk_pass_andTwinsDoNot() {
    long seed = Long.getLong("seed", 4711L);
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] body =
          random.nextBoolean() ? new byte[0] : text(random).getBytes(StandardCharsets.UTF_8);
      AuthLocation location =
          random.nextBoolean() ? AuthLocation.HEADER : AuthLocation.QUERY_STRING;
      SignedRequest request = sign(random, body, location);
      String label = "seed " + seed + " round " + round + " " + location + " " + request.target();
      assertThat(failure(request)).as(label).isNull();
      byte[] twin = java.util.Arrays.copyOf(body, body.length + 1);
      SignedRequest changed =
          new SignedRequest(request.method(), request.target(), request.headers(), twin);
      assertThat(failure(changed)).as(label).isNotNull();
    }
  }

  private Throwable failure(SignedRequest request) {
    return catchThrowable(
        () ->
            verifier
                .verify(request, ClaimReader.read(request.target(), request.headers()))
                .await());
  }

  private static String text(SplittableRandom random) {
    StringBuilder out = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      out.append(TEXTS[random.nextInt(TEXTS.length)]);
    }
    return out.toString();
  }

  private static SignedRequest sign(SplittableRandom random, byte[] body, AuthLocation location) {
    SdkHttpRequest.Builder builder =
        SdkHttpRequest.builder()
            .method(random.nextBoolean() ? SdkHttpMethod.POST : SdkHttpMethod.PUT)
            .uri(URI.create("http://localhost:8080"))
            .encodedPath(
                "/"
                    + (random.nextInt(3) == 0
                        ? text(random)
                            .replace("..", "-")
                            .replace("%", "%25")
                            .replace(' ', '_')
                            .replace("\"", "")
                            .replace("\u1234", "%E1%88%B4")
                        : ""))
            .putHeader("Host", "localhost:8080")
            .putHeader("Content-Type", "application/x-amz-json-1.1")
            .putHeader("X-Amz-Target", "TrentService." + random.nextInt(10));
    for (int i = random.nextInt(4); i > 0; i--) {
      builder.appendRawQueryParameter("p" + text(random), text(random));
    }
    ContentStreamProvider payload = () -> new ByteArrayInputStream(body);
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.identity(
                            AwsCredentialsIdentity.create("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG"))
                        .request(builder.build())
                        .payload(payload)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "kms")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-west-2")
                        .putProperty(AwsV4HttpSigner.AUTH_LOCATION, location)
                        .putProperty(
                            AwsV4HttpSigner.EXPIRATION_DURATION,
                            location == AuthLocation.QUERY_STRING ? Duration.ofMinutes(1) : null)
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC)))
            .request();
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    signed.forEachHeader((name, values) -> headers.add(name, values));
    URI uri = signed.getUri();
    String query = uri.getRawQuery();
    String target = uri.getRawPath() + (query == null ? "" : "?" + query);
    return new SignedRequest(signed.method().name(), target, headers, body);
  }
}
