package io.keytrail.server.http.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.CommonErrors;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The published vectors in both forms: canonical request, string to sign, signature, and the
/// verifier's verdict.
class SigV4VectorsTest {
  private static final Instant NOW = Instant.parse("2015-08-30T12:36:00Z");
  private static final String ID = "AKIDEXAMPLE";
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

  /// The token was added after signing; we want it signed.
  private static final Set<String> TOKEN_UNSIGNED = Set.of("post-sts-header-after");

  private final SigningKeys keys = new SigningKeys();

  @Test
  void suite_isThere() {
    assumeFalse(VectorFile.all().isEmpty(), "no shared vectors");
    assertThat(VectorFile.all()).hasSize(38);
  }

  @TestFactory
  Stream<DynamicTest> headerForm() {
    return VectorFile.all().stream()
        .map(vector -> DynamicTest.dynamicTest(vector.name(), () -> check(vector, "header")));
  }

  @TestFactory
  Stream<DynamicTest> queryForm() {
    return VectorFile.all().stream()
        .map(vector -> DynamicTest.dynamicTest(vector.name(), () -> check(vector, "query")));
  }

  private void check(VectorFile vector, String form) {
    SignedRequest request = vector.request(form + "-signed-request.txt");
    SignatureClaim claim = ClaimReader.read(request.target(), request.headers());
    boolean omitToken = TOKEN_UNSIGNED.contains(vector.name());
    String canonical =
        CanonicalRequest.of(
            request,
            claim,
            Hmac.sha256Hex(request.body()),
            vector.flag("normalize"),
            name ->
                name.equals("X-Amz-Signature") || omitToken && name.equals("X-Amz-Security-Token"));
    assertThat(canonical).isEqualTo(vector.text(form + "-canonical-request.txt"));
    String toSign = SigV4Verifier.stringToSign(claim, canonical);
    assertThat(toSign).isEqualTo(vector.text(form + "-string-to-sign.txt"));
    byte[] signature =
        Hmac.sign(
            keys.find(
                new TestKeys().add(ID, SECRET, true).find(ID).result().orElseThrow().secret(),
                claim),
            Hmac.bytes(toSign));
    assertThat(HexFormat.of().formatHex(signature))
        .isEqualTo(vector.text(form + "-signature.txt").strip());
    verdict(vector, request, claim, omitToken);
  }

  private static void verdict(
      VectorFile vector, SignedRequest request, SignatureClaim claim, boolean refused) {
    TestKeys known = new TestKeys().add(ID, SECRET, true);
    vector.token().ifPresent(token -> known.addSession(ID, SECRET, token, NOW.plusSeconds(1)));
    SigV4Verifier verifier = new SigV4Verifier(known, InstantSource.fixed(NOW), new SecureRandom());
    Throwable failure = catchThrowable(() -> verifier.verify(request, claim).await());
    boolean other = !vector.flag("normalize") && !request.target().equals(normalized(request));
    if (refused || other) {
      assertThat(failure).isInstanceOf(ApiException.class);
      assertThat(((ApiException) failure).code()).isEqualTo(CommonErrors.INVALID_SIGNATURE);
    } else {
      assertThat(failure).isNull();
      flips(verifier, request, claim);
    }
  }

  private static String normalized(SignedRequest request) {
    StringBuilder out = new StringBuilder();
    CanonicalPath.appendTo(out, request.path(), true);
    StringBuilder raw = new StringBuilder();
    CanonicalPath.appendTo(raw, request.path(), false);
    return out.compareTo(raw) == 0 ? request.target() : out.toString();
  }

  /// The twin: one thing changed at a time is refused.
  private static void flips(SigV4Verifier verifier, SignedRequest request, SignatureClaim claim) {
    byte[] longer = java.util.Arrays.copyOf(request.body(), request.body().length + 1);
    List<SignedRequest> changed =
        List.of(
            new SignedRequest("PUT", request.target(), request.headers(), request.body()),
            new SignedRequest(
                request.method(), "/x" + request.target(), request.headers(), request.body()),
            new SignedRequest(request.method(), request.target(), request.headers(), longer));
    for (SignedRequest twin : changed) {
      Throwable failure = catchThrowable(() -> verifier.verify(twin, claim).await());
      assertThat(failure).isInstanceOf(ApiException.class);
      assertThat(((ApiException) failure).code()).isEqualTo(CommonErrors.INVALID_SIGNATURE);
    }
  }
}
