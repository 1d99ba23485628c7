package io.keytrail.server.iam;

import static io.keytrail.server.store.TestPostgres.await;
import static io.keytrail.server.store.TestPostgres.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.crypto.RowTampered;
import io.keytrail.server.crypto.SecretAccess;
import io.keytrail.server.invoke.AccessKeys;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.Check;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Sessions of roles: who may open one, and what it may do.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AssumeRoleTest {
  private static final String ROLE_ARN = "arn:aws:iam::123456789012:role/";

  private IamWorld world;
  private Principal.User alice;

  @BeforeAll
  void open() {
    world = IamWorld.open();
    alice = world.user("Alice");
  }

  @AfterAll
  void close() {
    world.close();
  }

  /// A role that lets Alice in and may do that.
  private void role(String name, String allowed) {
    role(name, RoleInputs.trusting("AWS", alice.arn()), allowed);
  }

  private void role(String name, String trust, String allowed) {
    world.ok(CreateRole.Output.class, "CreateRole", RoleInputs.create(name, trust));
    world.ok(
        PutRolePolicy.Output.class,
        "PutRolePolicy",
        new PutRolePolicy.Input(name, "p", RoleInputs.allowing(allowed)));
  }

  private static AssumeRole.Input plain(String role) {
    return AssumeRole.Input.plain(ROLE_ARN + role, "session");
  }

  private static AssumeRole.Input with(
      String role, Optional<String> policy, Optional<Integer> seconds) {
    return wish(role, policy, seconds, List.of(), List.of(), Optional.empty());
  }

  private static AssumeRole.Input tagged(String role, List<TagInput> tags, List<String> keys) {
    return wish(role, Optional.empty(), Optional.empty(), tags, keys, Optional.empty());
  }

  private static AssumeRole.Input wish(
      String role,
      Optional<String> policy,
      Optional<Integer> seconds,
      List<TagInput> tags,
      List<String> transitive,
      Optional<String> externalId) {
    return new AssumeRole.Input(
        ROLE_ARN + role,
        "session",
        Optional.empty(),
        policy,
        seconds,
        tags.isEmpty() ? Optional.empty() : Optional.of(tags),
        transitive.isEmpty() ? Optional.empty() : Optional.of(transitive),
        externalId,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private AssumeRole.Output assume(Principal who, AssumeRole.Input input) {
    return world.ok(who, AssumeRole.Output.class, "AssumeRole", input);
  }

  private Caller session(AssumeRole.Input input) {
    return world.signer(assume(alice, input));
  }

  private static void assertDenied(ApiException error, Principal who, String role) {
    assertThat(error.code().queryName()).isEqualTo("AccessDenied");
    assertThat(error.message())
        .isEqualTo(
            "User: "
                + who.arn()
                + " is not authorized to perform: sts:AssumeRole on resource: "
                + ROLE_ARN
                + role);
  }

  @Test
  void whomTheTrustPolicyNames_getsASession_withTheRolesPermissions() {
    role("Reader", "iam:ListUsers");
    AssumeRole.Output made = assume(alice, plain("Reader"));
    assertThat(made.credentials().accessKeyId()).startsWith("ASIA").hasSize(20);
    assertThat(made.credentials().expiration())
        .isEqualTo(IamWorld.NOW.truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofHours(1)));
    assertThat(made.assumedRoleUser().arn())
        .isEqualTo("arn:aws:sts::123456789012:assumed-role/Reader/session");
    Caller session = world.signer(made);
    assertThat(world.may(session, "iam:ListUsers", "*")).isTrue();
    assertThat(world.may(session, "iam:CreateUser", "*")).isFalse();
    GetCallerIdentity.Output who =
        world.ok(
            session,
            GetCallerIdentity.Output.class,
            "GetCallerIdentity",
            new GetCallerIdentity.Input());
    assertThat(who.userId()).isEqualTo(world.role("Reader").id() + ":session");
  }

  @Test
  void whomItDoesNotName_isRefused_andLearnsNothing() {
    role("Closed", "iam:ListUsers");
    Principal.User mallory = world.user("Mallory");
    world.put("Mallory", "p", RoleInputs.ALLOW_ALL);
    assertDenied(world.refused(mallory, "AssumeRole", plain("Closed")), mallory, "Closed");
    assertDenied(world.refused(mallory, "AssumeRole", plain("Absent")), mallory, "Absent");
    assertDenied(world.refused(alice, "AssumeRole", plain("x/Closed")), alice, "x/Closed");
    assertThat(world.refused("AssumeRole", plain("Closed")).message())
        .isEqualTo("Roles may not be assumed by root accounts.");
    assertThat(
            world
                .refused(
                    alice,
                    "AssumeRole",
                    AssumeRole.Input.plain("arn:aws:iam::123456789012:user/Alice", "session"))
                .message())
        .isEqualTo("Request ARN is invalid");
  }

  @Test
  void aTrustedAccount_leavesItToIdentityPolicies() {
    role("OfAccount", RoleInputs.trusting("AWS", "123456789012"), "iam:ListUsers");
    Principal.User bob = world.user("Bob");
    assertDenied(world.refused(bob, "AssumeRole", plain("OfAccount")), bob, "OfAccount");
    world.put("Bob", "p", RoleInputs.allowing("sts:AssumeRole"));
    assume(bob, plain("OfAccount"));
    world.put("Bob", "p", RoleInputs.allowing("sts:AssumeRole").replace("Allow", "Deny"));
    assertDenied(world.refused(bob, "AssumeRole", plain("OfAccount")), bob, "OfAccount");
  }

  @Test
  void anExternalId_mustFit() {
    role(
        "Partner",
        RoleInputs.trusting(
            "AWS",
            alice.arn(),
            ", \"Condition\": {\"StringEquals\": {\"sts:ExternalId\": \"secret-7\"}}"),
        "iam:ListUsers");
    assertDenied(world.refused(alice, "AssumeRole", plain("Partner")), alice, "Partner");
    assume(
        alice,
        wish(
            "Partner",
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.of("secret-7")));
    assertDenied(
        world.refused(
            alice,
            "AssumeRole",
            wish(
                "Partner",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.of("secret-8"))),
        alice,
        "Partner");
  }

  @Test
  void aSessionPolicy_takesAway_andAddsNothing() {
    role("Limited", "iam:List*");
    Caller session =
        session(
            with("Limited", Optional.of(RoleInputs.allowing("iam:ListUsers")), Optional.empty()));
    assertThat(world.may(session, "iam:ListUsers", "*")).isTrue();
    assertThat(world.may(session, "iam:ListRoles", "*")).isFalse();
    Caller all = session(with("Limited", Optional.of(RoleInputs.ALLOW_ALL), Optional.empty()));
    assertThat(world.may(all, "iam:ListRoles", "*")).isTrue();
    assertThat(world.may(all, "iam:CreateUser", "*")).isFalse();
    ApiException malformed =
        world.refused(
            alice,
            "AssumeRole",
            with("Limited", Optional.of("{\n \"Statement\": 7}"), Optional.empty()));
    assertThat(malformed.code().queryName()).isEqualTo("MalformedPolicyDocument");
    assertThat(malformed.message()).startsWith("Syntax error at position (2,15): ");
    String tooLong = RoleInputs.ALLOW_ALL.replace("}}", " ".repeat(2_048) + "}}");
    assertThat(
            world
                .refused(
                    alice, "AssumeRole", with("Limited", Optional.of(tooLong), Optional.empty()))
                .code()
                .queryName())
        .isEqualTo("PackedPolicyTooLarge");
  }

  @Test
  void duration_isBoundedByTheRole_andByChaining() {
    role("Timed", "sts:AssumeRole");
    assertThat(
            assume(alice, with("Timed", Optional.empty(), Optional.of(900)))
                .credentials()
                .expiration())
        .isEqualTo("2026-11-23T12:49:56Z");
    assertThat(
            world
                .refused(alice, "AssumeRole", with("Timed", Optional.empty(), Optional.of(3_601)))
                .message())
        .isEqualTo(
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    world.ok(
        CreateRole.Output.class,
        "CreateRole",
        new CreateRole.Input(
            Optional.empty(),
            "Second",
            RoleInputs.trusting("AWS", ROLE_ARN + "Timed"),
            Optional.empty(),
            Optional.of(43_200),
            Optional.empty(),
            Optional.empty()));
    Caller first = session(plain("Timed"));
    assertThat(
            world
                .refused(first, "AssumeRole", with("Second", Optional.empty(), Optional.of(3_601)))
                .message())
        .contains("role chaining");
    world.ok(first, AssumeRole.Output.class, "AssumeRole", plain("Second"));
  }

  @Test
  void sessionTags_areThePrincipals_andTransitiveOnesGoOn() {
    String forTeam =
        RoleInputs.ALLOW_ALL.replace(
            "\"Resource\":\"*\"",
            "\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:PrincipalTag/team\":\"blue\"}}");
    role("Tagged", "sts:*");
    world.ok(
        PutRolePolicy.Output.class,
        "PutRolePolicy",
        new PutRolePolicy.Input("Tagged", "team", forTeam));
    List<TagInput> blue = List.of(new TagInput("team", "blue"), new TagInput("cost", "7"));
    Caller untagged = session(plain("Tagged"));
    assertThat(world.may(untagged, "iam:ListUsers", "*")).isFalse();
    Caller tagged = session(tagged("Tagged", blue, List.of("team")));
    assertThat(world.may(tagged, "iam:ListUsers", "*")).isTrue();
    role("Next", RoleInputs.trusting("AWS", ROLE_ARN + "Tagged"), "sts:*");
    world.ok(
        PutRolePolicy.Output.class,
        "PutRolePolicy",
        new PutRolePolicy.Input("Next", "team", forTeam));
    Caller next =
        world.signer(world.ok(tagged, AssumeRole.Output.class, "AssumeRole", plain("Next")));
    assertThat(world.may(next, "iam:ListUsers", "*")).isTrue();
    assertThat(
            world
                .refused(
                    tagged,
                    "AssumeRole",
                    tagged("Next", List.of(new TagInput("TEAM", "red")), List.of()))
                .message())
        .contains("is transitive in the session of the caller");
    assertThat(
            world.refused(alice, "AssumeRole", tagged("Tagged", blue, List.of("absent"))).message())
        .contains("is not among the session tags");
  }

  @Test
  void aTrustPolicyWithoutTagSession_takesNoTags() {
    role(
        "Untaggable",
        RoleInputs.trusting("AWS", alice.arn()).replace(", \"sts:TagSession\"", ""),
        "sts:*");
    ApiException refused =
        world.refused(
            alice, "AssumeRole", tagged("Untaggable", List.of(new TagInput("a", "b")), List.of()));
    assertThat(refused.message()).contains("is not authorized to perform: sts:TagSession");
    assume(alice, plain("Untaggable"));
  }

  @Test
  void whatIsNotBuilt_isRefusedInWords() {
    role("Plain", "sts:*");
    AssumeRole.Input mfa =
        new AssumeRole.Input(
            ROLE_ARN + "Plain",
            "session",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("arn:aws:iam::123456789012:mfa/Alice"),
            Optional.of("123456"),
            Optional.empty(),
            Optional.empty());
    assertThat(world.refused(alice, "AssumeRole", mfa).message())
        .startsWith("MFA devices are not supported");
  }

  @Test
  void theEndOfTheRole_isTheEndOfItsSessions() {
    role("Ending", "iam:ListUsers");
    AssumeRole.Output made = assume(alice, plain("Ending"));
    Caller session = world.signer(made);
    assertThat(world.may(session, "iam:ListUsers", "*")).isTrue();
    world.ok(
        DeleteRolePolicy.Output.class,
        "DeleteRolePolicy",
        new DeleteRolePolicy.Input("Ending", "p"));
    world.ok(DeleteRole.Output.class, "DeleteRole", new DeleteRole.Input("Ending"));
    assertThat(await(world.accessKeys.find(made.credentials().accessKeyId()))).isEmpty();
    role("Ending", "iam:ListUsers");
    assertThat(
            failureOf(
                world.authorizer.authorize(
                    IamWorld.as(session),
                    List.of(Check.plain("iam:ListUsers", "*", IamWorld.ACCOUNT)))))
        .hasMessage("The security token included in the request is invalid.");
  }

  @Test
  void onlyTheTokensDigest_isStored_andEndedSessionsAreRemoved() {
    role("Kept", "iam:ListUsers");
    AssumeRole.Output made = assume(alice, plain("Kept"));
    String id = made.credentials().accessKeyId();
    String token = made.credentials().sessionToken().readText(SecretAccess.CRYPTOGRAPHY);
    AccessKeys.Session session =
        await(world.accessKeys.find(id)).orElseThrow().session().orElseThrow();
    assertThat(session.tokenSha256()).hasSize(64).isNotEqualTo(token);
    assertThat(
            await(
                    world.database.read(
                        "SELECT iam_session::text FROM iam_session WHERE id = $1", Tuple.of(id)))
                .iterator()
                .next()
                .getString(0))
        .doesNotContain(token)
        .contains(session.tokenSha256());
    await(world.iam.deleteSessionsEnded(session.expires()));
    assertThat(await(world.iam.storedAccessKeys().find(id))).as("ends, not ended").isPresent();
    assertThat(await(world.iam.deleteSessionsEnded(session.expires().plusSeconds(1)))).isPositive();
    assertThat(await(world.iam.storedAccessKeys().find(id))).isEmpty();
  }

  @Test
  void aSessionWrittenByHand_isNoticed() {
    role("Stolen", "iam:ListUsers");
    String id =
        assume(
                alice,
                with("Stolen", Optional.of(RoleInputs.allowing("iam:Get*")), Optional.empty()))
            .credentials()
            .accessKeyId();
    await(world.database.write("UPDATE iam_session SET policy = NULL WHERE id = $1", Tuple.of(id)));
    assertThat(failureOf(world.iam.storedAccessKeys().find(id)))
        .isInstanceOf(RowTampered.class)
        .hasMessageContaining("iam session");
    assertThat(failureOf(world.policies.ofSession(id))).isInstanceOf(RowTampered.class);
  }
}
