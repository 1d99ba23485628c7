package io.keytrail.server.store;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.Origin;

/// A caller inside a row's content, so that what he asked for goes on as his after a crash. The
/// row's MAC keeps anybody from being put in his place. What only the server may say of a call is
/// not kept.
final class CallerContent {
  private static final String ROOT = "root";
  private static final String USER = "user";
  private static final String ROLE = "role";
  private static final String FEDERATED = "federated";
  private static final String WEB_IDENTITY = "webIdentity";
  private static final String SERVICE = "service";
  private static final String ANONYMOUS = "anonymous";

  private CallerContent() {}

  static JsonObject of(Caller caller) {
    JsonObject.Builder content =
        JsonObject.builder()
            .put("principal", principal(caller.principal()))
            .put(
                "origin",
                JsonObject.builder()
                    .put("sourceIp", caller.origin().sourceIp())
                    .put("userAgent", caller.origin().userAgent())
                    .put("secure", caller.origin().secureTransport())
                    .put("internal", caller.origin().internal())
                    .build())
            .put("operator", caller.operator());
    KmsContent.put(content, "accessKey", caller.accessKeyId());
    KmsContent.put(content, "via", caller.viaService());
    caller.sessionContext().ifPresent(session -> content.put("session", session(session)));
    return content.build();
  }

  private static JsonObject session(Caller.SessionContext session) {
    return JsonObject.builder()
        .put("id", session.sessionId())
        .put("issuerArn", session.issuerArn())
        .put("issuerId", session.issuerId())
        .put("created", session.createdAt())
        .build();
  }

  private static JsonObject principal(Principal principal) {
    return switch (principal) {
      case Principal.Root(String account) -> kind(ROOT).put("account", account).build();
      case Principal.User user ->
          kind(USER)
              .put("account", user.accountId())
              .put("path", user.path())
              .put("name", user.name())
              .put("id", user.userId())
              .build();
      case Principal.RoleSession role ->
          kind(ROLE)
              .put("account", role.accountId())
              .put("path", role.rolePath())
              .put("name", role.roleName())
              .put("id", role.roleId())
              .put("session", role.sessionName())
              .build();
      case Principal.FederatedUser(String account, String name) ->
          kind(FEDERATED).put("account", account).put("name", name).build();
      case Principal.Service(String host) -> kind(SERVICE).put("host", host).build();
      case Principal.Federated(String provider) ->
          kind(WEB_IDENTITY).put("provider", provider).build();
      case Principal.Anonymous _ -> kind(ANONYMOUS).build();
    };
  }

  private static JsonObject.Builder kind(String kind) {
    return JsonObject.builder().put("kind", kind);
  }

  static Caller read(JsonObject content) {
    JsonObject origin = content.object("origin").orElse(JsonObject.EMPTY);
    return new Caller(
        readPrincipal(content.object("principal").orElse(JsonObject.EMPTY)),
        content.string("accessKey"),
        new Origin(
            KmsContent.text(origin, "sourceIp"),
            KmsContent.text(origin, "userAgent"),
            KmsContent.flag(origin, "secure"),
            KmsContent.flag(origin, "internal")),
        content.string("via"),
        content.object("session").map(CallerContent::readSession),
        KmsContent.flag(content, "operator"),
        java.util.Map.of());
  }

  private static Caller.SessionContext readSession(JsonObject session) {
    return new Caller.SessionContext(
        KmsContent.text(session, "id"),
        KmsContent.text(session, "issuerArn"),
        KmsContent.text(session, "issuerId"),
        KmsContent.text(session, "created"));
  }

  private static Principal readPrincipal(JsonObject from) {
    String kind = KmsContent.text(from, "kind");
    return switch (kind) {
      case ROOT -> new Principal.Root(KmsContent.text(from, "account"));
      case USER ->
          new Principal.User(
              KmsContent.text(from, "account"),
              KmsContent.text(from, "path"),
              KmsContent.text(from, "name"),
              KmsContent.text(from, "id"));
      case ROLE ->
          new Principal.RoleSession(
              KmsContent.text(from, "account"),
              KmsContent.text(from, "path"),
              KmsContent.text(from, "name"),
              KmsContent.text(from, "id"),
              KmsContent.text(from, "session"));
      case FEDERATED ->
          new Principal.FederatedUser(
              KmsContent.text(from, "account"), KmsContent.text(from, "name"));
      case SERVICE -> new Principal.Service(KmsContent.text(from, "host"));
      case WEB_IDENTITY -> new Principal.Federated(KmsContent.text(from, "provider"));
      case ANONYMOUS -> new Principal.Anonymous();
      default -> throw new IllegalStateException("a row holds a caller of kind `" + kind + "`");
    };
  }
}
