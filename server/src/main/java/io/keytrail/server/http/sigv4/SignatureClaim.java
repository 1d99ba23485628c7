package io.keytrail.server.http.sigv4;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a signed request says of its signature; nothing of it is proven yet.
///
/// @param timestamp `20150830T123600Z`, as it was sent
/// @param time the same, read
/// @param date of the credential scope: `20150830`
/// @param signedHeaders lower case, ascending, no doubles
/// @param signature 32 bytes
/// @param expiresSeconds present in the presigned form
/// @param securityToken of temporary credentials
public record SignatureClaim(
    String accessKeyId,
    String timestamp,
    Instant time,
    String date,
    String region,
    String service,
    List<String> signedHeaders,
    byte[] signature,
    Optional<Integer> expiresSeconds,
    Optional<String> securityToken) {

  public boolean presigned() {
    return expiresSeconds.isPresent();
  }

  String scope() {
    return date + "/" + region + "/" + service + "/aws4_request";
  }
}
