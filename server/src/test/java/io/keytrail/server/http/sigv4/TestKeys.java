package io.keytrail.server.http.sigv4;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.AccessKeys;
import io.keytrail.server.invoke.Caller;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Access keys in a map.
public final class TestKeys implements AccessKeys {
  private final Map<String, AccessKeyRecord> keys = new ConcurrentHashMap<>();

  @Override
  public Future<Optional<AccessKeyRecord>> find(String accessKeyId) {
    return Future.succeededFuture(Optional.ofNullable(keys.get(accessKeyId)));
  }

  public TestKeys add(String id, String secret, boolean active) {
    keys.put(id, AccessKeyRecord.permanent(id, secret(secret), active, root(), "123456789012"));
    return this;
  }

  TestKeys addSession(String id, String secret, String token, Instant expires) {
    Session session =
        new Session(
            Hmac.sha256Hex(token.getBytes(StandardCharsets.UTF_8)),
            expires,
            new Caller.SessionContext(
                "session", "arn:aws:iam::123456789012:role/r", "AROA", "2015"));
    keys.put(
        id,
        new AccessKeyRecord(
            id, secret(secret), true, root(), "123456789012", Optional.of(session)));
    return this;
  }

  private static Principal root() {
    return new Principal.Root("123456789012");
  }

  private static SigningSecret secret(String secret) {
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    return message -> Hmac.sign(Hmac.key(key), message);
  }
}
