package io.keytrail.server.wire;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// rest-json: members in the path, in the query, in headers and in a JSON body; JSON out.
///
/// A member has one place. Its name in another place is a name that the model does not know, and
/// like all of those is ignored; its name twice in its own place is refused.
///
/// What the EBS direct APIs need beyond this belongs here: their bodies are blocks (`payload`), and
/// parts of their answers are headers, so [#answer] will have to answer a body with its headers.
final class RestCodec {
  private static final byte[] NO_BODY = {};

  private RestCodec() {}

  /// The request's members as the model calls them, in the kinds that awsJson would have.
  ///
  /// @throws io.keytrail.server.invoke.ApiException SerializationException
  static JsonObject tree(OperationModel model, WireRequest request) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    body(request)
        .members()
        .forEach(
            (name, value) -> {
              if (!model.rest().holds(name)) {
                members.put(name, value);
              }
            });
    members.putAll(outsideOfTheBody(model, request).members());
    return new JsonObject(members);
  }

  /// Those members that stand outside of the body: known even where the body cannot be read.
  ///
  /// @throws io.keytrail.server.invoke.ApiException SerializationException
  static JsonObject outsideOfTheBody(OperationModel model, WireRequest request) {
    List<RestShape.Placed> placed = model.rest().placed();
    Map<String, String> query = placed.isEmpty() ? Map.of() : FormDecoder.query(request.rawQuery());
    Map<String, String> labels = labels(model, request);
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (RestShape.Placed member : placed) {
      String text =
          switch (member.place()) {
            case PATH -> labels.get(member.wireName());
            case QUERY -> query.get(member.wireName());
            case HEADER -> header(request, member.wireName());
          };
      if (text != null) {
        members.put(member.name(), RestText.value(member.shape(), text));
      }
    }
    return new JsonObject(members);
  }

  private static Map<String, String> labels(OperationModel model, WireRequest request) {
    Map<String, String> raw = model.rest().template().match(request.path());
    if (raw == null) {
      throw new IllegalStateException(request.path() + " did not lead to " + model.id());
    }
    Map<String, String> labels = new LinkedHashMap<>();
    raw.forEach((name, value) -> labels.put(name, FormDecoder.segment(value)));
    return labels;
  }

  private static @Nullable String header(WireRequest request, String name) {
    List<String> values = request.headers().all(name);
    if (values.size() > 1) {
      throw Malformed.because("the header " + name + " stands twice");
    }
    return values.isEmpty() ? null : values.getFirst();
  }

  private static JsonObject body(WireRequest request) {
    if (request.body().length > 0 && !request.mediaType().equals("application/json")) {
      throw Malformed.because("the Content-Type must be application/json");
    }
    return JsonCodec.body(request);
  }

  /// Operations without an output answer no body at all.
  static byte[] answer(OperationModel model, Bound.OfRecord type, Object output) {
    return model.answersBody() ? JsonEncoder.encode(type, output) : NO_BODY;
  }
}
