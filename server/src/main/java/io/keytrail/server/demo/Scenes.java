package io.keytrail.server.demo;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.jobs.JobFailed;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/// What happens in the story. Each method may be repeated: what is there already is left as it is
/// (except for a key whose alias was not made yet). Blocks; confined to the job's thread.
///
/// @param random for the password of a directory's administrator, which nobody is told
record Scenes(Stage stage, SecureRandom random) {
  private static final String PASSWORD_LETTERS =
      "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  /// Ids that only the server itself can choose: those of the seed.
  private static final String DIRECTORY_ID = "keytrail:DirectoryId";

  private static final String DOMAIN_SID = "keytrail:DomainSid";
  private static final String USER_SID = "keytrail:UserSid";
  private static final String VOLUME_ID = "keytrail:VolumeId";

  void directory(Caller root) {
    JsonObject asked = named("DirectoryIds", Cast.DIRECTORY);
    if (stage
        .find(root, "ds", "DescribeDirectories", asked)
        .flatMap(found -> Stage.only(found, "DirectoryDescriptions"))
        .isEmpty()) {
      JsonObject vpc =
          JsonObject.builder()
              .put("VpcId", "vpc-1234abcd")
              .put("SubnetIds", JsonArray.ofStrings(List.of("subnet-1234abcd", "subnet-5678efab")))
              .build();
      JsonObject input =
          JsonObject.builder()
              .put("Name", Cast.DOMAIN)
              .put("Password", password())
              .put("Size", "Small")
              .put("Description", "Made by --demo")
              .put("VpcSettings", vpc)
              .build();
      var _ =
          stage.call(
              root.with(DIRECTORY_ID, Cast.DIRECTORY).with(DOMAIN_SID, Cast.DOMAIN_SID),
              "ds",
              "CreateDirectory",
              input);
    }
  }

  void register(Caller root) {
    JsonObject asked = named("DirectoryIds", Cast.DIRECTORY);
    if (stage
        .find(root, "workspaces", "DescribeWorkspaceDirectories", asked)
        .flatMap(found -> Stage.only(found, "Directories"))
        .isEmpty()) {
      JsonObject input = JsonObject.builder().put("DirectoryId", Cast.DIRECTORY).build();
      var _ = stage.call(root, "workspaces", "RegisterWorkspaceDirectory", input);
    }
  }

  void person(Caller root, Cast.Person person) {
    JsonObject asked =
        JsonObject.builder()
            .put("DirectoryId", Cast.DIRECTORY)
            .put("SAMAccountName", person.name())
            .build();
    if (stage.find(root, "ds-data", "DescribeUser", asked).isEmpty()) {
      JsonObject input =
          JsonObject.builder()
              .put("DirectoryId", Cast.DIRECTORY)
              .put("SAMAccountName", person.name())
              .put("GivenName", person.givenName())
              .put("Surname", person.surname())
              .build();
      var _ = stage.call(root.with(USER_SID, person.sid()), "ds-data", "CreateUser", input);
    }
  }

  JsonObject administrator(Caller root) {
    JsonObject named = JsonObject.builder().put("UserName", Cast.ADMINISTRATOR).build();
    JsonObject user =
        stage
            .find(root, "iam", "GetUser", named)
            .orElseGet(() -> stage.call(root, "iam", "CreateUser", named));
    policy(root, "Desktops", Cast.workspacesPolicy());
    policy(root, "Keys", Cast.kmsPolicy());
    String id = user.object("User").flatMap(one -> one.string("UserId")).orElse("");
    return JsonObject.builder().put("id", id).build();
  }

  private void policy(Caller root, String name, String document) {
    JsonObject input =
        JsonObject.builder()
            .put("UserName", Cast.ADMINISTRATOR)
            .put("PolicyName", name)
            .put("PolicyDocument", document)
            .build();
    var _ = stage.call(root, "iam", "PutUserPolicy", input);
  }

  JsonObject key(Caller root) {
    JsonObject input =
        JsonObject.builder()
            .put("Description", "Volumes of desktops")
            .put("Policy", Cast.keyPolicy())
            .build();
    String arn =
        stage
            .call(root, "kms", "CreateKey", input)
            .object("KeyMetadata")
            .flatMap(one -> one.string("Arn"))
            .orElse("");
    return JsonObject.builder().put("arn", arn).build();
  }

