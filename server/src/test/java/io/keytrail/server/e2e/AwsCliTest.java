package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/// Every operation of AWS's APIs that this server serves, by the AWS CLI: one story, since each
/// call is a process of its own, and starting it is most of the time.
final class AwsCliTest {
  private static final String ACCOUNT = TestServer.ACCOUNT;
  private static final String DESK = "arn:aws:iam::" + ACCOUNT + ":user/team/desk";
  private static final String CONTEXT =
      """
      {"aws:ebs:id": "vol-1234abcd", "aws:workspaces:sid-directoryid": "[S-1-5-21-1-1107]@[d-1234abcd01]"}""";
  private static final String PLAINTEXT = "Grüße an alle";

  @TempDir Path folder;

  /// What a later chapter needs of an earlier one.
  private String key = "";

  @Test
  void everyServedOperation_isUnderstood() throws Exception {
    try (TestServer server = TestServer.start()) {
      AwsCli root = new AwsCli(server, server.root(), folder);
      assertThat(root.text("Arn", "sts", "get-caller-identity"))
          .isEqualTo("arn:aws:iam::" + ACCOUNT + ":root");
      AwsBasicCredentials deskKey = user(root);
      AwsCli desk = new AwsCli(server, deskKey, folder);
      accessKeyIsSwitchedOffAndOn(root, desk, deskKey.accessKeyId());
      usersArePaged(root);
      keys(root);
      keyStates(root);
      keyPolicy(root);
      byte[] blob = crypto(root);
      grants(root, desk, blob);
      endOfUser(root, deskKey.accessKeyId());
      assertEveryOperationAnswered(server);
    }
  }

  private String file(String name, String text) throws Exception {
    return "file://" + Files.writeString(folder.resolve(name), text);
  }

  private String bytes(String name, byte[] bytes) throws Exception {
    return "fileb://" + Files.write(folder.resolve(name), bytes);
  }

  private AwsBasicCredentials user(AwsCli root) throws Exception {
    JsonObject user = root.json("iam", "create-user", "--user-name", "desk", "--path", "/team/");
    assertThat(Json.text(user, "/User/Arn")).isEqualTo(DESK);
    assertThat(root.text("User.UserId", "iam", "get-user", "--user-name", "desk"))
        .isEqualTo(Json.text(user, "/User/UserId"));
    String policy =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"iam:GetUser\",\"Resource\":\"*\"}}";
    var _ =
        root.json(
            "iam",
            "put-user-policy",
            "--user-name",
            "desk",
            "--policy-name",
            "itself",
            "--policy-document",
            file("policy.json", policy));
    JsonObject kept =
        root.json("iam", "get-user-policy", "--user-name", "desk", "--policy-name", "itself");
    assertThat(Json.at(kept, "/PolicyDocument")).isEqualTo(TestServer.json(policy));
    assertThat(root.text("PolicyNames", "iam", "list-user-policies", "--user-name", "desk"))
        .isEqualTo("itself");
    JsonObject made = root.json("iam", "create-access-key", "--user-name", "desk");
    return AwsBasicCredentials.create(
        Json.text(made, "/AccessKey/AccessKeyId"), Json.text(made, "/AccessKey/SecretAccessKey"));
  }

  private static void accessKeyIsSwitchedOffAndOn(AwsCli root, AwsCli desk, String id)
      throws Exception {
    List<String> update =
        List.of(
            "iam", "update-access-key", "--user-name", "desk", "--access-key-id", id, "--status");
    var _ = root.json(with(update, "Inactive"));
    assertThat(
            root.text(
                "AccessKeyMetadata[0].Status", "iam", "list-access-keys", "--user-name", "desk"))
        .isEqualTo("Inactive");
    desk.refused(
        "InvalidClientTokenId",
        "GetUser",
        "The security token included in the request is invalid.",
        "iam",
        "get-user");
    var _ = root.json(with(update, "Active"));
    assertThat(desk.text("User.Arn", "iam", "get-user")).isEqualTo(DESK);
  }

