package io.keytrail.server.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs awsJson requests as a client does and writes them as the bytes of an HTTP/1.1 request. Not
/// thread-safe.
public final class Signer {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final String accessKeyId;
  private final String region;
  private final String service;
  private final String host;
  private final String stamp;
  private final Mac mac;
  private final MessageDigest sha;

  /// @param now the signing time of all requests; they are good for some minutes around it
  public Signer(Credentials credentials, String service, String host, Instant now) {
    this.accessKeyId = credentials.accessKeyId();
    this.region = credentials.region();
    this.service = service;
    this.host = host;
    this.stamp = STAMP.format(now);
    try {
      mac = Mac.getInstance("HmacSHA256");
      sha = MessageDigest.getInstance("SHA-256");
      byte[] key = ("AWS4" + credentials.secret()).getBytes(StandardCharsets.UTF_8);
      for (String part : new String[] {stamp.substring(0, 8), region, service, "aws4_request"}) {
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        key = mac.doFinal(part.getBytes(StandardCharsets.UTF_8));
      }
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Who signs.
  public record Credentials(String accessKeyId, String secret, String region) {}

  /// @param target of `X-Amz-Target`
  byte[] request(String target, String json) {
    return request(target, json.getBytes(StandardCharsets.UTF_8), "");
  }

  /// @param body signed and sent as it is
  /// @param unsigned further header lines, each ending in CRLF, sent as ISO-8859-1
  public byte[] request(String target, byte[] body, String unsigned) {
    String names = "content-type;host;x-amz-date;x-amz-target";
    String canonical =
        "POST\n/\n\ncontent-type:application/x-amz-json-1.1\nhost:"
            + host
            + "\nx-amz-date:"
            + stamp
            + "\nx-amz-target:"
            + target
            + "\n\n"
            + names
            + "\n"
            + hex(sha.digest(body));
    String scope = stamp.substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
    String toSign =
        "AWS4-HMAC-SHA256\n"
            + stamp
            + "\n"
            + scope
            + "\n"
            + hex(sha.digest(canonical.getBytes(StandardCharsets.UTF_8)));
    String signature = hex(mac.doFinal(toSign.getBytes(StandardCharsets.UTF_8)));
    String head =
        "POST / HTTP/1.1\r\nHost: "
            + host
            + "\r\nContent-Type: application/x-amz-json-1.1\r\nX-Amz-Date: "
            + stamp
            + "\r\nX-Amz-Target: "
            + target
            + "\r\nAuthorization: AWS4-HMAC-SHA256 Credential="
            + accessKeyId
            + "/"
            + scope
            + ", SignedHeaders="
            + names
            + ", Signature="
            + signature
            + "\r\n"
            + unsigned
            + "Content-Length: "
            + body.length
            + "\r\n\r\n";
    return join(head.getBytes(StandardCharsets.ISO_8859_1), body);
  }

  static byte[] join(byte[] head, byte[] body) {
    byte[] all = new byte[head.length + body.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
