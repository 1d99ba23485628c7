package io.keytrail.server.http.sigv4;

import io.keytrail.server.invoke.AccessKeys;
import io.keytrail.server.invoke.AccessKeys.AccessKeyRecord;
import io.keytrail.server.invoke.AccessKeys.Session;
import io.keytrail.server.invoke.AccessKeys.SigningSecret;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.CommonErrors;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Decides whether a signed request was signed by whom it says, as it stands, and now. Thread-safe;
/// costs a few microseconds once an access key's signing key is known.
public final class SigV4Verifier {
  /// How far a client's clock may be off, either way.
  public static final Duration CLOCK_SKEW = Duration.ofMinutes(15);

  private static final String MISMATCH =
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key"
          + " and signing method. Consult the service documentation for details.";
  /// Said of a payload that is not the one that was signed.
  public static final String HASH_MISMATCH =
      "The provided 'x-amz-content-sha256' header does not match what was computed.";

  private static final String UNKNOWN = "The security token included in the request is invalid.";

  private final AccessKeys accessKeys;
  private final InstantSource clock;
  private final SigningKeys signingKeys = new SigningKeys();
  private final AccessKeyRecord nobody;

  public SigV4Verifier(AccessKeys accessKeys, InstantSource clock, SecureRandom random) {
    this.accessKeys = accessKeys;
    this.clock = clock;
    byte[] noise = new byte[40];
    random.nextBytes(noise);
    SigningSecret secret = message -> Hmac.sign(Hmac.key(noise), message);
    this.nobody =
        AccessKeyRecord.permanent(
            "", secret, false, new io.keytrail.policy.eval.Principal.Anonymous(), "");
  }

  /// Fails with an [ApiException]: malformed or incomplete, too old, not signed by that key, key
  /// not usable.
  public Future<AccessKeyRecord> verify(SignedRequest request, SignatureClaim claim) {
    return verify(request, claim, () -> payloadHash(request));
  }

  /// As [#verify], before the body is there: over the hash that [#statedHash] says. Who reads the
  /// body must hold it against that.
  ///
  /// @param head the request, whose body does not count
  public Future<AccessKeyRecord> verifyHead(SignedRequest head, SignatureClaim claim) {
    return verify(head, claim, () -> statedHash(head.headers()).orElseThrow());
  }

  /// What the request says its payload hashes to, in `x-amz-content-sha256`; absent where it says
  /// nothing of that kind, once.
  public static Optional<String> statedHash(MultiMap headers) {
    List<String> stated = headers.getAll("x-amz-content-sha256");
    return stated.size() == 1 && isHash(stated.getFirst())
        ? Optional.of(stated.getFirst())
        : Optional.empty();
  }

  private Future<AccessKeyRecord> verify(
      SignedRequest request, SignatureClaim claim, Supplier<String> payloadHash) {
    String stringToSign;
    try {
      checkTime(claim, clock.instant());
      checkSignedHeaders(request, claim);
      stringToSign = stringToSign(claim, canonicalRequest(request, claim, payloadHash.get()));
    } catch (ApiException refused) {
      return Future.failedFuture(refused);
    }
    return accessKeys.find(claim.accessKeyId()).map(found -> check(found, claim, stringToSign));
  }

  /// An unknown key costs the same work as a wrong signature of a known one.
  private AccessKeyRecord check(
      Optional<AccessKeyRecord> found, SignatureClaim claim, String stringToSign) {
    AccessKeyRecord key = found.orElse(nobody);
    byte[] wanted = Hmac.sign(signingKeys.find(key.secret(), claim), Hmac.bytes(stringToSign));
    boolean signed = MessageDigest.isEqual(wanted, claim.signature());
    boolean token = tokenFits(key, claim);
    if (found.isEmpty() || !key.active() || signed && !token) {
      throw new ApiException(CommonErrors.UNRECOGNIZED_CLIENT, UNKNOWN);
    }
    if (!signed) {
      throw invalid(MISMATCH);
    }
    if (key.session().isPresent() && !clock.instant().isBefore(key.session().get().expires())) {
      throw new ApiException(
          CommonErrors.EXPIRED_TOKEN, "The security token included in the request is expired");
    }
    return key;
  }