  private static String[] with(List<String> arguments, String... more) {
    return java.util.stream.Stream.concat(arguments.stream(), java.util.Arrays.stream(more))
        .toArray(String[]::new);
  }

  private static void usersArePaged(AwsCli root) throws Exception {
    var _ = root.json("iam", "create-user", "--user-name", "zoe");
    JsonObject first = root.json("iam", "list-users", "--max-items", "1");
    assertThat(Json.texts(first, "/Users", "/UserName")).containsExactly("desk");
    JsonObject second =
        root.json("iam", "list-users", "--starting-token", Json.text(first, "/NextToken"));
    assertThat(Json.texts(second, "/Users", "/UserName")).containsExactly("zoe");
    assertThat(second.members()).doesNotContainKey("NextToken");
  }

  private void keys(AwsCli root) throws Exception {
    JsonObject made = root.json("kms", "create-key", "--description", "a desk");
    key = Json.text(made, "/KeyMetadata/Arn");
    var _ = root.json("kms", "create-alias", "--alias-name", "alias/desk", "--target-key-id", key);
    assertThat(root.text("Aliases[].AliasName", "kms", "list-aliases", "--key-id", key))
        .isEqualTo("alias/desk");
    assertThat(root.text("KeyMetadata.Arn", "kms", "describe-key", "--key-id", "alias/desk"))
        .isEqualTo(key);
  }

  private void keyStates(AwsCli root) throws Exception {
    String other = root.text("KeyMetadata.KeyId", "kms", "create-key");
    JsonObject first = root.json("kms", "list-keys", "--max-items", "1");
    assertThat(Json.list(first, "/Keys")).hasSize(1);
    assertThat(Json.text(first, "/NextToken")).isNotEmpty();
    var _ = root.json("kms", "disable-key", "--key-id", key);
    root.refused(
        "DisabledException",
        "Encrypt",
        key + " is disabled.",
        "kms",
        "encrypt",
        "--key-id",
        key,
        "--plaintext",
        "eA==");
    var _ = root.json("kms", "enable-key", "--key-id", key);
    JsonObject scheduled =
        root.json(
            "kms", "schedule-key-deletion", "--key-id", other, "--pending-window-in-days", "7");
    assertThat(Json.text(scheduled, "/KeyState")).isEqualTo("PendingDeletion");
    assertThat(root.text("KeyId", "kms", "cancel-key-deletion", "--key-id", other))
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
    var _ =
        root.json(
            "kms",
            "put-key-policy",
            "--key-id",
            key,
            "--policy-name",
            "default",
            "--policy",
            file("key-policy.json", policy));
    JsonObject kept =
        root.json("kms", "get-key-policy", "--key-id", key, "--policy-name", "default");
    assertThat(Json.text(kept, "/Policy")).isEqualTo(policy);
    root.refused(
        "MalformedPolicyDocumentException",
        "PutKeyPolicy",
        "Policy contains a statement with one or more invalid principals.",
        "kms",
        "put-key-policy",
        "--key-id",
        key,
        "--policy-name",
        "default",
        "--policy",
        file("nobody.json", policy.replace(":root", ":user/nobody")));
  }

  /// @return a ciphertext under [#CONTEXT]
  private byte[] crypto(AwsCli root) throws Exception {
    JsonObject data =
        root.json(
            "kms",
            "generate-data-key",
            "--key-id",
            "alias/desk",
            "--key-spec",
            "AES_256",
            "--encryption-context",
            CONTEXT);
    assertThat(Base64.getDecoder().decode(Json.text(data, "/Plaintext"))).hasSize(32);
    assertThat(Json.text(data, "/KeyId")).isEqualTo(key);
    JsonObject wrapped =
        root.json(
            "kms",
            "generate-data-key-without-plaintext",
            "--key-id",
            key,
            "--number-of-bytes",
            "64");
    assertThat(wrapped.members()).containsKey("CiphertextBlob").doesNotContainKey("Plaintext");
    byte[] sealed =
        blob(
            root.text(
                "CiphertextBlob",
                "kms",
                "encrypt",
                "--key-id",
                key,
                "--plaintext",
                bytes("plain", PLAINTEXT.getBytes(StandardCharsets.UTF_8)),
                "--encryption-context",
                "a=bc"));
    root.refused(
        "InvalidCiphertextException",
        "Decrypt",
        "",
        "kms",
        "decrypt",
        "--ciphertext-blob",
        bytes("sealed", sealed),
        "--encryption-context",
        "ab=c");
    return blob(
        root.text(
            "CiphertextBlob",
            "kms",
            "re-encrypt",
            "--ciphertext-blob",
            bytes("sealed", sealed),
            "--source-encryption-context",
            "a=bc",
            "--destination-key-id",
            key,
            "--destination-encryption-context",
            CONTEXT));
  }

