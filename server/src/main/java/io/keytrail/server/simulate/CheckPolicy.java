package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.condition.Diagnostic;
import io.keytrail.policy.condition.DidYouMean;
import io.keytrail.policy.condition.Position;
import io.keytrail.policy.syntax.JsonNode;
import io.keytrail.policy.syntax.JsonPointers;
import io.keytrail.policy.syntax.JsonReader;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Members;
import io.keytrail.server.invoke.Problem;
import io.keytrail.server.invoke.Workers;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `POST /api/v1/policies/check`: everything the engine has to say of a policy's text, with places,
/// for an editor. A bad policy is an answer here, not a refusal.
final class CheckPolicy implements ApiOperation {
  private static final List<String> MEMBERS = List.of("kind", "document");

  /// By the names of the command line, and by those of a simulation's `policies`.
  private static final Map<String, DocumentKind> KINDS = kinds();

  private static Map<String, DocumentKind> kinds() {
    Map<String, DocumentKind> kinds = new LinkedHashMap<>();
    kinds.put("key", DocumentKind.KEY);
    kinds.put("identity", DocumentKind.IDENTITY);
    kinds.put("trust", DocumentKind.TRUST);
    kinds.put("resource", DocumentKind.RESOURCE);
    kinds.put("scp", DocumentKind.SERVICE_CONTROL);
    kinds.put("rcp", DocumentKind.RESOURCE_CONTROL);
    kinds.put("endpoint", DocumentKind.VPC_ENDPOINT);
    kinds.put("permissionsBoundary", DocumentKind.IDENTITY);
    kinds.put("session", DocumentKind.IDENTITY);
    kinds.put("serviceControl", DocumentKind.SERVICE_CONTROL);
    kinds.put("resourceControl", DocumentKind.RESOURCE_CONTROL);
    kinds.put("vpcEndpoint", DocumentKind.VPC_ENDPOINT);
    return kinds;
  }

  private final Workers workers;

  CheckPolicy(Workers workers) {
    this.workers = workers;
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String path() {
    return "/api/v1/policies/check";
  }

  @Override
  public String action() {
    return "keytrail:Simulate";
  }

  @Override
  public boolean recorded(Request request) {
    return false;
  }

  @Override
  public Future<Answer> handle(Call call, Request request) {
    JsonValue body = request.body().orElseThrow(() -> Members.expected("", "a JSON body"));
    Members members = Members.of(body, "", MEMBERS);
    DocumentKind kind = kind(members);
    String text = members.requiredString("document");
    return workers.run(() -> Answer.ok(diagnostics(text, kind)));
  }

  private static JsonObject diagnostics(String text, DocumentKind kind) {
    Optional<JsonNode> root = JsonReader.read(text).root();
    List<JsonValue> found =
        PolicyLanguage.lint(text, kind).stream()
            .<JsonValue>map(diagnostic -> shown(diagnostic, root))
            .toList();
    return JsonObject.builder().put("diagnostics", new JsonArray(found)).build();
  }

  private static DocumentKind kind(Members members) {
    String name = members.requiredString("kind");
    DocumentKind kind = KINDS.get(name);
    if (kind == null) {
      String help = DidYouMean.help(name, KINDS.keySet());
      throw Problem.badRequest(
          members.at("kind"),
          "`"
              + name
              + "` is no kind of policy; "
              + (help.isEmpty() ? "kinds are " + String.join(", ", KINDS.keySet()) : help));
    }
    return kind;
  }

  /// A finding as editors take it.
  ///
  /// @param root of the document that it is about, if that is JSON
  static JsonObject shown(Diagnostic diagnostic, Optional<JsonNode> root) {
    Position start = diagnostic.span().start();
    return JsonObject.builder()
        .put("code", diagnostic.code())
        .put("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT))
        .put("message", diagnostic.message())
        .put("help", diagnostic.help())
        .put("start", shown(start))
        .put("end", shown(diagnostic.span().end()))
        .put("pointer", root.map(node -> JsonPointers.at(node, start)).orElse(""))
        .build();
  }

  private static JsonObject shown(Position position) {
    return JsonObject.builder()
        .put("line", position.line())
        .put("column", position.column())
        .build();
  }

  @Override
  public JsonObject openApi() {
    return SimulateApi.check(List.copyOf(KINDS.keySet()));
  }
}
