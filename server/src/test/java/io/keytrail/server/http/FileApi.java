package io.keytrail.server.http;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Upload;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// An operation that takes a file of at most 8 MiB within two seconds and says what it is.
record FileApi(String path, String action, Path folder) implements ApiOperation {
  static final int MAX = 8 << 20;

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public boolean recorded(Request request) {
    return true;
  }

  @Override
  public Optional<Upload.Limits> upload() {
    return Optional.of(new Upload.Limits(MAX, Duration.ofSeconds(2)));
  }

  @Override
  public JsonObject openApi() {
    return JsonObject.builder().put("summary", "takes a file").build();
  }

  @Override
  public Future<Answer> handle(Call call, Request request) {
    if (request.one("unread").isPresent()) {
      return Future.succeededFuture(Answer.ok(JsonObject.EMPTY));
    }
    return request
        .upload()
        .orElseThrow()
        .receive(folder)
        .map(
            got ->
                Answer.ok(
                    JsonObject.builder()
                        .put("bytes", got.bytes())
                        .put("sha256", got.sha256())
                        .put("file", got.file().toString())
                        .build()));
  }
}
