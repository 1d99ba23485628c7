package io.keytrail.server.http;

import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Call;
import io.vertx.core.Future;

/// An API operation that answers what it was asked.
record EchoApi(String method, String path, String action, boolean record) implements ApiOperation {

  @Override
  public boolean recorded(Request request) {
    return record;
  }

  @Override
  public int maxBodyBytes() {
    return 1000;
  }

  @Override
  public JsonObject openApi() {
    return JsonObject.builder().put("summary", "echoes").build();
  }

  @Override
  public Future<Answer> handle(Call call, Request request) {
    if (request.one("bug").isPresent()) {
      throw new IllegalStateException("secret detail");
    }
    JsonObject.Builder out = JsonObject.builder();
    request.path().forEach(out::put);
    request.query().forEach((name, values) -> out.put("q-" + name, String.join("|", values)));
    return Future.succeededFuture(
        Answer.ok(
            out.put("caller", call.caller().principal().arn())
                .put("operator", call.caller().operator())
                .put("source", call.caller().origin().sourceIp())
                .put("body", request.body().orElse(JsonNull.NULL))
                .build()));
  }
}
