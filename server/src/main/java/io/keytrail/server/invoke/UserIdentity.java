package io.keytrail.server.invoke;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.policy.eval.Principal;
import java.util.LinkedHashMap;
import java.util.Map;

/// CloudTrail's `userIdentity` for a [Caller]. Source of the shapes: facts/audit.md §6,
/// facts/kms.md §11.
final class UserIdentity {
  private static final String EC2_ROLE = "aws:ec2-infrastructure";
  private static final String AWS_INTERNAL = "AWS Internal";

  private UserIdentity() {}

  static JsonObject of(Caller caller) {
    Map<String, JsonValue> identity = new LinkedHashMap<>();
    switch (caller.principal()) {
      case Principal.Root root ->
          put(identity, "Root", root.accountId(), root.arn(), root.accountId());
      case Principal.User user ->
          put(identity, "IAMUser", user.userId(), user.arn(), user.accountId());
      case Principal.RoleSession role ->
          put(
              identity,
              "AssumedRole",
              role.roleId() + ":" + role.sessionName(),
              role.arn(),
              role.accountId());
      case Principal.FederatedUser federated ->
          put(
              identity,
              "FederatedUser",
              federated.accountId() + ":" + federated.name(),
              federated.arn(),
              federated.accountId());
      case Principal.Service service -> service(identity, service.host());
      case Principal.Federated federated -> federated(identity, federated.provider());
      case Principal.Anonymous _ -> text(identity, "type", "Unknown");
    }
    caller.accessKeyId().ifPresent(id -> text(identity, "accessKeyId", id));
    if (caller.principal() instanceof Principal.User user) {
      text(identity, "userName", user.name());
    }
    caller.sessionContext().ifPresent(session -> identity.put("sessionContext", session(session)));
    caller
        .browser()
        .filter(browser -> browser.actsAs(caller.principal()))
        .ifPresent(browser -> identity.put("sessionContext", source(browser)));
    caller.viaService().ifPresent(host -> text(identity, "invokedBy", invokedBy(caller, host)));
    return new JsonObject(identity);
  }

  /// CloudTrail does not name the service that acts for an instance.
  private static String invokedBy(Caller caller, String host) {
    boolean infrastructure =
        caller.principal() instanceof Principal.Service service
            && service.host().contains(":" + EC2_ROLE + ":");
    return infrastructure ? AWS_INTERNAL : host;
  }

  /// Whom a SAML provider vouches for, and whom any other does.
  private static void federated(Map<String, JsonValue> identity, String provider) {
    boolean saml = provider.contains(":saml-provider/");
    text(identity, "type", saml ? "SAMLUser" : "WebIdentityUser");
    text(identity, "identityProvider", provider);
  }

  /// EBS acts for an instance as a session of a role of its own; other services are services.
  private static void service(Map<String, JsonValue> identity, String host) {
    int role = host.indexOf(":" + EC2_ROLE + ":");
    if (role < 0) {
      text(identity, "type", "AWSService");
      text(identity, "invokedBy", host);
      return;
    }
    String account = host.substring(0, role);
    String instance = host.substring(role + EC2_ROLE.length() + 2);
    String arn = "arn:aws:sts::" + account + ":assumed-role/" + EC2_ROLE + "/" + instance;
    put(identity, "AssumedRole", account + ":" + EC2_ROLE + ":" + instance, arn, account);
    Map<String, JsonValue> issuer = new LinkedHashMap<>();
    put(
        issuer,
        "Role",
        account + ":" + EC2_ROLE,
        "arn:aws:iam::" + account + ":role/" + EC2_ROLE,
        account);
    text(issuer, "userName", EC2_ROLE);
    Map<String, JsonValue> context = new LinkedHashMap<>();
    context.put("sessionIssuer", new JsonObject(issuer));
    identity.put("sessionContext", new JsonObject(context));
  }

  /// Who acts as somebody else is on record with every call.
  private static JsonObject source(BrowserSession browser) {
    return JsonObject.builder().put("sourceIdentity", browser.signedInAs().arn()).build();
  }

  private static JsonObject session(Caller.SessionContext session) {
    Map<String, JsonValue> issuer = new LinkedHashMap<>();
    String arn = session.issuerArn();
    put(issuer, "Role", session.issuerId(), arn, arn.split(":", 6)[4]);
    text(issuer, "userName", arn.substring(arn.lastIndexOf('/') + 1));
    Map<String, JsonValue> attributes = new LinkedHashMap<>();
    text(attributes, "creationDate", session.createdAt());
    text(attributes, "mfaAuthenticated", "false");
    Map<String, JsonValue> context = new LinkedHashMap<>();
    context.put("sessionIssuer", new JsonObject(issuer));
    context.put("attributes", new JsonObject(attributes));
    return new JsonObject(context);
  }

  private static void put(
      Map<String, JsonValue> to, String type, String principalId, String arn, String account) {
    text(to, "type", type);
    text(to, "principalId", principalId);
    text(to, "arn", arn);
    text(to, "accountId", account);
  }

  private static void text(Map<String, JsonValue> to, String name, String value) {
    to.put(name, new JsonString(value));
  }
}
