package io.keytrail.server.http;

import io.keytrail.server.invoke.Call;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// By what a request of `/api/v1` says whose call it is.
sealed interface Credential {

  /// By its head alone: the admin token, a cookie, or nothing.
  record InHead(Future<Call> call) implements Credential {}

  /// By a signature over head and body.
  ///
  /// @param statedSha256 hash that the head says the body has
  /// @param byHead verifies the signature over the stated hash; only where there is one
  /// @param byBody verifies it over the body itself
  record Signed(
      Optional<String> statedSha256,
      Supplier<Future<Call>> byHead,
      Function<byte[], Future<Call>> byBody)
      implements Credential {}

  /// Whose call it is, once its body is there.
  default Future<Call> call(byte[] body) {
    return switch (this) {
      case InHead(var call) -> call;
      case Signed signed -> signed.byBody().apply(body);
    };
  }
}
