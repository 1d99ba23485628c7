package io.keytrail.server.wire;

import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import java.util.List;
import java.util.Set;

/// Reads and writes one operation on the wire, and shows it to the trail. Made once, at start;
/// immutable, for any thread. Reading a `Decrypt` and writing its answer costs a few microseconds.
///
/// @param <I> the operation's input record
/// @param <O> the operation's output record
public final class OperationCodec<I extends Record, O extends Record> {
  private static final Limits ANSWER = Limits.REQUEST.withMaxBytes(64 << 20);

  private final ServiceModel service;
  private final OperationModel model;
  private final Class<I> inputType;
  private final Bound.OfRecord input;
  private final Bound.OfRecord output;

  private OperationCodec(
      ServiceModel service, OperationModel model, Class<I> inputType, Class<O> outputType) {
    this.service = service;
    this.model = model;
    this.inputType = inputType;
    this.input = RecordBinding.input(inputType, model.input());
    this.output = RecordBinding.output(outputType, model.output());
  }

  /// Binds the operation's records to its model.
  ///
  /// @throws IllegalArgumentException if there is no such model
  /// @throws IllegalStateException naming component and member if records and model disagree
  public static <I extends Record, O extends Record> OperationCodec<I, O> of(
      Operation<I, ?, O> operation, ServiceModels models) {
    return of(operation.id(), operation.inputType(), operation.outputType(), models);
  }

  /// As [#of(Operation, ServiceModels)], by its parts.
  public static <I extends Record, O extends Record> OperationCodec<I, O> of(
      OperationId id, Class<I> inputType, Class<O> outputType, ServiceModels models) {
    OperationModel model = models.operation(id);
    ServiceModel service = models.service(id.service()).orElseThrow();
    return new OperationCodec<>(service, model, inputType, outputType);
  }

  public ServiceModel service() {
    return service;
  }

  public OperationModel model() {
    return model;
  }

  /// Of a successful answer; errors say their own.
  public String contentType() {
    return service.contentType();
  }

  /// The validated input.
  ///
  /// @throws ApiException SerializationException (wrong kinds, malformed text) or
  ///     ValidationException (violated constraints, in AWS's words); EC2 has codes of its own
  public I read(WireRequest request) {
    return readMembers(tree(request));
  }

  /// The validated input, from members as the model calls them and in the kinds of awsJson,
  /// whatever the protocol.
  ///
  /// @throws ApiException as [#read]
  public I readMembers(JsonObject members) {
    return inputType.cast(InputReader.read(service.protocol(), input, members));
  }

  /// The counterpart of [#readMembers]: the answer's members, absent ones left out.
  public JsonObject writeMembers(O answer) {
    try {
      return (JsonObject) StrictJson.parse(JsonEncoder.encode(output, answer), ANSWER);
    } catch (JsonSyntaxException impossible) {
      throw new IllegalStateException("our own JSON does not parse", impossible);
    }
  }

  /// The HTTP status of a successful answer.
  public int status() {
    return model.rest().status();
  }

  /// The answer's body; empty where the protocol answers none.
  public byte[] write(O answer, String requestId) {
    return switch (service.protocol()) {
      case JSON -> JsonCodec.answer(model, output, answer);
      case QUERY -> QueryCodec.answer(this, answer, requestId);
      case EC2 -> Ec2Codec.answer(this, answer, requestId);
      case REST_JSON -> RestCodec.answer(model, output, answer);
    };
  }

  /// CloudTrail's `requestParameters`: without blobs and sensitive members; JSON null if there are
  /// none.
  public JsonValue requestParameters(I request) {
    return view().of(input, request, model.auditOmit());
  }

  /// CloudTrail's `responseElements` for an operation that shows them: without blobs and sensitive
  /// members; JSON null if there are none.
  public JsonValue responseElements(O answer) {
    return view().of(output, answer, Set.of());
  }

  /// `requestParameters` of a request that [#read] refused, as far as it can be made out; never
  /// throws.
  public JsonValue rawParameters(WireRequest request) {
    try {
      return view().ofTree(model.input(), tree(request));
    } catch (ApiException malformed) {
      return withoutTheBody(request);
    }
  }

  /// What a path, a query and headers say can be known where the body is broken.
  private JsonValue withoutTheBody(WireRequest request) {
    try {
      return view().ofTree(model.input(), RestCodec.outsideOfTheBody(model, request));
    } catch (ApiException malformed) {
      return JsonNull.NULL;
    }
  }

  /// As [#rawParameters(WireRequest)], of members that [#readMembers] refused.
  public JsonValue rawParameters(JsonObject members) {
    return view().ofTree(model.input(), members);
  }

  /// Members of the model's input that the record has no component for, so that requests with them
  /// are refused.
  public List<String> unsupportedMembers() {
    return input.unbound().stream().map(Shape.Member::name).toList();
  }

  private AuditView view() {
    return service.protocol() == Protocol.EC2 ? AuditView.EC2 : AuditView.PLAIN;
  }

  Bound.OfRecord outputBinding() {
    return output;
  }

  private JsonObject tree(WireRequest request) {
    return switch (service.protocol()) {
      case JSON -> JsonCodec.tree(request);
      case QUERY -> QueryCodec.tree(model, request);
      case EC2 -> Ec2Codec.tree(model, request);
      case REST_JSON -> RestCodec.tree(model, request);
    };
  }
}
