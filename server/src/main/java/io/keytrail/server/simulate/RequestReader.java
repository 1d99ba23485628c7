package io.keytrail.server.simulate;

import io.keytrail.policy.catalog.Catalogue;
import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.Members;
import io.keytrail.server.invoke.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the `request` of a simulation.
final class RequestReader {
  private static final List<String> MEMBERS =
      List.of(
          "principal",
          "action",
          "resource",
          "resourceAccount",
          "context",
          "encryptionContext",
          "grantTokens",
          "unknownContext");
  private static final String WEB_IDENTITY = "cognito-identity.amazonaws.com";

  private RequestReader() {}

  /// The request as asked; nothing is derived yet.
  static AccessRequest read(io.keytrail.audit.json.JsonValue value, String pointer) {
    Members request = Members.of(value, pointer, MEMBERS);
    Principal named = PrincipalReader.read(request, "principal");
    String action = action(request);
    Principal principal = caller(named, action);
    String resource = resource(request);
    Map<String, ContextValue> context = ContextReader.context(request, "context");
    Map<String, String> encryptionContext =
        ContextReader.encryptionContext(request, "encryptionContext");
    ContextReader.refuseContradictions(context, encryptionContext, request, "context");
    return new AccessRequest(
        principal,
        action,
        resource,
        resourceAccount(request, resource, principal),
        context,
        encryptionContext,
        request.strings("grantTokens"),
        UnknownReader.read(request, context));
  }

  /// One name is that of a service and of an identity provider.
  private static Principal caller(Principal principal, String action) {
    return principal.equals(new Principal.Service(WEB_IDENTITY))
            && Catalogue.fold(action).equals("sts:assumerolewithwebidentity")
        ? new Principal.Federated(WEB_IDENTITY)
        : principal;
  }

  private static String action(Members request) {
    String action = request.requiredString("action");
    int colon = action.indexOf(':');
    if (colon <= 0 || colon == action.length() - 1 || !isActionText(action)) {
      throw Members.expected(request.at("action"), "one action, as in `kms:Decrypt`");
    }
    return action;
  }

  private static boolean isActionText(String action) {
    for (int i = 0; i < action.length(); i++) {
      char c = action.charAt(i);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == ':'
              || c == '-';
      if (!plain) {
        return false;
      }
    }
    return true;
  }

  private static String resource(Members request) {
    String resource = request.requiredString("resource");
    if (!resource.equals("*") && !ArnText.isArn(resource)) {
      throw Members.expected(request.at("resource"), "an ARN or `*`");
    }
    return resource;
  }

  private static String resourceAccount(Members request, String resource, Principal principal) {
    Optional<String> named =
        resource.equals("*")
            ? Optional.empty()
            : Optional.of(ArnText.part(resource, 4)).filter(ArnText::isAccount);
    Optional<String> given = request.string("resourceAccount");
    if (given.isPresent() && !ArnText.isAccount(given.get())) {
      throw Members.expected(request.at("resourceAccount"), "an account id of 12 digits");
    }
    if (given.isPresent() && named.isPresent() && !given.equals(named)) {
      throw Problem.badRequest(
          request.at("resourceAccount"),
          "the resource is in account `" + named.get() + "`, not in `" + given.get() + "`");
    }
    return given
        .or(() -> named)
        .or(principal::account)
        .orElseThrow(
            () ->
                Problem.badRequest(
                    request.at("resourceAccount"),
                    "the member `resourceAccount` is missing; neither the resource nor the"
                        + " principal names an account"));
  }
}
