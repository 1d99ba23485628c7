package io.keytrail.server.http;

import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.CommonErrors;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/// Operations that answer what they were asked.
final class EchoOperations {
  record Nothing() {}

  record Identity(String userId, String account, String arn) {}

  record DecryptInput(
      Bytes ciphertextBlob, Map<String, String> encryptionContext, Optional<String> keyId) {}

  record Decrypted(String keyId, Bytes plaintext, String encryptionAlgorithm) {}

  private EchoOperations() {}

  static Operation<?, ?, ?> callerIdentity() {
    return new Echo<>(
        new OperationId("sts", "GetCallerIdentity"),
        Nothing.class,
        Identity.class,
        (call, _) ->
            Future.succeededFuture(
                new Identity(call.region(), call.account(), call.caller().principal().arn())));
  }

  /// Fails for the context `{"fail": "denied"}` as refused, for `{"fail": "bug"}` with a bug.
  static Operation<?, ?, ?> decrypt() {
    return new Echo<>(
        new OperationId("kms", "Decrypt"),
        DecryptInput.class,
        Decrypted.class,
        EchoOperations::decrypted);
  }

  private static Future<Decrypted> decrypted(Call call, DecryptInput input) {
    return switch (input.encryptionContext().getOrDefault("fail", "")) {
      case "denied" ->
          Future.failedFuture(new ApiException(CommonErrors.ACCESS_DENIED, "not for you"));
      case "bug" -> throw new IllegalStateException("secret detail");
      default ->
          Future.succeededFuture(
              new Decrypted(
                  input.keyId().orElse("none"), input.ciphertextBlob(), "SYMMETRIC_DEFAULT"));
    };
  }

  private record Echo<I extends Record, O extends Record>(
      OperationId id,
      Class<I> inputType,
      Class<O> outputType,
      BiFunction<Call, I, Future<O>> answer)
      implements Operation<I, Nothing, O> {

    @Override
    public Access access() {
      return new Access.None("a test");
    }

    @Override
    public boolean readOnly() {
      return true;
    }

    @Override
    public Future<Nothing> target(Call call, I input) {
      return Future.succeededFuture(new Nothing());
    }

    @Override
    public List<Check> checks(Call call, I input, Nothing target) {
      return List.of();
    }

    @Override
    public Future<Outcome<O>> execute(
        Call call, I input, Nothing target, Authorization authorization) {
      return answer.apply(call, input).map(Outcome::answer);
    }
  }
}
