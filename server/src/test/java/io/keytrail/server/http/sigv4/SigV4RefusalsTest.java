package io.keytrail.server.http.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.CommonErrors;
import io.keytrail.server.invoke.ErrorCode;
import io.vertx.core.MultiMap;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// The S rows: each thing that must be refused, beside the twin that must not.
class SigV4RefusalsTest {
  private static final Instant NOW = Instant.parse("2015-08-30T12:36:00Z");
  private static final String MISMATCH = "The request signature we calculated does not match";

  private final TestKeys keys =
      new TestKeys()
          .add("AKIDEXAMPLE", "secret", true)
          .add("AKIDINACTIVE", "secret", false)
          .addSession("ASIASESSION", "secret", "token", NOW.plusSeconds(1))
          .addSession("ASIAEXPIRED", "secret", "token", NOW);
  private Instant now = NOW;
  private final SigV4Verifier verifier =
      new SigV4Verifier(keys, (InstantSource) () -> now, new SecureRandom());

  private Throwable verify(SignedRequest request) {
    return catchThrowable(
        () ->
            verifier
                .verify(request, ClaimReader.read(request.target(), request.headers()))
                .await());
  }

  private void passes(SignedRequest request) {
    assertThat(verify(request)).isNull();
  }

  private void refused(SignedRequest request, ErrorCode code, String message) {
    Throwable failure = verify(request);
    assertThat(failure).isInstanceOf(ApiException.class);
    assertThat(((ApiException) failure).code()).isEqualTo(code);
    assertThat(failure).hasMessageStartingWith(message);
  }

  private static Signer signer(Consumer<Signer> change) {
    Signer signer = new Signer();
    change.accept(signer);
    return signer;
  }

  private static SignedRequest authorization(UnaryOperator<String> change) {
    SignedRequest request = new Signer().sign();
    String value = request.headers().get("authorization");
    request.headers().set("authorization", change.apply(value));
    return request;
  }

  @Test
  void clock_withinFifteenMinutes_passes_beyond_isRefused() {
    SignedRequest request = new Signer().sign();
    now = NOW.plusSeconds(15 * 60);
    passes(request);
    now = NOW.plusSeconds(15 * 60 + 1);
    refused(
        request,
        CommonErrors.INVALID_SIGNATURE,
        "Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z (20150830T125101Z - 15 min.)");
    now = NOW.minusSeconds(15 * 60);
    passes(request);
    now = NOW.minusSeconds(15 * 60 + 1);
    refused(
        request,
        CommonErrors.INVALID_SIGNATURE,
        "Signature not yet current: 20150830T123600Z is still later than 20150830T123559Z (20150830T122059Z + 15 min.)");
  }

  @Test
  void date_malformed_isRefused() {
    for (String date :
        new String[] {
          "2015-08-30T12:36:00Z",
          "20150830T123660Z",
          "20150231T123600Z",
          "",
          "20150830T123600",
          "2015083٠T123600Z"
        }) {
      refused(
          signer(s -> s.date = date).sign(),
          CommonErrors.INCOMPLETE_SIGNATURE,
          "Date must be in ISO-8601");
    }
    refused(
        signer(
                s -> {
                  s.date = "00000830T123600Z";
                  s.scopeDate = "00000830";
                })
            .sign(),
        CommonErrors.INVALID_SIGNATURE,
        "Signature expired");
  }

  @Test
  void date_besideSignedDate_mustAgree() {
    passes(new Signer().header("Date", "Sun, 30 Aug 2015 12:36:00 GMT").sign());
    refused(
        new Signer().header("Date", "Sun, 30 Aug 2015 12:37:00 GMT").sign(),
        CommonErrors.INVALID_SIGNATURE,
        "The signed headers 'Date' and 'X-Amz-Date' must agree.");
  }

