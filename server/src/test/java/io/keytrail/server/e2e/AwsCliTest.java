package io.keytrail.server.e2e;

import static io.keytrail.server.e2e.AwsCli.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/// Every operation of AWS's APIs that this server serves, by the AWS CLI: one story, since each
/// call is a process of its own, and starting it is most of the time.
final class AwsCliTest {
  private static final String ACCOUNT = TestServer.ACCOUNT;
  private static final String DESK = "arn:aws:iam::" + ACCOUNT + ":user/team/desk";
  private static final String VOLUME = "{\"aws:ebs:id\":\"vol-1234abcd\"}";
  private static final String PLAINTEXT = "Grüße an alle";

  @TempDir Path folder;

  /// What a later chapter needs of an earlier one.
  private String key = "";

  @Test
  void everyServedOperation_isUnderstood() throws Exception {
    try (TestServer server = TestServer.start()) {
      AwsCli root = new AwsCli(server, server.root(), folder);
      assertThat(root.text("Arn", "sts get-caller-identity"))
          .isEqualTo("arn:aws:iam::" + ACCOUNT + ":root");
      AwsBasicCredentials deskKey = user(root);
      AwsCli desk = new AwsCli(server, deskKey, folder);
      accessKeyIsSwitchedOffAndOn(root, desk, deskKey.accessKeyId());
      usersArePaged(root);
      keys(root);
      keyStates(root);
      keyPolicy(root);
      keyTending(root);
      roles(root, desk);
      simulations(root);
      grants(root, desk, crypto(root));
      endOfUser(root, deskKey.accessKeyId());
      eventHistory(root);
      assertEveryOperationAnswered(server);
    }
  }

  private String file(String name, String text) throws Exception {
    return "file://" + Files.writeString(folder.resolve(name), text);
  }

  private String bytes(String name, byte[] bytes) throws Exception {
    return "fileb://" + Files.write(folder.resolve(name), bytes);
  }

  private static byte[] decoded(String base64) {
    return Base64.getDecoder().decode(base64);
  }

  private AwsBasicCredentials user(AwsCli root) throws Exception {
    JsonObject user = root.json("iam create-user --user-name desk --path /team/");
    assertThat(Json.text(user, "/User/Arn")).isEqualTo(DESK);
    assertThat(root.text("User.UserId", "iam get-user --user-name desk"))
        .isEqualTo(Json.text(user, "/User/UserId"));
    String policy =
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:GetUser","Resource":"*"}}""";
    var _ =
        root.json(
            "iam put-user-policy --user-name desk --policy-name itself --policy-document ?",
            file("policy.json", policy));
    JsonObject kept = root.json("iam get-user-policy --user-name desk --policy-name itself");
    assertThat(Json.at(kept, "/PolicyDocument")).isEqualTo(TestServer.json(policy));
    assertThat(root.text("PolicyNames", "iam list-user-policies --user-name desk"))
        .isEqualTo("itself");
    JsonObject made = root.json("iam create-access-key --user-name desk");
    return AwsBasicCredentials.create(
        Json.text(made, "/AccessKey/AccessKeyId"), Json.text(made, "/AccessKey/SecretAccessKey"));
  }

  private static void accessKeyIsSwitchedOffAndOn(AwsCli root, AwsCli desk, String id)
      throws Exception {
    String update = "iam update-access-key --user-name desk --access-key-id ? --status ";
    var _ = root.json(update + "Inactive", id);
    String list = "iam list-access-keys --user-name desk";
    assertThat(root.text("AccessKeyMetadata[0].Status", list)).isEqualTo("Inactive");
    assertRefused(
        desk.run("iam get-user"),
        "InvalidClientTokenId",
        "GetUser",
        "The security token included in the request is invalid.");
    var _ = root.json(update + "Active", id);
    assertThat(desk.text("User.Arn", "iam get-user")).isEqualTo(DESK);
  }

  private static void usersArePaged(AwsCli root) throws Exception {
    var _ = root.json("iam create-user --user-name zoe");
    JsonObject first = root.json("iam list-users --max-items 1");
    assertThat(Json.texts(first, "/Users", "/UserName")).containsExactly("desk");
    JsonObject second =
        root.json("iam list-users --starting-token ?", Json.text(first, "/NextToken"));
    assertThat(Json.texts(second, "/Users", "/UserName")).containsExactly("zoe");
    assertThat(second.members()).doesNotContainKey("NextToken");
  }

