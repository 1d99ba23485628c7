package io.keytrail.server.session;

import io.keytrail.audit.json.JsonNull;
import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.ApiRecorder;
import io.keytrail.server.invoke.ApiRecorder.ApiEvent;
import io.keytrail.server.invoke.Authorizer;
import io.keytrail.server.invoke.BrowserSessions;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.KnownPrincipals;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Puts the dashboard's door together.
public final class SessionOperations {
  private final Dependencies needs;
  private final Links links;
  private final CreateSignInLink createLink;

  public SessionOperations(Dependencies needs) {
    this.needs = needs;
    this.links = new Links(needs.store(), needs.random(), needs.origin());
    this.createLink = new CreateSignInLink(links, needs.principals());
  }

  /// What it needs.
  ///
  /// @param origin where browsers find the dashboard; asked once the port is open
  /// @param version of this server
  public record Dependencies(
      SessionStore store,
      KnownPrincipals principals,
      Authorizer authorizer,
      ApiRecorder recorder,
      SecureRandom random,
      Supplier<String> origin,
      String version) {}

  public List<ApiOperation> apiOperations() {
    SessionView view = new SessionView(needs.version());
    return List.of(
        createLink,
        new SignIn(needs.store(), needs.principals(), view, needs.random()),
        new GetSession(view),
        new ActAs(needs.store(), needs.principals(), view),
        new SignOut(needs.store()),
        new ListPrincipals(needs.principals()));
  }

  public BrowserSessions sessions() {
    return new Sessions(needs.store(), needs.principals(), needs.authorizer());
  }

  /// A link that signs the operator in; on record.
  ///
  /// @param call of the server itself, as the account's root user
  public Future<String> operatorsLink(Call call) {
    Principal root = call.caller().principal();
    Outcome.Change<Links.Made> change =
        new Outcome.Change<>(
            tx ->
                links
                    .make(tx, root, true, call.time())
                    .map(made -> new Outcome.Answer<>(made, CreateSignInLink.details(root, made))),
            List.of());
    return needs
        .recorder()
        .change(change, answer -> Optional.of(new ApiRecorder.Recorded(call, event(answer))))
        .map(made -> made.answer().url());
  }

  private ApiEvent event(Outcome.Answer<Links.Made> answer) {
    return new ApiEvent(
        createLink.eventName(), JsonNull.NULL, List.of(), Optional.empty(), answer.details());
  }

  /// Forgets what has ended.
  public Future<Integer> prune(Instant now) {
    return needs.store().prune(now);
  }
}
