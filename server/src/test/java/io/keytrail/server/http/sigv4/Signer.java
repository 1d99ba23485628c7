package io.keytrail.server.http.sigv4;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/// A signer for tests, built from the verifier's parts but able to sign what must be refused.
public final class Signer {
  public String id = "AKIDEXAMPLE";
  public String secret = "secret";
  public String method = "POST";
  public String target = "/";
  public String date = "20150830T123600Z";
  public String scopeDate = "20150830";
  public String region = "us-west-2";
  public String service = "kms";
  public String terminator = "aws4_request";
  public byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
  public final MultiMap headers = MultiMap.caseInsensitiveMultiMap();
  public final List<String> unsigned = new ArrayList<>();

  public Signer() {
    headers.add("Host", "localhost:8080");
  }

  public Signer header(String name, String value) {
    headers.add(name, value);
    return this;
  }

  public Signer at(Instant now) {
    date = AmzDate.format(now);
    scopeDate = date.substring(0, 8);
    return this;
  }

  /// The request with its `Authorization` header.
  public SignedRequest sign() {
    headers.add("X-Amz-Date", date);
    String names = String.join(";", names());
    headers.add(
        "Authorization",
        "AWS4-HMAC-SHA256 Credential=%s, SignedHeaders=%s, Signature=%s"
            .formatted(credential(), names, signature(target, names)));
    return new SignedRequest(method, target, headers, body);
  }

  /// The request with its signature in the query.
  public SignedRequest presign(String expires) {
    String names = String.join(";", names());
    String query =
        "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=%s&X-Amz-Date=%s&X-Amz-Expires=%s&X-Amz-SignedHeaders=%s"
            .formatted(credential().replace("/", "%2F"), date, expires, names.replace(";", "%3B"));
    String whole = target + (target.indexOf('?') < 0 ? "?" : "&") + query;
    target = whole + "&X-Amz-Signature=" + signature(whole, names);
    return new SignedRequest(method, target, headers, body);
  }

  private String credential() {
    return id + "/" + scopeDate + "/" + region + "/" + service + "/" + terminator;
  }

  private TreeSet<String> names() {
    TreeSet<String> names = new TreeSet<>();
    headers.forEach((name, _) -> names.add(name.toLowerCase(Locale.ROOT)));
    names.removeAll(unsigned);
    return names;
  }

  private String signature(String signedTarget, String names) {
    SignedRequest request = new SignedRequest(method, signedTarget, headers, body);
    StringBuilder canonical = new StringBuilder(method).append('\n');
    CanonicalPath.appendTo(canonical, request.path(), true);
    canonical.append('\n');
    CanonicalQuery.of(request.query()).appendTo(canonical, _ -> false);
    canonical.append('\n');
    for (String name : names.split(";", -1)) {
      canonical
          .append(name)
          .append(':')
          .append(String.join(",", headers.getAll(name)))
          .append('\n');
    }
    canonical.append('\n').append(names).append('\n');
    String stated = headers.get("x-amz-content-sha256");
    canonical.append(stated == null ? Hmac.sha256Hex(body) : stated);
    String toSign =
        "AWS4-HMAC-SHA256\n%s\n%s/%s/%s/%s\n%s"
            .formatted(
                date,
                scopeDate,
                region,
                service,
                terminator,
                Hmac.sha256Hex(Hmac.bytes(canonical.toString())));
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String step : List.of(scopeDate, region, service, terminator)) {
      key = Hmac.sign(Hmac.key(key), Hmac.bytes(step));
    }
    return HexFormat.of().formatHex(Hmac.sign(Hmac.key(key), Hmac.bytes(toSign)));
  }
}
