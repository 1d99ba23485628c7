package io.keytrail.server.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import io.keytrail.policy.eval.Principal;
import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.ErrorCode;
import io.keytrail.server.invoke.Invoker;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Operations;
import io.keytrail.server.invoke.Origin;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.ServiceCalls.Reply;
import io.keytrail.server.wire.ServiceModels;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Operations by name, with JSON members: the same validation, the same road, the same records.
class LocalCallsTest {
  private static final OperationId DECRYPT = new OperationId("kms", "Decrypt");
  private static final Call CALL =
      new Call(
          "request",
          Instant.EPOCH,
          "123456789012",
          "us-west-2",
          Caller.direct(
              new Principal.Root("123456789012"),
              Optional.empty(),
              new Origin("ec2.us-west-2.amazonaws.com", "ec2", true, true)),
          Long.MAX_VALUE);

  private final Recorded road = new Recorded();
  private final LocalCalls calls =
      new LocalCalls(() -> new Operations(List.of(new EchoDecrypt())), ServiceModels.load(), road);

  record Input(
      Bytes ciphertextBlob, Map<String, String> encryptionContext, Optional<String> keyId) {}

  record Output(Optional<String> keyId, Bytes plaintext) {}

  private Future<Reply> call(OperationId id, String input) throws JsonSyntaxException {
    return calls.call(CALL, id, (JsonObject) StrictJson.parse(input, Limits.REQUEST));
  }

  @Test
  void members_goInAndOut_asTheModelCallsThem() throws Exception {
    Reply reply =
        call(DECRYPT, "{\"CiphertextBlob\": \"AAEC\", \"EncryptionContext\": {\"a\": \"b\"}}")
            .result();
    // What the operation left out is absent.
    assertThat(JsonWriter.toText(reply.output())).isEqualTo("{\"Plaintext\":\"AAEC\"}");
    assertThat(reply.seq()).isEqualTo(1);
    assertThat(road.seen)
        .containsExactly("kms:Decrypt by request {\"encryptionContext\":{\"a\":\"b\"}}");
  }

  @Test
  void malformedMembers_areRefusedAndRecorded_likeAClients() throws Exception {
    for (String input :
        List.of(
            "{}",
            "{\"CiphertextBlob\": 1}",
            "{\"CiphertextBlob\": \"AAEC\", \"GrantTokens\": [\"x\"]}",
            "{\"CiphertextBlob\": \"AAEC\", \"KeyId\": \"\"}")) {
      Future<Reply> refused = call(DECRYPT, input);
      assertThat(refused.failed()).as(input).isTrue();
      assertThat(refused.cause()).as(input).isInstanceOf(Invoker.Refused.class);
      assertThat(road.seen.getLast()).as(input).startsWith("kms:Decrypt refused ");
    }
    assertThat(road.seen).hasSize(4);
  }

  @Test
  void unknownOperation_isRefusedAndRecorded() throws Exception {
    Future<Reply> refused = call(new OperationId("kms", "Dance"), "{\"a\": 1}");
    assertThat(((Invoker.Refused) refused.cause()).reason().code().name())
        .isEqualTo("UnknownOperationException");
    assertThat(road.seen).containsExactly("kms:Dance refused UnknownOperationException null");
  }

  @Test
  void refusalOfTheOperation_isTheCallers() throws Exception {
    Future<Reply> refused =
        call(DECRYPT, "{\"CiphertextBlob\": \"AAEC\", \"KeyId\": \"alias/none\"}");
    assertThat(((Invoker.Refused) refused.cause()).reason().message()).isEqualTo("no such key");
  }

  /// Runs operations at once and says what would be on record.
  private static final class Recorded implements Invoker {
    private final List<String> seen = new ArrayList<>();

    @Override
    public <I extends Record, O extends Record> Future<Reply<O>> invoke(
        Call call, Operation<I, ?, O> operation, I input, JsonValue requestParameters) {
      seen.add(operation.id() + " by " + call.requestId() + " " + text(requestParameters));
      return run(call, operation, input)
          .map(output -> new Reply<>(output, seen.size()))
          .recover(
              failure -> Future.failedFuture(new Refused((ApiException) failure, seen.size())));
    }

    private static <I extends Record, T, O extends Record> Future<O> run(
        Call call, Operation<I, T, O> operation, I input) {
      return operation
          .target(call, input)
          .compose(target -> operation.execute(call, input, target, Authorization.UNCHECKED))
          .map(outcome -> ((Outcome.Answer<O>) outcome).output());
    }

    @Override
    public <O> Future<Reply<O>> refuse(
        Call call, OperationId operation, ApiException reason, JsonValue requestParameters) {
      seen.add(operation + " refused " + reason.code().name() + " " + text(requestParameters));
      return Future.failedFuture(new Refused(reason, seen.size()));
    }

    private static String text(JsonValue value) {
      return value == JsonNull.NULL ? "null" : JsonWriter.toText(value);
    }
  }

  /// Answers what it was asked; knows no alias.
  private static final class EchoDecrypt implements Operation<Input, Input, Output> {
    @Override
    public OperationId id() {
      return DECRYPT;
    }

    @Override
    public Class<Input> inputType() {
      return Input.class;
    }

    @Override
    public Class<Output> outputType() {
      return Output.class;
    }

    @Override
    public Access access() {
      return new Access.None("a test");
    }

    @Override
    public boolean readOnly() {
      return true;
    }

    @Override
    public Future<Input> target(Call call, Input input) {
      return input.keyId().isPresent()
          ? Future.failedFuture(
              new ApiException(ErrorCode.client("NotFoundException"), "no such key"))
          : Future.succeededFuture(input);
    }

    @Override
    public List<Check> checks(Call call, Input input, Input target) {
      return List.of();
    }

    @Override
    public Future<Outcome<Output>> execute(
        Call call, Input input, Input target, Authorization authorization) {
      return Future.succeededFuture(
          Outcome.answer(new Output(Optional.empty(), input.ciphertextBlob())));
    }
  }
}