  void alias(Caller root, String key) {
    JsonObject asked = JsonObject.builder().put("KeyId", Cast.KEY_ALIAS).build();
    if (stage.find(root, "kms", "DescribeKey", asked).isEmpty()) {
      JsonObject input =
          JsonObject.builder().put("AliasName", Cast.KEY_ALIAS).put("TargetKeyId", key).build();
      var _ = stage.call(root, "kms", "CreateAlias", input);
    }
  }

  JsonObject launch(Caller alice, Cast.Person person, String key) {
    JsonObject asked =
        JsonObject.builder()
            .put("DirectoryId", Cast.DIRECTORY)
            .put("UserName", person.name())
            .build();
    JsonObject desktop =
        stage
            .find(alice, "workspaces", "DescribeWorkspaces", asked)
            .flatMap(found -> Stage.only(found, "Workspaces"))
            .orElseGet(() -> create(alice, person, key));
    return JsonObject.builder().put("id", desktop.string("WorkspaceId").orElse("")).build();
  }

  private JsonObject create(Caller alice, Cast.Person person, String key) {
    JsonObject request =
        JsonObject.builder()
            .put("DirectoryId", Cast.DIRECTORY)
            .put("UserName", person.name())
            .put("BundleId", bundle(alice))
            .put("VolumeEncryptionKey", key)
            .put("RootVolumeEncryptionEnabled", true)
            .put("UserVolumeEncryptionEnabled", true)
            .build();
    JsonObject input =
        JsonObject.builder().put("Workspaces", new JsonArray(List.of(request))).build();
    Caller who = person == Cast.STAYS ? alice.with(VOLUME_ID, Cast.VOLUME) : alice;
    JsonObject answer = stage.call(who, "workspaces", "CreateWorkspaces", input);
    return Stage.only(answer, "PendingRequests")
        .orElseThrow(() -> new JobFailed("the launch was refused: " + why(answer)));
  }

  private static String why(JsonObject answer) {
    return Stage.only(answer, "FailedRequests")
        .flatMap(one -> one.string("ErrorMessage"))
        .orElse("no reason given");
  }

  private String bundle(Caller alice) {
    JsonObject asked = JsonObject.builder().put("Owner", "AMAZON").build();
    return Stage.only(stage.call(alice, "workspaces", "DescribeWorkspaceBundles", asked), "Bundles")
        .flatMap(one -> one.string("BundleId"))
        .orElseThrow(() -> new JobFailed("there is no bundle to launch"));
  }

  void refusal(Caller alice, String key) {
    JsonObject input = JsonObject.builder().put("KeyId", key).put("PendingWindowInDays", 7).build();
    stage.refused(alice, "kms", "ScheduleKeyDeletion", input);
  }

  void reboot(Caller alice, String id) {
    JsonObject request = JsonObject.builder().put("WorkspaceId", id).build();
    JsonObject input =
        JsonObject.builder()
            .put("RebootWorkspaceRequests", new JsonArray(List.of(request)))
            .build();
    var _ = stage.call(alice, "workspaces", "RebootWorkspaces", input);
  }

  void remove(Caller alice, String id) {
    JsonObject request = JsonObject.builder().put("WorkspaceId", id).build();
    JsonObject input =
        JsonObject.builder()
            .put("TerminateWorkspaceRequests", new JsonArray(List.of(request)))
            .build();
    var _ = stage.call(alice, "workspaces", "TerminateWorkspaces", input);
  }

  /// Empty where there is no such desktop.
  Optional<String> state(Caller alice, String id) {
    return stage
        .find(alice, "workspaces", "DescribeWorkspaces", named("WorkspaceIds", id))
        .flatMap(found -> Stage.only(found, "Workspaces"))
        .flatMap(one -> one.string("State"));
  }

  private static JsonObject named(String list, String id) {
    return JsonObject.builder().put(list, JsonArray.ofStrings(List.of(id))).build();
  }

  /// Of every kind of character that a directory asks for.
  private String password() {
    StringBuilder password = new StringBuilder("Aa1-");
    for (int i = 0; i < 24; i++) {
      password.append(PASSWORD_LETTERS.charAt(random.nextInt(PASSWORD_LETTERS.length())));
    }
    return password.toString();
  }
}
