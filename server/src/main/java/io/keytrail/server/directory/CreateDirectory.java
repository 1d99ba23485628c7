package io.keytrail.server.directory;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.CommonErrors;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.ResourceRef;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes a Simple AD directory with a domain SID of its own and its first user, the Administrator.
/// It is Active at once.
final class CreateDirectory
    implements Operation<CreateDirectory.Input, DirectoryKey, CreateDirectory.Output> {
  private static final String ADMINISTRATOR = "Administrator";

  record Input(
      String name,
      Optional<String> shortName,
      Secret password,
      Optional<String> description,
      String size,
      Optional<Vpc> vpcSettings,
      List<Tags.Tag> tags) {}

  record Vpc(String vpcId, List<String> subnetIds) {}

  record Output(String directoryId) {}

  private final DirectoryStore store;
  private final SecureRandom random;
  private final InstantSource clock;

  CreateDirectory(DirectoryStore store, SecureRandom random, InstantSource clock) {
    this.store = store;
    this.random = random;
    this.clock = clock;
  }

  @Override
  public OperationId id() {
    return new OperationId("ds", "CreateDirectory");
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
            new Access.Rule("ds:CreateDirectory", "the directory to be"),
            new Access.Rule("ds:AddTagsToResource", "the directory to be, with tags")));
  }

  @Override
  public boolean readOnly() {
    return false;
  }

  /// The directory to be: policies are asked about the id that it will have.
  @Override
  public Future<DirectoryKey> target(Call call, Input input) {
    return Future.succeededFuture(
        DirectoryKey.of(
            call, Given.directoryId(call.caller()).orElseGet(() -> DirectoryKey.randomId(random))));
  }

  @Override
  public List<Check> checks(Call call, Input input, DirectoryKey target) {
    Check create = check("ds:CreateDirectory", input, target);
    return input.tags().isEmpty()
        ? List.of(create)
        : List.of(create, check("ds:AddTagsToResource", input, target));
  }

  private static Check check(String action, Input input, DirectoryKey target) {
    return new Check(
        action,
        target.arn(),
        target.account(),
        new ResourceGuard.None(),
        Tags.ofRequest(input.tags()),
        Map.of(),
        List.of(),
        Map.of());
  }

  /// Nothing is there before it is made.
  @Override
  public List<ResourceRef> resources(Call call, Input input, DirectoryKey target) {
    return List.of();
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, DirectoryKey target, Authorization authorization) {
    Directory.Profile profile = profile(input);
    requirePassword(input.password());
    Map<String, String> tags = Tags.of(input.tags());
    Tags.requireFew(tags);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Directory made =
        new Directory(
            target,
            Given.domainSid(call.caller()).orElseGet(() -> Sid.randomDomain(random)),
            profile,
            network(target, input.vpcSettings()),
            Stage.ACTIVE,
            now,
            now,
            tags,
            Sid.FIRST_RID,
            1);
    return Future.succeededFuture(new Outcome.Change<>(tx -> insert(tx, made), List.of()));
  }

  private static Directory.Profile profile(Input input) {
    Names.requireQualified(input.name());
    input.shortName().ifPresent(Names::requireShort);
    return new Directory.Profile(
        input.name(),
        input.shortName().orElseGet(() -> Names.shortOf(input.name())),
        input.size(),
        input.description().filter(text -> !text.isEmpty()));
  }

  private static void requirePassword(Secret password) {
    if (!Passwords.goodAndForgotten(password, Passwords.MAX)) {
      throw new ApiException(
          CommonErrors.VALIDATION,
          "1 validation error detected: Value at 'password' failed to satisfy constraint: Member"
              + " must have 8 to 64 characters, of three of these kinds: small letters, capitals,"
              + " digits, others");
    }
  }

  private static Network network(DirectoryKey key, Optional<Vpc> vpc) {
    if (vpc.isEmpty()) {
      return Network.byDefault(key);
    }
    List<String> subnets = vpc.get().subnetIds();
    if (subnets.size() != 2 || subnets.getFirst().equals(subnets.getLast())) {
      throw DirectoryErrors.invalid(
          "Invalid subnet ID(s). They must correspond to two subnets in different Availability"
              + " Zones.");
    }
    return Network.in(key, vpc.get().vpcId(), subnets);
  }

  private Future<Outcome.Answer<Output>> insert(Tx tx, Directory made) {
    DirectoryKey key = made.key();
    return store
        .lockedCount(tx, key.account(), key.region())
        .compose(
            count -> {
              Limits.requireRoom(count);
              return store.insert(tx, made);
            })
        .compose(
            inserted -> {
              if (!inserted) {
                throw DirectoryErrors.client("Directory " + key.id() + " exists already.");
              }
              return store.insertUser(tx, administrator(made));
            })
        .map(_ -> answer(key));
  }

  private static DirectoryUser administrator(Directory home) {
    return new DirectoryUser(
        home.key(),
        ADMINISTRATOR,
        home.domainSid().member(Sid.ADMINISTRATOR_RID),
        DirectoryUser.Person.NOBODY,
        true,
        home.launched(),
        Optional.empty(),
        1);
  }

  private static Outcome.Answer<Output> answer(DirectoryKey key) {
    JsonObject elements = JsonObject.builder().put("directoryId", key.id()).build();
    return new Outcome.Answer<>(
        new Output(key.id()),
        new Outcome.Details(
            Optional.of(elements), Optional.empty(), List.of(DirectoryOperation.ref(key))));
  }
}
