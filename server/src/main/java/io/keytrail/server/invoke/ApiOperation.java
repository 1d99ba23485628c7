package io.keytrail.server.invoke;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import io.keytrail.server.crypto.Secret;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One operation of Keytrail's own `/api/v1`: JSON in, JSON out. Like an AWS operation it declares
/// its IAM action, and `http` serves it only after the Authorizer allowed that on `*` for the
/// caller's account.
public interface ApiOperation {

  /// `GET` or `POST`.
  String method();

  /// `/api/v1/conditions/evaluate`; a segment `{name}` is a parameter.
  String path();

  /// `keytrail:Simulate`.
  String action();

  /// What the trail calls it: the action without its service, unless that says too little.
  default String eventName() {
    return action().substring(action().indexOf(':') + 1);
  }

  /// What a call must be allowed: the action, on `*`. [Access.None] for what needs no permission,
  /// or is authorised by what it does.
  default Access access() {
    return Access.checked(action(), "*");
  }

  /// Whether this call is checked, where [#access] says that calls are.
  default boolean checked(Request request) {
    return access() instanceof Access.Checked;
  }

  /// Whether it is called without sign-in. Only for what asks for a secret of its own; a refusal is
  /// counted then, not recorded.
  default boolean open() {
    return false;
  }

  /// As whom the dashboard calls it.
  default BrowserSessions.Standing standing() {
    return BrowserSessions.Standing.ACTING;
  }

  /// Whether a call is an event in the trail (DESIGN §4: what changes or hands out something).
  boolean recorded(Request request);

  /// Largest body in bytes.
  default int maxBodyBytes() {
    return 1 << 20;
  }

  /// Reads the body, strictly. May be done otherwise, with the same result.
  default JsonValue read(byte[] utf8) throws JsonSyntaxException {
    return StrictJson.parse(utf8, Limits.REQUEST.withMaxBytes(maxBodyBytes()));
  }

  /// How much an operation takes whose body is a file, in [Request#upload]; absent: it is JSON.
  default Optional<Upload.Limits> upload() {
    return Optional.empty();
  }

  /// The OpenAPI 3.1 operation object (summary, parameters, requestBody, responses) for
  /// `/openapi.json`.
  JsonObject openApi();

  /// Fails with [Problem] for what the client did wrong.
  Future<Answer> handle(Call call, Request request);

  /// As [#handle]; an [ApiChange] answers its change, which is made together with its event.
  default Future<Outcome<Answer>> run(Call call, Request request) {
    return handle(call, request).map(answer -> new Outcome.Answer<>(answer, answer.event()));
  }

  /// @param path parameters by name
  /// @param query by name, decoded, in order
  /// @param body absent if the request had none; strictly parsed
  /// @param rawBody the bytes it was read from (UTF-8 JSON text)
  /// @param upload the body of an operation that takes a file
  /// @param lastEventId up to where a browser has seen a stream that broke off
  record Request(
      Map<String, String> path,
      Map<String, List<String>> query,
      Optional<JsonValue> body,
      byte[] rawBody,
      Optional<Upload> upload,
      Optional<String> lastEventId) {
    public Request(
        Map<String, String> path,
        Map<String, List<String>> query,
        Optional<JsonValue> body,
        byte[] rawBody) {
      this(path, query, body, rawBody, Optional.empty(), Optional.empty());
    }

    /// The only value of a query parameter.
    public Optional<String> one(String name) {
      List<String> values = query.getOrDefault(name, List.of());
      if (values.size() > 1) {
        throw Problem.badRequest("/" + name, "`" + name + "` is given more than once");
      }
      return values.stream().findFirst();
    }
  }

  /// @param event what the record shows, if [#recorded]
  /// @param session what becomes of the dashboard's session
  /// @param seq of the event, where the operation put it on record by itself; else 0
  record Answer(
      int status,
      AnswerContent content,
      Outcome.Details event,
      Optional<SessionChange> session,
      long seq) {
    public Answer(int status, JsonValue body, Outcome.Details event) {
      this(status, new AnswerContent.Json(body), event, Optional.empty(), 0);
    }

    private static Answer ok(AnswerContent content) {
      return new Answer(200, content, Outcome.Details.NONE, Optional.empty(), 0);
    }

    public static Answer ok(JsonValue body) {
      return ok(new AnswerContent.Json(body));
    }

    /// @param json in UTF-8; not to be changed any more
    public static Answer written(byte[] json) {
      return ok(new AnswerContent.Written(json));
    }

    public static Answer streamed(AnswerStream stream) {
      return ok(new AnswerContent.Streamed(stream));
    }

    public Answer with(SessionChange change) {
      return new Answer(status, content, event, Optional.of(change), seq);
    }

    public Answer recorded(long at) {
      return new Answer(status, content, event, session, at);
    }
  }

  /// What an answer does to the dashboard's session.
  sealed interface SessionChange {
    /// @param cookie what the browser keeps
    /// @param call the call as that of who has signed in by it, for the record
    record Begun(Secret cookie, Duration lifetime, Call call) implements SessionChange {}

    record Ended() implements SessionChange {}
  }
}