  private void keys(AwsCli root) throws Exception {
    key = root.text("KeyMetadata.Arn", "kms create-key --description ?", "a desk");
    var _ = root.json("kms create-alias --alias-name alias/desk --target-key-id ?", key);
    assertThat(root.text("Aliases[].AliasName", "kms list-aliases --key-id ?", key))
        .isEqualTo("alias/desk");
    assertThat(root.text("KeyMetadata.Arn", "kms describe-key --key-id alias/desk")).isEqualTo(key);
  }

  private void keyStates(AwsCli root) throws Exception {
    String other = root.text("KeyMetadata.KeyId", "kms create-key");
    JsonObject first = root.json("kms list-keys --max-items 1");
    assertThat(Json.list(first, "/Keys")).hasSize(1);
    assertThat(Json.text(first, "/NextToken")).isNotEmpty();
    var _ = root.json("kms disable-key --key-id ?", key);
    assertRefused(
        root.run("kms encrypt --key-id ? --plaintext eA==", key),
        "DisabledException",
        "Encrypt",
        key + " is disabled.");
    var _ = root.json("kms enable-key --key-id ?", key);
    String schedule = "kms schedule-key-deletion --key-id ? --pending-window-in-days 7";
    assertThat(root.text("KeyState", schedule, other)).isEqualTo("PendingDeletion");
    assertThat(root.text("KeyId", "kms cancel-key-deletion --key-id ?", other))
        .endsWith(":key/" + other);
  }

  private void keyPolicy(AwsCli root) throws Exception {
    String policy =
        """
        { "Version" : "2012-10-17",\t"Id":"Gr\\u00fc\u00dfe \u00ff",
          "Statement":[ {"Sid":"all","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::%s:root"},
             "Action":"kms:*", "Resource" : "*"}]\s\s
        }
        """
            .formatted(ACCOUNT);
    String put = "kms put-key-policy --key-id ? --policy-name default --policy ?";
    var _ = root.json(put, key, file("key-policy.json", policy));
    JsonObject kept = root.json("kms get-key-policy --key-id ? --policy-name default", key);
    assertThat(Json.text(kept, "/Policy")).isEqualTo(policy);
    assertRefused(
        root.run(put, key, file("nobody.json", policy.replace(":root", ":user/nobody"))),
        "MalformedPolicyDocumentException",
        "PutKeyPolicy",
        "Policy contains a statement with one or more invalid principals.");
  }

  /// @return [#PLAINTEXT] under the context [#VOLUME]
  private byte[] crypto(AwsCli root) throws Exception {
    JsonObject data =
        root.json(
            "kms generate-data-key --key-id alias/desk --key-spec AES_256 --encryption-context ?",
            VOLUME);
    assertThat(decoded(Json.text(data, "/Plaintext"))).hasSize(32);
    assertThat(Json.text(data, "/KeyId")).isEqualTo(key);
    JsonObject wrapped =
        root.json("kms generate-data-key-without-plaintext --key-id ? --number-of-bytes 64", key);
    assertThat(wrapped.members()).containsKey("CiphertextBlob").doesNotContainKey("Plaintext");
    String sealed =
        root.text(
            "CiphertextBlob",
            "kms encrypt --key-id ? --encryption-context a=bc --plaintext ?",
            key,
            bytes("plain", PLAINTEXT.getBytes(StandardCharsets.UTF_8)));
    String blob = bytes("sealed", decoded(sealed));
    assertRefused(
        root.run("kms decrypt --encryption-context ab=c --ciphertext-blob ?", blob),
        "InvalidCiphertextException",
        "Decrypt",
        "");
    return decoded(
        root.text(
            "CiphertextBlob",
            "kms re-encrypt --source-encryption-context a=bc --ciphertext-blob ?"
                + " --destination-key-id ? --destination-encryption-context ?",
            blob,
            key,
            VOLUME));
  }

