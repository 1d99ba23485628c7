package io.keytrail.server.iam;

import static io.keytrail.server.store.TestPostgres.await;
import static io.keytrail.server.store.TestPostgres.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.crypto.RowTampered;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Caller;
import io.vertx.sqlclient.Tuple;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolesTest {
  private static final String EC2 = RoleInputs.trusting("Service", "ec2.amazonaws.com");
  private static final String LINKED = "AWSServiceRoleForWorkSpaces";

  private IamWorld world;

  @BeforeAll
  void open() {
    world = IamWorld.open();
  }

  @AfterAll
  void close() {
    world.close();
  }

  private RoleView create(CreateRole.Input input) {
    return world.ok(CreateRole.Output.class, "CreateRole", input).role();
  }

  private void put(String role, String policy, String document) {
    world.ok(
        PutRolePolicy.Output.class,
        "PutRolePolicy",
        new PutRolePolicy.Input(role, policy, document));
  }

  private static void assertError(ApiException error, String code, int status, String message) {
    assertThat(error.code().queryName()).isEqualTo(code);
    assertThat(error.code().queryStatus()).isEqualTo(status);
    assertThat(error.message()).isEqualTo(message);
  }

  @Test
  void createRole_isShownByGetAndList() {
    RoleView made =
        create(
            new CreateRole.Input(
                Optional.of("/team/a/"),
                "Full",
                EC2,
                Optional.of("what for"),
                Optional.of(7_200),
                Optional.empty(),
                Optional.of(List.of(new TagInput("cost", "7")))));
    assertThat(made.arn()).isEqualTo("arn:aws:iam::123456789012:role/team/a/Full");
    assertThat(made.roleId()).startsWith("AROA").hasSize(21);
    RoleView shown = world.ok(GetRole.Output.class, "GetRole", new GetRole.Input("Full")).role();
    assertThat(shown).isEqualTo(made);
    assertThat(shown.tags()).contains(List.of(new TagView("cost", "7")));
    assertThat(shown.maxSessionDuration()).isEqualTo(7_200);
    assertThat(URLDecoder.decode(shown.assumeRolePolicyDocument(), StandardCharsets.UTF_8))
        .isEqualTo(EC2);
    ListRoles.Output listed =
        world.ok(
            ListRoles.Output.class,
            "ListRoles",
            new ListRoles.Input(Optional.of("/team/"), Optional.empty(), OptionalInt.empty()));
    assertThat(listed.roles()).hasSize(1);
    assertThat(listed.roles().getFirst().tags()).isEmpty();
  }

  @Test
  void roles_arePagedByName() {
    for (String name : List.of("page-c", "Page-a", "page-B")) {
      create(
          new CreateRole.Input(
              Optional.of("/paged/"),
              name,
              EC2,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty()));
    }
    List<String> names = new ArrayList<>();
    Optional<String> marker = Optional.empty();
    do {
      ListRoles.Output page =
          world.ok(
              ListRoles.Output.class,
              "ListRoles",
              new ListRoles.Input(Optional.of("/paged/"), marker, OptionalInt.of(1)));
      page.roles().forEach(role -> names.add(role.roleName()));
      marker = page.marker();
    } while (marker.isPresent());
    assertThat(names).containsExactly("Page-a", "page-B", "page-c");
  }

  @Test
  void createRole_underATakenName_isRefused() {
    create(RoleInputs.create("Taken", EC2));
    assertError(
        world.refused("CreateRole", RoleInputs.create("tAKEN", EC2)),
        "EntityAlreadyExists",
        409,
        "Role with name tAKEN already exists.");
    assertError(
        world.refused("GetRole", new GetRole.Input("tAKEN")),
        "NoSuchEntity",
        404,
        "The role with name tAKEN cannot be found.");
  }

  @Test
  void createRole_refusesWhatIsNoTrustPolicy() {
    assertError(
        world.refused("CreateRole", RoleInputs.create("Bad", "{\n  \"Statement\": [}")),
        "MalformedPolicyDocument",
        400,
        "Syntax error at position (2,17): expected a value or `]`, found `}`");
    assertThat(
            world
                .refused(
                    "CreateRole",
                    RoleInputs.create(
                        "Bad", EC2.replace("\"Action\"", "\"Resource\":\"*\",\"Action\"")))
                .message())
        .contains("a trust policy has no `Resource`");
    assertError(
        world.refused(
            "CreateRole", RoleInputs.create("Bad", EC2.replace("sts:AssumeRole", "kms:Decrypt"))),
        "MalformedPolicyDocument",
        400,
        "AssumeRole policy may only specify STS AssumeRole actions.");
    assertError(
        world.refused(
            "CreateRole",
            RoleInputs.create(
                "Bad", RoleInputs.trusting("AWS", "arn:aws:iam::123456789012:user/nobody"))),
        "MalformedPolicyDocument",
        400,
        "Invalid principal in policy: \"AWS\":\"arn:aws:iam::123456789012:user/nobody\"");
    assertError(
        world.refused(
            "CreateRole",
            RoleInputs.create("Bad", EC2.replace("2012-10-17", "2012-10-17" + " ".repeat(3)))),
        "MalformedPolicyDocument",
        400,
        "Syntax error at position (1,13): `Version` is `2012-10-17` or `2008-10-17`; it is the version"
            + " of the language, not of your policy");
    String large =
        RoleInputs.trusting(
            "Service", "ec2.amazonaws.com", ", \"Sid\": \"" + "a".repeat(2_000) + "\"");
    assertError(
        world.refused("CreateRole", RoleInputs.create("Bad", large)),
        "LimitExceeded",
        409,
        "Cannot exceed quota for ACLSizePerRole: 2048");
  }

  @Test
  void createRole_refusesWhatIsNotBuilt_andPathsOfServices() {
    assertThat(
            world
                .refused(
                    "CreateRole",
                    new CreateRole.Input(
                        Optional.empty(),
                        "Bounded",
                        EC2,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("arn:aws:iam::aws:policy/AdministratorAccess"),
                        Optional.empty()))
                .message())
        .startsWith("PermissionsBoundary is not supported");
    assertThat(
            world
                .refused(
                    "CreateRole",
                    new CreateRole.Input(
                        Optional.of("/aws-service-role/workspaces.amazonaws.com/"),
                        LINKED + "2",
                        EC2,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))
                .message())
        .contains("is for service-linked roles");
  }

  @Test
  void trustPolicyNamesRoles_onlyIfTheyExist() {
    create(RoleInputs.create("Friend", EC2));
    create(
        RoleInputs.create(
            "Host", RoleInputs.trusting("AWS", "arn:aws:iam::123456789012:role/Friend")));
    create(
        RoleInputs.create(
            "Host2",
            RoleInputs.trusting("AWS", "arn:aws:sts::123456789012:assumed-role/Friend/s1")));
    assertThat(
            world
                .refused(
                    "UpdateAssumeRolePolicy",
                    new UpdateAssumeRolePolicy.Input(
                        "Host",
                        RoleInputs.trusting("AWS", "arn:aws:iam::123456789012:role/x/Friend")))
                .message())
        .startsWith("Invalid principal in policy");
  }

  @Test
  void inlinePolicies_comeAndGo_andKeepTheRole() {
    create(RoleInputs.create("Worker", EC2));
    put("Worker", "b", RoleInputs.ALLOW_ALL);
    put("Worker", "a", RoleInputs.ALLOW_ALL);
    assertThat(
            world
                .ok(
                    ListRolePolicies.Output.class,
                    "ListRolePolicies",
                    new ListRolePolicies.Input("Worker", Optional.empty(), OptionalInt.empty()))
                .policyNames())
        .containsExactly("a", "b");
    assertError(
        world.refused("DeleteRole", new DeleteRole.Input("Worker")),
        "DeleteConflict",
        409,
        "Cannot delete entity, must delete policies first.");
    for (String name : List.of("a", "b")) {
      world.ok(
          DeleteRolePolicy.Output.class,
          "DeleteRolePolicy",
          new DeleteRolePolicy.Input("Worker", name));
    }
    assertError(
        world.refused("GetRolePolicy", new GetRolePolicy.Input("Worker", "a")),
        "NoSuchEntity",
        404,
        "The role policy with name a cannot be found.");
    assertError(
        world.refused("PutRolePolicy", new PutRolePolicy.Input("Worker", "a", "x".repeat(3))),
        "MalformedPolicyDocument",
        400,
        "Syntax error at position (1,1): expected a value, found `x`");
    world.ok(DeleteRole.Output.class, "DeleteRole", new DeleteRole.Input("Worker"));
    assertThat(world.refused("DeleteRole", new DeleteRole.Input("Worker")).code().queryName())
        .isEqualTo("NoSuchEntity");
    assertThat(
            await(
                    world.database.read(
                        "SELECT count(*) FROM iam_policy_version WHERE name = 'b'", Tuple.tuple()))
                .iterator()
                .next()
                .getLong(0))
        .as("versions stay for the history")
        .isPositive();
  }

  @Test
  void aRoleOfTheService_isMadeAtFirstUse_andOnlyLookedAt() {
    Caller session =
        await(
            world.serviceRoles.assume(
                IamWorld.call(IamWorld.ROOT), "workspaces.eu-west-1.amazonaws.com"));
    assertThat(session.viaService()).contains("workspaces.eu-west-1.amazonaws.com");
    assertThat(session.origin().internal()).isTrue();
    assertThat(session.principal().arn())
        .isEqualTo("arn:aws:sts::123456789012:assumed-role/" + LINKED + "/WorkSpaces");
    assertThat(session.sessionContext().orElseThrow().issuerArn())
        .isEqualTo(
            "arn:aws:iam::123456789012:role/aws-service-role/workspaces.amazonaws.com/" + LINKED);
    assertThat(world.may(session, "ec2:CreateVolume", "*")).isTrue();
    assertThat(world.may(session, "ds-data:DescribeUser", "*")).isTrue();
    assertThat(world.may(session, "kms:ListKeys", "*")).isFalse();
    assertThat(world.may(session, "iam:ListRoles", "*")).isFalse();
    RoleView shown = world.ok(GetRole.Output.class, "GetRole", new GetRole.Input(LINKED)).role();
    assertThat(shown.path()).isEqualTo("/aws-service-role/workspaces.amazonaws.com/");
    String protectedRole =
        "Cannot perform the operation on the protected role '"
            + LINKED
            + "' - this role is only modifiable by AWS";
    for (var change :
        List.<Map.Entry<String, Record>>of(
            Map.entry("DeleteRole", new DeleteRole.Input(LINKED)),
            Map.entry("PutRolePolicy", new PutRolePolicy.Input(LINKED, "p", RoleInputs.ALLOW_ALL)),
            Map.entry(
                "DeleteRolePolicy", new DeleteRolePolicy.Input(LINKED, LinkedService.POLICY_NAME)),
            Map.entry("UpdateAssumeRolePolicy", new UpdateAssumeRolePolicy.Input(LINKED, EC2)))) {
      assertError(
          world.refused(change.getKey(), change.getValue()),
          "UnmodifiableEntity",
          400,
          protectedRole);
    }
    assertError(
        world.refused(
            "CreateServiceLinkedRole",
            new CreateServiceLinkedRole.Input(
                "workspaces.amazonaws.com", Optional.empty(), Optional.empty())),
        "InvalidInput",
        400,
        "Service role name "
            + LINKED
            + " has been taken in this account, please try a different suffix.");
  }

  @Test
  void permissionsOfAnEarlierRelease_areRenewedByTheService() {
    await(world.serviceRoles.assume(IamWorld.call(IamWorld.ROOT), "workspaces.amazonaws.com"));
    world.ok(
        new Principal.Service("workspaces.amazonaws.com"),
        PutRolePolicy.Output.class,
        "PutRolePolicy",
        new PutRolePolicy.Input(
            LINKED, LinkedService.POLICY_NAME, RoleInputs.allowing("ec2:DescribeVolumes")));
    Caller session =
        await(world.serviceRoles.assume(IamWorld.call(IamWorld.ROOT), "workspaces.amazonaws.com"));
    assertThat(world.may(session, "ec2:RunInstances", "*")).isTrue();
    assertThat(
            world
                .refused(
                    new Principal.Service("ec2.amazonaws.com"),
                    "PutRolePolicy",
                    new PutRolePolicy.Input(
                        LINKED, LinkedService.POLICY_NAME, RoleInputs.ALLOW_ALL))
                .code()
                .queryName())
        .isEqualTo("AccessDenied");
  }

  @Test
  void aServiceWithoutARole_isRefusedInWords() {
    assertThat(
            world
                .refused(
                    "CreateServiceLinkedRole",
                    new CreateServiceLinkedRole.Input(
                        "lex.amazonaws.com", Optional.empty(), Optional.empty()))
                .message())
        .isEqualTo(
            "Service principal lex.amazonaws.com is not one that this server makes roles for:"
                + " workspaces.amazonaws.com");
  }

  @Test
  void aTrustPolicyWrittenByHand_isNoticed() {
    RoleView role = create(RoleInputs.create("Forged", EC2));
    await(
        world.database.write(
            "UPDATE iam_policy_version SET document = replace(document, 'ec2', 'evil')"
                + " WHERE user_id = $1",
            Tuple.of(role.roleId())));
    assertThat(failureOf(world.iam.trustPolicies().guardOf(role.arn())))
        .isInstanceOf(RowTampered.class)
        .hasMessageContaining("iam policy version");
    await(
        world.database.write(
            "UPDATE iam_role SET max_session_seconds = 43200 WHERE id = $1",
            Tuple.of(role.roleId())));
    assertThat(failureOf(world.iam.trustPolicies().guardOf(role.arn())))
        .isInstanceOf(RowTampered.class)
        .hasMessageContaining("iam role");
  }
}
