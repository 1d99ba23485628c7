package io.keytrail.server.session;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.ApiChange;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.KnownPrincipals;
import io.keytrail.server.invoke.Members;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Problem;
import io.vertx.core.Future;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// `POST /api/v1/sign-in-links`: a link that signs a browser in, once, as a principal.
///
/// The operator may name any principal of the deployment, and without a name signs in as operator.
/// Others may name users of their account, and a root user only himself.
final class CreateSignInLink implements ApiChange {
  private static final String PRINCIPAL = "principal";

  private final Links links;
  private final KnownPrincipals principals;

  CreateSignInLink(Links links, KnownPrincipals principals) {
    this.links = links;
    this.principals = principals;
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String path() {
    return "/api/v1/sign-in-links";
  }

  @Override
  public String action() {
    return Sessions.ADMINISTER;
  }

  @Override
  public String eventName() {
    return "CreateSignInLink";
  }

  @Override
  public boolean recorded(Request request) {
    return true;
  }

  @Override
  public int maxBodyBytes() {
    return 4096;
  }

  @Override
  public Future<Outcome<Answer>> change(Call call, Request request) {
    Optional<String> named =
        Members.of(request.body().orElse(JsonObject.EMPTY), "", List.of(PRINCIPAL))
            .string(PRINCIPAL);
    boolean operator = call.caller().operator() && named.isEmpty();
    return whom(call, named)
        .map(
            principal ->
                new Outcome.Change<>(
                    tx ->
                        links
                            .make(tx, principal, operator, call.time())
                            .map(made -> answer(principal, made)),
                    List.of()));
  }

  private Future<Principal> whom(Call call, Optional<String> named) {
    if (named.isEmpty()) {
      return Future.succeededFuture(himself(call.caller().principal()));
    }
    return principals
        .find(named.get())
        .map(
            found ->
                found
                    .filter(principal -> mayName(call, principal))
                    .orElseThrow(
                        () ->
                            Problem.badRequest(
                                "/" + PRINCIPAL,
                                "there is no user `" + named.get() + "` that you may sign in")));
  }

  /// Only users and root users have dashboards.
  private static Principal himself(Principal caller) {
    return switch (caller) {
      case Principal.Root root -> root;
      case Principal.User user -> user;
      case Principal.RoleSession _,
          Principal.FederatedUser _,
          Principal.Service _,
          Principal.Federated _,
          Principal.Anonymous _ ->
          throw Problem.badRequest(
              "/" + PRINCIPAL, "a session signs in nobody by itself; name a user's ARN");
    };
  }

  private static boolean mayName(Call call, Principal principal) {
    Caller caller = call.caller();
    return caller.operator()
        || caller.principal().equals(principal)
        || principal instanceof Principal.User user && user.accountId().equals(call.account());
  }

  private static Outcome.Answer<Answer> answer(Principal principal, Links.Made made) {
    JsonObject shown =
        JsonObject.builder()
            .put("url", made.url())
            .put(PRINCIPAL, principal.arn())
            .put("expires", expires(made))
            .build();
    Outcome.Details details = details(principal, made);
    return new Outcome.Answer<>(new Answer(201, shown, details), details);
  }

  /// What the record shows: never the link.
  static Outcome.Details details(Principal principal, Links.Made made) {
    return Outcome.Details.response(
        JsonObject.builder().put(PRINCIPAL, principal.arn()).put("expires", expires(made)).build());
  }

  private static String expires(Links.Made made) {
    return made.expires().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  @Override
  public JsonObject openApi() {
    return SessionApi.createSignInLink();
  }
}
