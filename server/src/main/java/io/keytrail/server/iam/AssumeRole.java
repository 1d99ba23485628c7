package io.keytrail.server.iam;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.policy.eval.Principal;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.CommonErrors;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.ResourceRef;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Opens a session of a role, if its trust policy lets the caller in: by itself, or by leaving it
/// to the caller's account. Whether the role exists is told to nobody else.
final class AssumeRole implements Operation<AssumeRole.Input, AssumedRole, AssumeRole.Output> {

  record Input(
      String roleArn,
      String roleSessionName,
      Optional<List<PolicyDescriptor>> policyArns,
      Optional<String> policy,
      Optional<Integer> durationSeconds,
      Optional<List<TagInput>> tags,
      Optional<List<String>> transitiveTagKeys,
      Optional<String> externalId,
      Optional<String> serialNumber,
      Optional<String> tokenCode,
      Optional<String> sourceIdentity,
      Optional<List<ProvidedContext>> providedContexts) {

    /// Nothing but what is required.
    static Input plain(String roleArn, String roleSessionName) {
      return new Input(
          roleArn,
          roleSessionName,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }

  record PolicyDescriptor(Optional<String> arn) {}

  record ProvidedContext(Optional<String> providerArn, Optional<String> contextAssertion) {}

  /// @param packedPolicySize per cent of what session policy and tags may take together
  record Output(
      Credentials credentials,
      AssumedRoleUser assumedRoleUser,
      Optional<Integer> packedPolicySize) {}

  record Credentials(
      String accessKeyId, Secret secretAccessKey, Secret sessionToken, Instant expiration) {}

  record AssumedRoleUser(String assumedRoleId, String arn) {}

  private final TrustPolicies roles;
  private final SessionStore sessions;
  private final SessionFactory factory;
  private final InstantSource clock;

  AssumeRole(
      TrustPolicies roles, SessionStore sessions, SessionFactory factory, InstantSource clock) {
    this.roles = roles;
    this.sessions = sessions;
    this.factory = factory;
    this.clock = clock;
  }

  @Override
  public OperationId id() {
    return new OperationId("sts", "AssumeRole");
  }

  @Override
  public Class<Input> inputType() {
    return Input.class;
  }

  @Override
  public Class<Output> outputType() {
    return Output.class;
  }

  @Override
  public Access access() {
    return new Access.Checked(
        List.of(
            new Access.Rule(AssumedRole.ASSUME, "the role"),
            new Access.Rule(AssumedRole.TAG, "the role, with session tags")));
  }

  /// As CloudTrail has it, although a session comes of it.
  @Override
  public boolean readOnly() {
    return true;
  }

  @Override
  public Future<AssumedRole> target(Call call, Input input) {
    if (call.caller().principal() instanceof Principal.Root) {
      throw new ApiException(
          CommonErrors.ACCESS_DENIED, "Roles may not be assumed by root accounts.");
    }
    LocalArn.NamedRole arn =
        LocalArn.parse(input.roleArn())
            .filter(LocalArn.NamedRole.class::isInstance)
            .map(LocalArn.NamedRole.class::cast)
            .orElseThrow(() -> IamErrors.validation("Request ARN is invalid"));
    return roles
        .role(arn)
        .compose(
            role ->
                callersSession(call.caller())
                    .map(
                        session ->
                            new AssumedRole(input.roleArn(), arn.accountId(), role, session)));
  }

  private Future<Optional<RoleSession>> callersSession(Caller caller) {
    return caller
        .sessionContext()
        .map(
            context ->
                sessions
                    .session(context.sessionId())
                    .map(found -> found.map(opened -> opened.stored().session())))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }

  @Override
  public List<Check> checks(Call call, Input input, AssumedRole target) {
    return target.checks(input);
  }

  @Override
  public List<ResourceRef> resources(Call call, Input input, AssumedRole target) {
    return List.of(new ResourceRef(target.accountId(), "AWS::IAM::Role", target.arn()));
  }

  /// The same for a role that is there and one that is not.
  @Override
  public String refusalMessage(Call call, Input input, AssumedRole target, Authorization refusal) {
    String action = refusal.evaluated().getLast().request().action();
    return "User: "
        + call.caller().principal().arn()
        + " is not authorized to perform: "
        + action
        + " on resource: "
        + target.arn();
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, AssumedRole target, Authorization authorization) {
    SessionFactory.Wish wish = SessionWish.of(input, target);
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    SessionFactory.Made made = factory.make(wish, now);
    Output output = output(made, wish);
    Outcome.Answer<Output> answer =
        new Outcome.Answer<>(output, Outcome.Details.response(forRecord(output)));
    return Future.succeededFuture(
        new Outcome.Change<>(
            tx ->
                sessions
                    .insertSession(tx, made.stored())
                    .map(
                        inserted -> {
                          if (!inserted) {
                            throw new Outcome.StaleTarget(made.stored().session().id());
                          }
                          return answer;
                        }),
            List.of()));
  }

  private static Output output(SessionFactory.Made made, SessionFactory.Wish wish) {
    RoleSession session = made.stored().session();
    Principal.RoleSession principal = session.principal(wish.role());
    return new Output(
        new Credentials(session.id(), made.secret(), made.token(), session.expires()),
        new AssumedRoleUser(principal.roleId() + ":" + principal.sessionName(), principal.arn()),
        SessionWish.packedPercent(wish.policy(), wish.tags()));
  }

  /// Without secret and token, which CloudTrail's would hold: a log is no place for them.
  private static JsonObject forRecord(Output output) {
    JsonObject credentials =
        JsonObject.builder()
            .put("accessKeyId", output.credentials().accessKeyId())
            .put("expiration", RecordDate.text(output.credentials().expiration()))
            .build();
    JsonObject user =
        JsonObject.builder()
            .put("assumedRoleId", output.assumedRoleUser().assumedRoleId())
            .put("arn", output.assumedRoleUser().arn())
            .build();
    JsonObject.Builder elements =
        JsonObject.builder().put("credentials", credentials).put("assumedRoleUser", user);
    output.packedPolicySize().ifPresent(percent -> elements.put("packedPolicySize", percent));
    return elements.build();
  }
}
