package io.keytrail.server.http.sigv4;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.CommonErrors;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Optional;

/// Reads what a request claims of its signature, in header or query form. Everything doubtful is a
/// 400: two forms at once, a part given twice, another algorithm.
public final class ClaimReader {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final int MAX_EXPIRES_SECONDS = 604_800;

  private ClaimReader() {}

  /// Whether the request carries a signature, good or bad, or any other `Authorization` that tries
  /// to be one.
  public static boolean isSigned(String target, MultiMap headers) {
    String authorization = headers.get(HttpHeaders.AUTHORIZATION);
    return authorization != null && authorization.startsWith("AWS") || isPresigned(target);
  }

  private static boolean isPresigned(String target) {
    return target.contains("X-Amz-") && presence(target);
  }

  private static boolean presence(String target) {
    return target.contains("X-Amz-Signature=")
        || target.contains("X-Amz-Algorithm=")
        || target.contains("X-Amz-Credential=");
  }

  /// @throws ApiException [CommonErrors#INCOMPLETE_SIGNATURE], or [CommonErrors#INVALID_SIGNATURE]
  ///     for a scope that cannot be
  public static SignatureClaim read(String target, MultiMap headers) {
    List<String> authorizations = headers.getAll("authorization");
    boolean presigned = isPresigned(target);
    if (authorizations.size() + (presigned ? 1 : 0) > 1) {
      throw incomplete(
          "A request must be signed once, in the Authorization header or in the query");
    }
    if (!presigned) {
      return header(authorizations.isEmpty() ? "" : authorizations.getFirst(), headers);
    }
    int mark = target.indexOf('?');
    return query(CanonicalQuery.of(target.substring(mark + 1)));
  }

  private static SignatureClaim header(String authorization, MultiMap headers) {
    int space = authorization.indexOf(' ');
    if (space < 0 || !authorization.substring(0, space).equals(ALGORITHM)) {
      throw incomplete("Authorization header must use the algorithm '" + ALGORITHM + "'");
    }
    AuthorizationParts parts = AuthorizationParts.parse(authorization.substring(space + 1));
    String date =
        one(headers, "x-amz-date")
            .orElseThrow(
                () ->
                    incomplete(
                        "Authorization header requires existence of a 'X-Amz-Date' header."));
    return claim(
        parts.credential(),
        date,
        parts.signedHeaders(),
        parts.signature(),
        Optional.empty(),
        one(headers, "x-amz-security-token"));
  }

  private static SignatureClaim query(CanonicalQuery query) {
    if (!required(query, "X-Amz-Algorithm").equals(ALGORITHM)) {
      throw incomplete("X-Amz-Algorithm must be '" + ALGORITHM + "'");
    }
    return claim(
        required(query, "X-Amz-Credential"),
        required(query, "X-Amz-Date"),
        required(query, "X-Amz-SignedHeaders"),
        required(query, "X-Amz-Signature"),
        Optional.of(expires(required(query, "X-Amz-Expires"))),
        query.one("X-Amz-Security-Token"));
  }

  private static SignatureClaim claim(
      String credential,
      String timestamp,
      String signedHeaders,
      String signature,
      Optional<Integer> expires,
      Optional<String> token) {
    CredentialScope scope = CredentialScope.parse(credential);
    return new SignatureClaim(
        scope.accessKeyId(),
        timestamp,
        AmzDate.parse(timestamp)
            .orElseThrow(
                () ->
                    incomplete(
                        "Date must be in ISO-8601 'basic format'. Got '"
                            + printable(timestamp)
                            + "'.")),
        scope.date(),
        scope.region(),
        scope.service(),
        HeaderNames.parse(signedHeaders),
        Signatures.parse(signature),
        expires,
        token);
  }

  private static int expires(String text) {
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9' || value > MAX_EXPIRES_SECONDS) {
        value = 0;
        break;
      }
      value = value * 10 + (c - '0');
    }
    if (value < 1 || value > MAX_EXPIRES_SECONDS) {
      throw incomplete(
          "X-Amz-Expires must be a number of seconds between 1 and " + MAX_EXPIRES_SECONDS);
    }
    return value;
  }

  private static String required(CanonicalQuery query, String name) {
    return query
        .one(name)
        .orElseThrow(() -> incomplete("AWS query-string parameters must include '" + name + "'."));
  }

  /// The only value of a header that may stand once.
  static Optional<String> one(MultiMap headers, String name) {
    List<String> values = headers.getAll(name);
    if (values.size() > 1) {
      throw incomplete("Header '" + name + "' is given more than once");
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }

  static ApiException incomplete(String message) {
    return new ApiException(CommonErrors.INCOMPLETE_SIGNATURE, message);
  }

  /// Foreign text for a message: short, visible ASCII.
  static String printable(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), 64); i++) {
      char c = text.charAt(i);
      out.append(c > 0x20 && c < 0x7f && c != '\'' ? c : '.');
    }
    return out.toString();
  }
}