  private static boolean tokenFits(AccessKeyRecord key, SignatureClaim claim) {
    Optional<Session> session = key.session();
    Optional<String> token = claim.securityToken();
    if (session.isEmpty() || token.isEmpty()) {
      return session.isEmpty() && token.isEmpty();
    }
    String digest = Hmac.sha256Hex(token.get().getBytes(StandardCharsets.UTF_8));
    return MessageDigest.isEqual(Hmac.bytes(digest), Hmac.bytes(session.get().tokenSha256()));
  }

  private static void checkTime(SignatureClaim claim, Instant now) {
    if (!claim.timestamp().startsWith(claim.date())) {
      throw invalid(
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '"
              + claim.date()
              + "' != '"
              + claim.timestamp().substring(0, 8)
              + "', from '"
              + claim.timestamp()
              + "'.");
    }
    Instant latest = now.plus(CLOCK_SKEW);
    if (claim.time().isAfter(latest)) {
      throw invalid(
          "Signature not yet current: %s is still later than %s (%s + 15 min.)"
              .formatted(claim.timestamp(), AmzDate.format(latest), AmzDate.format(now)));
    }
    Instant end =
        claim.time().plus(claim.expiresSeconds().map(Duration::ofSeconds).orElse(CLOCK_SKEW));
    if (now.isAfter(end)) {
      throw invalid(
          claim.presigned()
              ? "Signature expired: %s is now earlier than %s"
                  .formatted(AmzDate.format(end), AmzDate.format(now))
              : "Signature expired: %s is now earlier than %s (%s - 15 min.)"
                  .formatted(
                      claim.timestamp(),
                      AmzDate.format(now.minus(CLOCK_SKEW)),
                      AmzDate.format(now)));
    }
  }

  /// Host and every `x-amz-` header must be signed, and what is said to be signed must be there.
  private static void checkSignedHeaders(SignedRequest request, SignatureClaim claim) {
    if (!claim.signedHeaders().contains("host")) {
      throw invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
    }
    for (Map.Entry<String, String> header : request.headers()) {
      if (HeaderNames.isAmz(header.getKey())
          && !HeaderNames.contains(claim.signedHeaders(), header.getKey())) {
        throw invalid(
            "'"
                + ClaimReader.printable(header.getKey())
                + "' must be a 'SignedHeader' in the AWS Authorization.");
      }
    }
    if (claim.signedHeaders().contains("date")
        && !AmzDate.sameSecond(request.headers().get("date"), claim.time())) {
      throw invalid("The signed headers 'Date' and 'X-Amz-Date' must agree.");
    }
    for (String name : claim.signedHeaders()) {
      if (!request.headers().contains(name)) {
        throw invalid(
            "The signed header '" + ClaimReader.printable(name) + "' is missing from the request.");
      }
    }
  }

  private static String canonicalRequest(
      SignedRequest request, SignatureClaim claim, String payloadHash) {
    return CanonicalRequest.of(
        request,
        claim,
        payloadHash,
        true,
        name -> claim.presigned() && name.equals("X-Amz-Signature"));
  }

  static String stringToSign(SignatureClaim claim, String canonicalRequest) {
    return "AWS4-HMAC-SHA256\n"
        + claim.timestamp()
        + "\n"
        + claim.scope()
        + "\n"
        + Hmac.sha256Hex(Hmac.bytes(canonicalRequest));
  }

  /// Always that of the body as it came; a header that says otherwise, or says nothing, is refused.
  private static String payloadHash(SignedRequest request) {
    String actual = Hmac.sha256Hex(request.body());
    Optional<String> stated = ClaimReader.one(request.headers(), "x-amz-content-sha256");
    if (stated.isPresent() && !stated.get().equals(actual)) {
      boolean special =
          stated.get().startsWith("UNSIGNED-") || stated.get().startsWith("STREAMING-");
      throw invalid(
          special
              ? "The payload of this service's requests must be signed; '%s' is not supported."
                  .formatted(ClaimReader.printable(stated.get()))
              : HASH_MISMATCH);
    }
    return actual;
  }

  private static boolean isHash(String text) {
    return text.length() == 64
        && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
  }

  private static ApiException invalid(String message) {
    return new ApiException(CommonErrors.INVALID_SIGNATURE, message);
  }
}