  private void grants(AwsCli root, AwsCli desk, byte[] blob) throws Exception {
    JsonObject granted =
        root.json(
            "kms create-grant --key-id ? --name desk --grantee-principal ? --operations Decrypt"
                + " RetireGrant --constraints EncryptionContextSubset={aws:ebs:id=vol-1234abcd}",
            key,
            DESK);
    JsonObject listed = root.json("kms list-grants --key-id ?", key);
    assertThat(Json.texts(listed, "/Grants", "/GrantId"))
        .containsExactly(Json.text(granted, "/GrantId"));
    assertThat(Json.text(listed, "/Grants/0/Constraints/EncryptionContextSubset"))
        .isEqualTo(VOLUME);
    String token = Json.text(granted, "/GrantToken");
    String decrypt = "kms decrypt --ciphertext-blob ? --encryption-context ?";
    String file = bytes("blob", blob);
    String opened = desk.text("Plaintext", decrypt + " --grant-tokens ?", file, VOLUME, token);
    assertThat(new String(decoded(opened), StandardCharsets.UTF_8)).isEqualTo(PLAINTEXT);
    var _ = desk.json("kms retire-grant --grant-token ?", token);
    assertRefused(
        desk.run(decrypt, file, VOLUME),
        "AccessDeniedException",
        "Decrypt",
        "User: %s is not authorized to perform: kms:Decrypt on resource: %s because no identity-based policy allows the kms:Decrypt action"
            .formatted(DESK, key));
    String grant = "kms create-grant --key-id ? --grantee-principal ? --operations Encrypt";
    String another = root.text("GrantId", grant, key, DESK);
    var _ = root.json("kms revoke-grant --key-id ? --grant-id ?", key, another);
  }

  private void keyTending(AwsCli root) throws Exception {
    String other = root.text("KeyMetadata.KeyId", "kms create-key");
    var _ = root.run("kms create-alias --alias-name alias/move --target-key-id ?", key).orFail();
    var _ = root.run("kms update-alias --alias-name alias/move --target-key-id ?", other).orFail();
    var _ = root.run("kms delete-alias --alias-name alias/move").orFail();
    var _ = root.run("kms update-key-description --key-id ? --description desk", key).orFail();
    var _ = root.run("kms tag-resource --key-id ? --tags TagKey=a,TagValue=b", key).orFail();
    assertThat(root.text("Tags[].TagValue", "kms list-resource-tags --key-id ?", key))
        .isEqualTo("b");
    var _ = root.run("kms untag-resource --key-id ? --tag-keys a", key).orFail();
    assertThat(root.text("PolicyNames", "kms list-key-policies --key-id ?", key))
        .isEqualTo("default");
    var _ = root.run("kms list-retirable-grants --retiring-principal ?", DESK).orFail();
  }