  private static byte[] blob(String base64) {
    return Base64.getDecoder().decode(base64);
  }

  private void grants(AwsCli root, AwsCli desk, byte[] blob) throws Exception {
    JsonObject granted =
        root.json(
            "kms",
            "create-grant",
            "--key-id",
            key,
            "--grantee-principal",
            DESK,
            "--operations",
            "Decrypt",
            "RetireGrant",
            "--constraints",
            "EncryptionContextSubset={aws:ebs:id=vol-1234abcd}",
            "--name",
            "desk");
    String grantId = Json.text(granted, "/GrantId");
    JsonObject listed = root.json("kms", "list-grants", "--key-id", key);
    assertThat(Json.texts(listed, "/Grants", "/GrantId")).containsExactly(grantId);
    assertThat(Json.text(listed, "/Grants/0/Constraints/EncryptionContextSubset"))
        .isEqualTo("{\"aws:ebs:id\":\"vol-1234abcd\"}");
    String token = Json.text(granted, "/GrantToken");
    List<String> decrypt =
        List.of(
            "kms",
            "decrypt",
            "--ciphertext-blob",
            bytes("blob", blob),
            "--encryption-context",
            CONTEXT);
    String opened = desk.text("Plaintext", with(decrypt, "--grant-tokens", token));
    assertThat(new String(blob(opened), StandardCharsets.UTF_8)).isEqualTo(PLAINTEXT);
    var _ = desk.json("kms", "retire-grant", "--grant-token", token);
    desk.refused(
        "AccessDeniedException",
        "Decrypt",
        "User: %s is not authorized to perform: kms:Decrypt on resource: %s because no identity-based policy allows the kms:Decrypt action"
            .formatted(DESK, key),
        with(decrypt));
    String another =
        root.text(
            "GrantId",
            "kms",
            "create-grant",
            "--key-id",
            key,
            "--grantee-principal",
            DESK,
            "--operations",
            "Encrypt");
    var _ = root.json("kms", "revoke-grant", "--key-id", key, "--grant-id", another);
  }

  private static void endOfUser(AwsCli root, String accessKeyId) throws Exception {
    var _ =
        root.json("iam", "delete-user-policy", "--user-name", "desk", "--policy-name", "itself");
    root.refused(
        "DeleteConflict",
        "DeleteUser",
        "Cannot delete entity, must delete access keys first.",
        "iam",
        "delete-user",
        "--user-name",
        "desk");
    var _ =
        root.json(
            "iam", "delete-access-key", "--user-name", "desk", "--access-key-id", accessKeyId);
    var _ = root.json("iam", "delete-user", "--user-name", "desk");
  }

  /// By the server's own count, whose lines there are for every operation that it serves.
  private static void assertEveryOperationAnswered(TestServer server) throws Exception {
    List<String> counts =
        ApiOverHttpTest.get(server, "/metrics", "")
            .body()
            .lines()
            .filter(line -> line.startsWith("keytrail_requests_seconds_count{"))
            .filter(
                line -> line.contains("outcome=\"ok\"") && !line.contains("service=\"keytrail\""))
            .toList();
    assertThat(counts).hasSize(33);
    assertThat(counts).allSatisfy(line -> assertThat(line).doesNotEndWith(" 0"));
  }
}