  @Test
  void scope_thatDoesNotFit_isRefused() {
    refused(
        signer(s -> s.scopeDate = "20150831").sign(),
        CommonErrors.INVALID_SIGNATURE,
        "Date in Credential scope does not match YYYYMMDD");
    refused(
        signer(s -> s.terminator = "aws4_Request").sign(),
        CommonErrors.INVALID_SIGNATURE,
        "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws4_Request'.");
    refused(
        signer(s -> s.region = "").sign(),
        CommonErrors.INVALID_SIGNATURE,
        "Credential should be scoped to a valid region.");
    refused(
        authorization(a -> a.replace("us-west-2", "us-east-1")),
        CommonErrors.INVALID_SIGNATURE,
        MISMATCH);
    refused(
        authorization(a -> a.replace("/kms/", "/iam/")), CommonErrors.INVALID_SIGNATURE, MISMATCH);
    refused(
        authorization(a -> a.replace("/kms/", "/")),
        CommonErrors.INCOMPLETE_SIGNATURE,
        "Credential must have exactly 5 slash-delimited elements");
  }

  @Test
  void headers_thatMustBeSigned_areRefusedUnsigned() {
    refused(
        signer(s -> s.unsigned.add("host")).sign(),
        CommonErrors.INVALID_SIGNATURE,
        "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
    passes(new Signer().header("X-Amz-Target", "TrentService.Decrypt").sign());
    SignedRequest added = new Signer().sign();
    added.headers().add("X-Amz-Target", "TrentService.Decrypt");
    refused(
        added,
        CommonErrors.INVALID_SIGNATURE,
        "'X-Amz-Target' must be a 'SignedHeader' in the AWS Authorization.");
    refused(
        signer(s -> s.header("X-Amz-Security-Token", "token").unsigned.add("x-amz-security-token"))
            .sign(),
        CommonErrors.INVALID_SIGNATURE,
        "'X-Amz-Security-Token' must be a 'SignedHeader'");
  }

  @Test
  void signedHeaders_missingUnsortedDoubledOrUpperCase_areRefused() {
    SignedRequest missing = new Signer().header("X-Amz-Target", "a").sign();
    missing.headers().remove("x-amz-target");
    refused(
        missing,
        CommonErrors.INVALID_SIGNATURE,
        "The signed header 'x-amz-target' is missing from the request.");
    for (String names :
        new String[] {
          "x-amz-date;host",
          "host;host;x-amz-date",
          "Host;x-amz-date",
          "host;;x-amz-date",
          ";host",
          "host;"
        }) {
      refused(
          authorization(a -> a.replace("host;x-amz-date", names)),
          CommonErrors.INCOMPLETE_SIGNATURE,
          "SignedHeaders must be lower-case header names in ascending order, each once");
    }
  }

  @Test
  void headerValue_changedOrDoubled_isRefused() {
    SignedRequest doubled = new Signer().header("A", "1").sign();
    doubled.headers().add("A", "2");
    refused(doubled, CommonErrors.INVALID_SIGNATURE, MISMATCH);
    SignedRequest twice = new Signer().sign();
    twice.headers().add("X-Amz-Date", "20150830T123600Z");
    refused(
        twice, CommonErrors.INCOMPLETE_SIGNATURE, "Header 'x-amz-date' is given more than once");
    passes(new Signer().header("A", "b c").sign());
    SignedRequest blanks = new Signer().header("A", "b c").sign();
    blanks.headers().set("A", "  b \t  c ");
    passes(blanks);
  }

  @Test
  void authorization_malformed_isRefused() {
    refused(
        authorization(a -> a.replace("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256")),
        CommonErrors.INCOMPLETE_SIGNATURE,
        "Authorization header must use the algorithm 'AWS4-HMAC-SHA256'");
    refused(
        authorization(_ -> "AWS AKID:abc"),
        CommonErrors.INCOMPLETE_SIGNATURE,
        "Authorization header must use");
    refused(
        authorization(a -> a.substring(0, a.indexOf(", Signature"))),
        CommonErrors.INCOMPLETE_SIGNATURE,
        "Authorization header requires 'Signature' parameter.");
    refused(
        authorization(a -> a + ", Signature=" + "0".repeat(64)),
        CommonErrors.INCOMPLETE_SIGNATURE,
        "'Signature=");
    refused(
        authorization(a -> a.substring(0, a.length() - 1)),
        CommonErrors.INCOMPLETE_SIGNATURE,
        "Signature must be 64 lower-case hexadecimal digits");
    refused(
        authorization(a -> a.substring(0, a.length() - 64) + "0".repeat(64)),
        CommonErrors.INVALID_SIGNATURE,
        MISMATCH);
    passes(authorization(a -> a.replace(", ", ",")));
  }

  @Test
  void twoSignatures_areRefused() {
    SignedRequest both = new Signer().presign("60");
    both.headers().add("Authorization", "AWS4-HMAC-SHA256 x");
    refused(both, CommonErrors.INCOMPLETE_SIGNATURE, "A request must be signed once");
    SignedRequest twice = new Signer().sign();
    twice.headers().add("Authorization", twice.headers().get("Authorization"));
    refused(twice, CommonErrors.INCOMPLETE_SIGNATURE, "A request must be signed once");
    SignedRequest basic = new Signer().presign("60");
    basic.headers().add("Authorization", "Basic eA==");
    refused(basic, CommonErrors.INCOMPLETE_SIGNATURE, "A request must be signed once");
  }

  @Test
  void presigned_expiry_holdsToTheSecond() {
    SignedRequest request = new Signer().presign("60");
    now = NOW.plusSeconds(60);
    passes(request);
    now = NOW.plusSeconds(61);
    refused(
        request,
        CommonErrors.INVALID_SIGNATURE,
        "Signature expired: 20150830T123700Z is now earlier than 20150830T123701Z");
    now = NOW;
    for (String expires :
        new String[] {"0", "-1", "604801", "99999999999999999999", "", "1e3", "60 "}) {
      refused(
          new Signer().presign(expires.replace(" ", "%20")),
          CommonErrors.INCOMPLETE_SIGNATURE,
          "X-Amz-Expires must be a number of seconds between 1 and 604800");
    }
    passes(new Signer().presign("604800"));
  }

  @Test
  void presigned_methodHostOrParameterChanged_isRefused() {
    SignedRequest request = new Signer().presign("60");
    refused(
        new SignedRequest("GET", request.target(), request.headers(), request.body()),
        CommonErrors.INVALID_SIGNATURE,
        MISMATCH);
    refused(
        new SignedRequest("POST", request.target() + "&a=b", request.headers(), request.body()),
        CommonErrors.INVALID_SIGNATURE,
        MISMATCH);
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("Host", "other");
    refused(
        new SignedRequest("POST", request.target(), headers, request.body()),
        CommonErrors.INVALID_SIGNATURE,
        MISMATCH);
    refused(
        new SignedRequest(
            "POST", request.target() + "&X-Amz-Signature=0", request.headers(), request.body()),
        CommonErrors.INCOMPLETE_SIGNATURE,
        "Query parameter 'X-Amz-Signature' is given more than once");
  }

  @Test
  void query_plus_isRefused_andOrderIsFree() {
    refused(
        signer(s -> s.target = "/?a=b%2Bc").sign().target().isEmpty()
            ? new Signer().sign()
            : withTarget("/?a=b%2Bc", "/?a=b+c"),
        CommonErrors.INCOMPLETE_SIGNATURE,
        "The query of a signed request must not contain '+'");
    passes(withTarget("/?b=2&a=1&a=0&c", "/?c=&a=0&a=1&b=2"));
    passes(withTarget("/?a=%2f", "/?a=%2F"));
    refused(withTarget("/?a=1", "/?a=1&b"), CommonErrors.INVALID_SIGNATURE, MISMATCH);
  }

  @Test
  void path_isSignedRaw() {
    passes(withTarget("/a/../b//c", "/b/c"));
    refused(withTarget("/a%2Fb", "/a/b"), CommonErrors.INVALID_SIGNATURE, MISMATCH);
    refused(withTarget("/%2e%2e/b", "/b"), CommonErrors.INVALID_SIGNATURE, MISMATCH);
    refused(withTarget("/%61", "/a"), CommonErrors.INVALID_SIGNATURE, MISMATCH);
    refused(withTarget("/%2f", "/%2F"), CommonErrors.INVALID_SIGNATURE, MISMATCH);
  }

  private static SignedRequest withTarget(String signed, String sent) {
    SignedRequest request = signer(s -> s.target = signed).sign();
    return new SignedRequest(request.method(), sent, request.headers(), request.body());
  }

  @Test
  void payload_otherUnsignedOrStreaming_isRefused() {
    SignedRequest request = new Signer().sign();
    refused(
        new SignedRequest("POST", "/", request.headers(), new byte[] {'{', ']'}),
        CommonErrors.INVALID_SIGNATURE,
        MISMATCH);
    passes(
        new Signer().header("x-amz-content-sha256", Hmac.sha256Hex(new byte[] {'{', '}'})).sign());
    refused(
        new Signer().header("x-amz-content-sha256", "UNSIGNED-PAYLOAD").sign(),
        CommonErrors.INVALID_SIGNATURE,
        "The payload of this service's requests must be signed; 'UNSIGNED-PAYLOAD' is not supported.");
    refused(
        new Signer().header("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD").sign(),
        CommonErrors.INVALID_SIGNATURE,
        "The payload of this service's requests must be signed; 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' is not");
    refused(
        new Signer().header("x-amz-content-sha256", "0".repeat(64)).sign(),
        CommonErrors.INVALID_SIGNATURE,
        "The provided 'x-amz-content-sha256' header does not match what was computed.");
  }

  @Test
  void key_unknownInactiveOrWrong_isRefused() {
    String invalid = "The security token included in the request is invalid.";
    refused(signer(s -> s.id = "AKIDUNKNOWN").sign(), CommonErrors.UNRECOGNIZED_CLIENT, invalid);
    refused(signer(s -> s.id = "AKIDINACTIVE").sign(), CommonErrors.UNRECOGNIZED_CLIENT, invalid);
    refused(signer(s -> s.secret = "Secret").sign(), CommonErrors.INVALID_SIGNATURE, MISMATCH);
  }

  @Test
  void sessionToken_missingOtherOrExpired_isRefused() {
    String invalid = "The security token included in the request is invalid.";
    passes(signer(s -> s.id = "ASIASESSION").header("X-Amz-Security-Token", "token").sign());
    refused(signer(s -> s.id = "ASIASESSION").sign(), CommonErrors.UNRECOGNIZED_CLIENT, invalid);
    refused(
        signer(s -> s.id = "ASIASESSION").header("X-Amz-Security-Token", "tokem").sign(),
        CommonErrors.UNRECOGNIZED_CLIENT,
        invalid);
    refused(
        new Signer().header("X-Amz-Security-Token", "token").sign(),
        CommonErrors.UNRECOGNIZED_CLIENT,
        invalid);
    refused(
        signer(s -> s.id = "ASIAEXPIRED").header("X-Amz-Security-Token", "token").sign(),
        CommonErrors.EXPIRED_TOKEN,
        "The security token included in the request is expired");
  }

  @Test
  void secret_replacedUnderTheSameId_isNotServedFromTheCache() {
    passes(new Signer().sign());
    keys.add("AKIDEXAMPLE", "other", true);
    refused(new Signer().sign(), CommonErrors.INVALID_SIGNATURE, MISMATCH);
    passes(signer(s -> s.secret = "other").sign());
  }
}