  private void roles(AwsCli root, AwsCli desk) throws Exception {
    String trust =
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"sts:AssumeRole"}}"""
            .formatted(DESK);
    String may =
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:GetUser","Resource":"*"}}""";
    String create = "iam create-role --role-name ops --assume-role-policy-document ?";
    String arn = root.text("Role.Arn", create, file("trust.json", trust));
    assertThat(root.text("Role.Arn", "iam get-role --role-name ops")).isEqualTo(arn);
    assertThat(root.text("Roles[].RoleName", "iam list-roles")).contains("ops");
    String update = "iam update-assume-role-policy --role-name ops --policy-document ?";
    var _ = root.run(update, file("trust.json", trust)).orFail();
    String put = "iam put-role-policy --role-name ops --policy-name p --policy-document ?";
    var _ = root.run(put, file("may.json", may)).orFail();
    var _ = root.run("iam get-role-policy --role-name ops --policy-name p").orFail();
    assertThat(root.text("PolicyNames", "iam list-role-policies --role-name ops")).isEqualTo("p");
    String assume = "sts assume-role --role-session-name cli --role-arn ?";
    assertThat(desk.text("Credentials.AccessKeyId", assume, arn)).startsWith("ASIA");
    var _ = root.run("iam delete-role-policy --role-name ops --policy-name p").orFail();
    var _ = root.run("iam delete-role --role-name ops").orFail();
    String linked = "iam create-service-linked-role --aws-service-name workspaces.amazonaws.com";
    assertThat(root.text("Role.RoleName", linked)).isEqualTo("AWSServiceRoleForWorkSpaces");
  }

  private static void simulations(AwsCli root) throws Exception {
    String policy =
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"kms:*","Resource":"*",
         "Condition":{"StringEquals":{"aws:username":"desk"}}}}""";
    String custom = "iam simulate-custom-policy --action-names kms:Decrypt kms:Encrypt";
    String input = " --policy-input-list ?";
    JsonObject first = root.json(custom + " --max-items 1" + input, policy);
    assertThat(Json.texts(first, "/EvaluationResults", "/EvalDecision"))
        .containsExactly("implicitDeny");
    assertThat(Json.text(first, "/EvaluationResults/0/MissingContextValues"))
        .isEqualTo("[\"aws:username\"]");
    assertThat(Json.text(first, "/NextToken")).isNotEmpty();
    String entries =
        " --context-entries"
            + " ContextKeyName=aws:username,ContextKeyValues=desk,ContextKeyType=string";
    assertThat(root.text("EvaluationResults[].EvalDecision", custom + entries + input, policy))
        .isEqualTo("allowed\tallowed");
    assertThat(
            root.text("ContextKeyNames", "iam get-context-keys-for-custom-policy" + input, policy))
        .isEqualTo("aws:username");
    String principal = "iam simulate-principal-policy --action-names iam:GetUser";
    assertThat(
            root.text(
                "EvaluationResults[].MatchedStatements[].SourcePolicyId",
                principal + " --policy-source-arn ?",
                DESK))
        .isEqualTo("user_desk_itself");
    String keys = "iam get-context-keys-for-principal-policy --policy-source-arn ?";
    assertThat(Json.text(root.json(keys, DESK), "/ContextKeyNames")).isEqualTo("[]");
    JsonObject details = root.json("iam get-account-authorization-details --filter User Role");
    assertThat(Json.texts(details, "/UserDetailList", "/UserName")).contains("desk", "zoe");
    assertThat(
            Json.text(
                details, "/UserDetailList/0/UserPolicyList/0/PolicyDocument/Statement/Action"))
        .isEqualTo("iam:GetUser");
    assertThat(Json.texts(details, "/RoleDetailList", "/RoleName"))
        .contains("AWSServiceRoleForWorkSpaces");
    assertRefused(
        root.run(principal + " --policy-source-arn ?", DESK + "-not"),
        "NoSuchEntity",
        "SimulatePrincipalPolicy",
        "The user with name desk-not cannot be found.");
  }

  private static void endOfUser(AwsCli root, String accessKeyId) throws Exception {
    var _ = root.json("iam delete-user-policy --user-name desk --policy-name itself");
    assertRefused(
        root.run("iam delete-user --user-name desk"),
        "DeleteConflict",
        "DeleteUser",
        "Cannot delete entity, must delete access keys first.");
    var _ = root.json("iam delete-access-key --user-name desk --access-key-id ?", accessKeyId);
    var _ = root.json("iam delete-user --user-name desk");
  }

  private static void eventHistory(AwsCli root) throws Exception {
    JsonObject found =
        root.json(
            "cloudtrail lookup-events --max-items 3"
                + " --lookup-attributes AttributeKey=ResourceName,AttributeValue=vol-1234abcd");
    assertThat(Json.texts(found, "/Events", "/EventSource")).containsOnly("kms.amazonaws.com");
    assertThat(Json.texts(found, "/Events", "/EventId")).hasSize(3).doesNotHaveDuplicates();
  }

  /// By the server's own count, whose lines there are for every operation that it serves; the other
  /// services have tests of their own.
  private static void assertEveryOperationAnswered(TestServer server) throws Exception {
    List<String> counts =
        ApiOverHttpTest.get(server, "/metrics", "")
            .body()
            .lines()
            .filter(line -> line.startsWith("keytrail_requests_seconds_count{"))
            .filter(line -> line.contains("outcome=\"ok\""))
            .filter(
                line ->
                    Stream.of("kms", "iam", "sts")
                        .anyMatch(service -> line.contains("service=\"" + service + "\"")))
            .toList();
    assertThat(counts).hasSize(57);
    assertThat(counts).allSatisfy(line -> assertThat(line).doesNotEndWith(" 0"));
  }
}
