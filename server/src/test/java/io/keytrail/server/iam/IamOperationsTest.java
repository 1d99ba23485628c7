package io.keytrail.server.iam;

import static io.keytrail.server.store.TestPostgres.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.crypto.SecretAccess;
import io.keytrail.server.invoke.ApiException;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IamOperationsTest {
  private static final String ALLOW_LIST =
      """
      {"Version": "2012-10-17",
       "Statement": [{"Effect": "Allow", "Action": "iam:ListUsers", "Resource": "*"}]}""";

  private IamWorld world;

  @BeforeAll
  void open() {
    world = IamWorld.open();
  }

  @AfterAll
  void close() {
    world.close();
  }

  private static CreateUser.Input named(String name) {
    return new CreateUser.Input(name, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static void assertError(ApiException error, String code, int status, String message) {
    assertThat(error.code().queryName()).isEqualTo(code);
    assertThat(error.code().queryStatus()).isEqualTo(status);
    assertThat(error.message()).isEqualTo(message);
  }

  @Test
  void createUser_withPathAndTags_isShownByGetUser() {
    UserView made =
        world
            .ok(
                CreateUser.Output.class,
                "CreateUser",
                new CreateUser.Input(
                    "Full",
                    Optional.of("/team/a/"),
                    Optional.empty(),
                    Optional.of(List.of(new TagInput("cost", "7")))))
            .user();
    assertThat(made.arn()).isEqualTo("arn:aws:iam::123456789012:user/team/a/Full");
    assertThat(made.userId()).matches("AIDA[A-Z2-7]{17}");
    assertThat(made.createDate()).hasToString("2026-11-23T12:34:56Z");
    UserView shown =
        world.ok(GetUser.Output.class, "GetUser", new GetUser.Input(Optional.of("Full"))).user();
    assertThat(shown).isEqualTo(made);
    assertThat(shown.tags()).contains(List.of(new TagView("cost", "7")));
  }

  @Test
  void createUser_ofANameInOtherLetterCase_fails() {
    world.user("Casey");
    assertError(
        world.refused("CreateUser", named("cASEY")),
        "EntityAlreadyExists",
        409,
        "User with name cASEY already exists.");
  }

  @Test
  void createUser_withABoundary_fails() {
    ApiException error =
        world.refused(
            "CreateUser",
            new CreateUser.Input(
                "Bound",
                Optional.empty(),
                Optional.of("arn:aws:iam::123456789012:policy/b"),
                Optional.empty()));
    assertError(
        error,
        "InvalidInput",
        400,
        "PermissionsBoundary is not supported by this server; create the user without one.");
  }

  @Test
  void createUser_withTheSameTagTwice_fails() {
    ApiException error =
        world.refused(
            "CreateUser",
            new CreateUser.Input(
                "Tagged",
                Optional.empty(),
                Optional.empty(),
                Optional.of(List.of(new TagInput("a", "1"), new TagInput("A", "2")))));
    assertThat(error.code().queryName()).isEqualTo("InvalidInput");
  }

  @Test
  void getUser_ofNobody_fails() {
    assertError(
        world.refused("GetUser", new GetUser.Input(Optional.of("nobody"))),
        "NoSuchEntity",
        404,
        "The user with name nobody cannot be found.");
  }

  @Test
  void getUser_ofANameInOtherLetterCase_fails() {
    world.user("Exact");
    assertThat(world.refused("GetUser", new GetUser.Input(Optional.of("exact"))).code().queryName())
        .isEqualTo("NoSuchEntity");
  }

  @Test
  void getUser_withoutAName_isTheCaller() {
    UserView root =
        world.ok(GetUser.Output.class, "GetUser", new GetUser.Input(Optional.empty())).user();
    assertThat(root.arn()).isEqualTo("arn:aws:iam::123456789012:root");
    assertThat(root.userName()).isEmpty();
    Principal.User self = world.user("Self");
    world.put(
        "Self",
        "p",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"iam:GetUser\",\"Resource\":\"*\"}}");
    UserView shown =
        world.ok(self, GetUser.Output.class, "GetUser", new GetUser.Input(Optional.empty())).user();
    assertThat(shown.userName()).contains("Self");
  }

  @Test
  void getUser_withoutAName_byAService_fails() {
    assertError(
        world.refused(
            new Principal.Service("ec2.amazonaws.com"),
            "GetUser",
            new GetUser.Input(Optional.empty())),
        "ValidationError",
        400,
        "Must specify userName when calling with non-User credentials");
  }

  @Test
  void listUsers_pagesByPathInOrderOfName() {
    for (String name : List.of("pC", "pa", "pB")) {
      world.ok(
          CreateUser.Output.class,
          "CreateUser",
          new CreateUser.Input(name, Optional.of("/paged/"), Optional.empty(), Optional.empty()));
    }
    ListUsers.Output first =
        world.ok(
            ListUsers.Output.class,
            "ListUsers",
            new ListUsers.Input(Optional.of("/paged/"), Optional.empty(), OptionalInt.of(2)));
    assertThat(names(first)).containsExactly("pa", "pB");
    assertThat(first.isTruncated()).isTrue();
    ListUsers.Output second =
        world.ok(
            ListUsers.Output.class,
            "ListUsers",
            new ListUsers.Input(Optional.of("/paged/"), first.marker(), OptionalInt.of(2)));
    assertThat(names(second)).containsExactly("pC");
    assertThat(second.isTruncated()).isFalse();
    assertThat(second.marker()).isEmpty();
  }

  private static List<String> names(ListUsers.Output page) {
    return page.users().stream().map(user -> user.userName().orElseThrow()).toList();
  }

  @Test
  void listUsers_withAMarkerThatIsNotOurs_fails() {
    assertError(
        world.refused(
            "ListUsers",
            new ListUsers.Input(Optional.empty(), Optional.of("*?*"), OptionalInt.empty())),
        "ValidationError",
        400,
        "Invalid Marker.");
  }

  @Test
  void userPolicy_isPutShownListedAndTakenAway_andItsVersionsStay() {
    Principal.User user = world.user("Polly");
    world.put("Polly", "first", ALLOW_LIST);
    world.put("Polly", "second", ALLOW_LIST.replace("Allow", "Deny"));
    world.put("Polly", "first", ALLOW_LIST.replace("ListUsers", "GetUser"));
    assertThat(
            world
                .ok(
                    ListUserPolicies.Output.class,
                    "ListUserPolicies",
                    new ListUserPolicies.Input("Polly", Optional.empty(), OptionalInt.empty()))
                .policyNames())
        .containsExactly("first", "second");
    GetUserPolicy.Output shown =
        world.ok(
            GetUserPolicy.Output.class, "GetUserPolicy", new GetUserPolicy.Input("Polly", "first"));
    assertThat(shown.policyDocument()).startsWith("%7B%22Version%22%3A%20%222012-10-17%22%2C%0A");
    world.ok(
        DeleteUserPolicy.Output.class,
        "DeleteUserPolicy",
        new DeleteUserPolicy.Input("Polly", "first"));
    assertError(
        world.refused("GetUserPolicy", new GetUserPolicy.Input("Polly", "first")),
        "NoSuchEntity",
        404,
        "The user policy with name first cannot be found.");
    assertError(
        world.refused("DeleteUserPolicy", new DeleteUserPolicy.Input("Polly", "first")),
        "NoSuchEntity",
        404,
        "The user policy with name first cannot be found.");
    List<String> kept =
        await(
                world.database.read(
                    "SELECT id FROM iam_policy_version WHERE user_id = $1 ORDER BY id",
                    Tuple.of(user.userId())))
            .stream()
            .map(row -> row.getString(0))
            .toList();
    assertThat(kept)
        .containsExactly(
            user.userId() + "/first#2", user.userId() + "/first#4", user.userId() + "/second#3");
  }

  @Test
  void putUserPolicy_ofAMalformedDocument_fails_withThePlace() {
    world.user("Mal");
    ApiException error =
        world.refused(
            "PutUserPolicy", new PutUserPolicy.Input("Mal", "p", "{\n  \"Statement\": [}"));
    assertThat(error.code().queryName()).isEqualTo("MalformedPolicyDocument");
    assertThat(error.message()).startsWith("Syntax error at position (2,");
  }

  @Test
  void putUserPolicy_withAPrincipal_fails() {
    world.user("Prince");
    ApiException error =
        world.refused(
            "PutUserPolicy",
            new PutUserPolicy.Input(
                "Prince",
                "p",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}}"));
    assertThat(error.code().queryName()).isEqualTo("MalformedPolicyDocument");
  }

  @Test
  void putUserPolicy_overTheQuotaOfAllInlinePolicies_fails() {
    world.user("Quota");
    String half =
        ALLOW_LIST.replace("\"*\"", "\"arn:aws:iam::123456789012:user/" + "x".repeat(950) + "\"");
    world.put("Quota", "one", half);
    world.put("Quota", "one", half + " ".repeat(3_000));
    assertError(
        world.refused("PutUserPolicy", new PutUserPolicy.Input("Quota", "two", half)),
        "LimitExceeded",
        409,
        "Maximum policy size of 2048 bytes exceeded for user Quota");
  }

  @Test
  void deleteUser_withKeysOrPolicies_fails_andWithoutThem_works() {
    world.user("Leaver");
    world.put("Leaver", "p", ALLOW_LIST);
    String key = newKey("Leaver").accessKeyId();
    DeleteUser.Input input = new DeleteUser.Input("Leaver");
    assertError(
        world.refused("DeleteUser", input),
        "DeleteConflict",
        409,
        "Cannot delete entity, must delete access keys first.");
    world.ok(
        DeleteAccessKey.Output.class,
        "DeleteAccessKey",
        new DeleteAccessKey.Input(Optional.of("Leaver"), key));
    assertError(
        world.refused("DeleteUser", input),
        "DeleteConflict",
        409,
        "Cannot delete entity, must delete policies first.");
    world.ok(
        DeleteUserPolicy.Output.class,
        "DeleteUserPolicy",
        new DeleteUserPolicy.Input("Leaver", "p"));
    world.ok(DeleteUser.Output.class, "DeleteUser", input);
    assertThat(world.refused("DeleteUser", input).code().queryName()).isEqualTo("NoSuchEntity");
  }

  private CreateAccessKey.NewAccessKey newKey(String user) {
    return world
        .ok(
            CreateAccessKey.Output.class,
            "CreateAccessKey",
            new CreateAccessKey.Input(Optional.of(user)))
        .accessKey();
  }

  @Test
  void accessKeys_areMadeListedSwitchedAndRemoved() {
    world.user("Keyed");
    CreateAccessKey.NewAccessKey made = newKey("Keyed");
    assertThat(made.accessKeyId()).matches("AKIA[A-Z2-7]{16}");
    assertThat(made.secretAccessKey().readText(SecretAccess.REPLY)).matches("[A-Za-z0-9+/]{40}");
    assertThat(made.toString()).doesNotContain(made.secretAccessKey().readText(SecretAccess.REPLY));
    world.ok(
        UpdateAccessKey.Output.class,
        "UpdateAccessKey",
        new UpdateAccessKey.Input(Optional.of("Keyed"), made.accessKeyId(), "Inactive"));
    ListAccessKeys.Output listed = listKeys("Keyed");
    assertThat(listed.accessKeyMetadata())
        .containsExactly(
            new ListAccessKeys.Metadata(
                Optional.of("Keyed"), made.accessKeyId(), "Inactive", made.createDate()));
    world.ok(
        DeleteAccessKey.Output.class,
        "DeleteAccessKey",
        new DeleteAccessKey.Input(Optional.of("Keyed"), made.accessKeyId()));
    assertThat(listKeys("Keyed").accessKeyMetadata()).isEmpty();
  }

  private ListAccessKeys.Output listKeys(String user) {
    return world.ok(
        ListAccessKeys.Output.class,
        "ListAccessKeys",
        new ListAccessKeys.Input(Optional.of(user), Optional.empty(), OptionalInt.empty()));
  }

  @Test
  void createAccessKey_aThirdOne_fails() {
    world.user("Three");
    newKey("Three");
    newKey("Three");
    assertError(
        world.refused("CreateAccessKey", new CreateAccessKey.Input(Optional.of("Three"))),
        "LimitExceeded",
        409,
        "Cannot exceed quota for AccessKeysPerUser: 2");
  }

  @Test
  void updateAccessKey_ofSomebodyElsesKey_fails() {
    world.user("Owner");
    world.user("Thief");
    String key = newKey("Owner").accessKeyId();
    assertError(
        world.refused(
            "UpdateAccessKey", new UpdateAccessKey.Input(Optional.of("Thief"), key, "Inactive")),
        "NoSuchEntity",
        404,
        "The Access Key with id " + key + " cannot be found.");
  }

  @Test
  void getCallerIdentity_answersEverybody() {
    Principal.User user = world.user("Whoami");
    GetCallerIdentity.Output answer =
        world.ok(
            user,
            GetCallerIdentity.Output.class,
            "GetCallerIdentity",
            new GetCallerIdentity.Input());
    assertThat(answer)
        .isEqualTo(
            new GetCallerIdentity.Output(
                user.userId(), "123456789012", "arn:aws:iam::123456789012:user/Whoami"));
  }

  @Test
  void aUserWithoutPolicies_isDenied_inAwsWords() {
    Principal.User user = world.user("Powerless");
    assertError(
        world.refused(user, "GetUser", new GetUser.Input(Optional.of("nobody"))),
        "AccessDenied",
        403,
        "User: arn:aws:iam::123456789012:user/Powerless is not authorized to perform: iam:GetUser on"
            + " resource: arn:aws:iam::123456789012:user/nobody because no identity-based policy"
            + " allows the iam:GetUser action");
  }

  @Test
  void aPolicy_isInForceForTheNextRequest_andOutOfForceLikewise() {
    Principal.User user = world.user("Quick");
    ListUsers.Input list =
        new ListUsers.Input(Optional.empty(), Optional.empty(), OptionalInt.empty());
    world.refused(user, "ListUsers", list);
    world.put("Quick", "p", ALLOW_LIST);
    world.ok(user, ListUsers.Output.class, "ListUsers", list);
    world.put("Quick", "p", ALLOW_LIST.replace("Allow", "Deny"));
    assertThat(world.refused(user, "ListUsers", list).message())
        .endsWith("with an explicit deny in an identity-based policy");
  }

  @Test
  void aUserMadeAgain_isNotTheOneThatWasDeleted() {
    Principal.User before = world.user("Phoenix");
    world.ok(DeleteUser.Output.class, "DeleteUser", new DeleteUser.Input("Phoenix"));
    world.user("Phoenix");
    world.put("Phoenix", "p", ALLOW_LIST);
    assertError(
        world.refused(
            before,
            "ListUsers",
            new ListUsers.Input(Optional.empty(), Optional.empty(), OptionalInt.empty())),
        "InvalidClientTokenId",
        403,
        "The security token included in the request is invalid.");
  }
}
