package io.keytrail.server.wire;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;

/// awsJson 1.0 and 1.1: an object in, an object out.
final class JsonCodec {
  private static final byte[] NO_BODY = {};

  private JsonCodec() {}

  /// The request's members; none if there is no body.
  ///
  /// @throws io.keytrail.server.invoke.ApiException SerializationException
  static JsonObject tree(WireRequest request) {
    if (!isJson(request.mediaType())) {
      throw Malformed.because("the Content-Type must be application/x-amz-json-1.1");
    }
    return body(request);
  }

  /// The object that the body holds; an empty one if there is no body. The media type is not looked
  /// at.
  ///
  /// @throws io.keytrail.server.invoke.ApiException SerializationException
  static JsonObject body(WireRequest request) {
    if (request.body().length == 0) {
      return JsonObject.EMPTY;
    }
    try {
      JsonValue body = StrictJson.parse(request.body(), Limits.REQUEST);
      if (body instanceof JsonObject members) {
        return members;
      }
      throw Malformed.wrongKind(body, "Structure");
    } catch (JsonSyntaxException refused) {
      String message = refused.getMessage();
      throw Malformed.because(message == null ? "not valid JSON" : message);
    }
  }

  private static boolean isJson(String mediaType) {
    return mediaType.equals("application/x-amz-json-1.1")
        || mediaType.equals("application/x-amz-json-1.0");
  }

  /// Operations without an output answer no body at all.
  static byte[] answer(OperationModel model, Bound.OfRecord type, Object output) {
    return model.answersBody() ? JsonEncoder.encode(type, output) : NO_BODY;
  }
}
