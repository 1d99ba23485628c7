package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.account.SnapshotFolder;
import io.keytrail.server.cli.AccountCommand;
import io.keytrail.server.cli.PolicyTestCommand;
import io.keytrail.server.cli.SimulateCommand;
import io.keytrail.server.simulate.OfflineSimulator;
import io.keytrail.server.simulate.snapshot.AccountSnapshot;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GrantOperation;

/// An account is exported by the script with the real AWS CLI, from a server of ours, and imported;
/// questions of the snapshot are answered as the server answers them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccountSnapshotTest {
  private static final String ACCOUNT = "arn:aws:iam::123456789012:";
  private static final String KEY_POLICY =
      """
      {"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"kms:*","Resource":"*"},
        {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:user/Alice"},"Action":"kms:Create*","Resource":"*"},
        {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:user/Alice"},"Action":"kms:CreateGrant","Resource":"*",
         "Condition":{"Bool":{"kms:GrantIsForAWSResource":"true"}}}]}""";

  private Path folder = Path.of("");
  private TestServer server;
  private String key = "";
  private Path export = Path.of("");

  @BeforeAll
  void export(@TempDir Path temporary) throws Exception {
    folder = temporary;
    String cli = AwsCli.program();
    server = TestServer.start();
    play();
    StringWriter printed = new StringWriter();
    assertThat(
            new CommandLine(new AccountCommand())
                .setOut(new PrintWriter(printed))
                .execute("export-script"))
        .isZero();
    assertThat(readOnlyCommands(printed.toString())).isNotEmpty();
    Path script = Files.writeString(folder.resolve("export.sh"), printed.toString());
    Map<String, String> environment = new HashMap<>(AwsCli.environment(folder));
    environment.put("AWS_ACCESS_KEY_ID", server.root().accessKeyId());
    environment.put("AWS_SECRET_ACCESS_KEY", server.root().secretAccessKey());
    environment.put("KEYTRAIL_AWS", cli + " --endpoint-url " + server.uri());
    export = folder.resolve("export");
    Command.Result exported =
        new Command(folder, environment)
            .run(List.of("sh", script.toString(), export.toString(), TestServer.REGION));
    assertThat(exported.exit()).as(exported.err()).isZero();
    // What this server does not serve is said, and the rest went on.
    assertThat(exported.err())
        .contains("organizations describe-organization: ", "not read: 1 (see ");
  }

  /// The operations that the script calls; each of them only reads.
  private static List<String> readOnlyCommands(String script) {
    List<String> operations = new ArrayList<>();
    for (String line : script.lines().filter(l -> !l.startsWith("#")).toList()) {
      String[] words = line.strip().split("[ ;]+", -1);
      for (int i = 0; i + 1 < words.length; i++) {
        if (List.of("sts", "iam", "kms", "organizations", "configure").contains(words[i])) {
          operations.add(words[i + 1]);
        }
      }
    }
    assertThat(operations).allMatch(name -> name.matches("(get|list|describe)(-[a-z-]+)?"));
    return operations;
  }

  private void play() throws Exception {
    var _ =
        server.user(
            "Alice",
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["kms:CreateGrant","kms:Describe*","kms:List*"],"Resource":"*"}}""");
    var _ = server.user("Bob");
    try (IamClient iam = server.iam(server.root());
        KmsClient kms = server.kms(server.root())) {
      iam.createRole(
          r ->
              r.roleName("ops")
                  .path("/team/")
                  .tags(Tag.builder().key("team").value("blue").build())
                  .assumeRolePolicyDocument(
                      """
                      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"%suser/Alice"},"Action":"sts:AssumeRole"}}"""
                          .formatted(ACCOUNT)));
      iam.putRolePolicy(
          r ->
              r.roleName("ops")
                  .policyName("own")
                  .policyDocument(
                      """
                      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*",
                       "Condition":{"StringEquals":{"aws:PrincipalTag/team":"blue"}}}}"""));
      key = kms.createKey(r -> r.policy(KEY_POLICY)).keyMetadata().arn();
      kms.createAlias(r -> r.aliasName("alias/desk").targetKeyId(key));
      var _ =
          kms.createGrant(
              r ->
                  r.keyId(key)
                      .granteePrincipal(ACCOUNT + "user/Bob")
                      .operations(GrantOperation.DECRYPT)
                      .constraints(
                          c -> c.encryptionContextSubset(Map.of("aws:ebs:id", "vol-1234abcd"))));
    }
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  private List<String> questions() {
    List<String> all = new ArrayList<>();
    for (String principal :
        List.of(
            ACCOUNT + "user/Alice",
            ACCOUNT + "user/Bob",
            ACCOUNT + "role/team/ops",
            "arn:aws:sts::123456789012:assumed-role/ops/night",
            ACCOUNT + "root",
            "workspaces.us-west-2.amazonaws.com")) {
      for (String action :
          List.of("kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:ScheduleKeyDeletion")) {
        all.add(request(principal, action, key, "\"aws:ebs:id\":\"vol-1234abcd\""));
        all.add(request(principal, action, key, "\"aws:ebs:id\":\"vol-other\""));
      }
      all.add(request(principal, "kms:ListKeys", "*", ""));
      all.add(request(principal, "sts:AssumeRole", ACCOUNT + "role/team/ops", ""));
    }
    return all;
  }

  private static String request(String principal, String action, String resource, String pair) {
    return """
    {"principal":"%s","action":"%s","resource":"%s","resourceAccount":"123456789012","encryptionContext":{%s}}"""
        .formatted(principal, action, resource, pair);
  }

  @Test
  void questions_areAnsweredAsTheServerAnswersThem() throws Exception {
    AccountSnapshot snapshot = SnapshotFolder.open(export);
    String body = "{\"requests\":[" + String.join(",", questions()) + "]}";
    JsonObject ours = new OfflineSimulator().answer(TestServer.json(body), snapshot);
    JsonObject theirs = TestServer.json(server.post("/api/v1/simulate", body).body());
    List<String> expected = told(theirs);
    assertThat(expected).hasSize(60);
    assertThat(told(ours)).isEqualTo(expected);
    assertThat(expected.stream().filter(one -> one.startsWith("allowed"))).hasSizeBetween(10, 50);
  }

  /// Of each answer the decision, who blocked it, and what decided.
  private static List<String> told(JsonObject answers) throws Exception {
    List<String> told = new ArrayList<>();
    for (var answer : Json.list(answers, "/results")) {
      JsonObject one = (JsonObject) answer;
      StringBuilder by = new StringBuilder();
      for (var decider : Json.list(one, "/decidedBy")) {
        JsonObject ref = (JsonObject) decider;
        by.append(' ').append(ref.string("policy").or(() -> ref.string("rule")).orElse("grant"));
        ref.member("statement").ifPresent(by::append);
        ref.string("grantId").ifPresent(by::append);
      }
      told.add(
          one.string("decision").orElseThrow() + " " + one.member("blockedBy").orElseThrow() + by);
    }
    return told;
  }

  @Test
  void import_keepsPoliciesAsFiles_andSaysWhatIsWrongWithThem() throws Exception {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        new CommandLine(new AccountCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute("import", export.toString(), "--data", folder.resolve("own").toString());
    assertThat(exit).as(err.toString()).isZero();
    assertThat(err.toString())
        .contains("3 users and roles, ", "not read: organizations describe-organization: ");
    String finding =
        out.toString().lines().filter(l -> l.contains("VOID_CONDITION")).findFirst().orElseThrow();
    String file = finding.substring(0, finding.indexOf(".json:") + ".json".length());
    assertThat(file).contains("/policies/key/us-west-2/");
    int line = Integer.parseInt(finding.substring(file.length() + 1).split(":", -1)[0]);
    assertThat(Files.readAllLines(Path.of(file)).get(line - 1)).contains("Condition");

    StringWriter answer = new StringWriter();
    int asked =
        new CommandLine(new SimulateCommand())
            .setOut(new PrintWriter(answer))
            .setErr(new PrintWriter(err))
            .execute(
                "--account",
                folder.resolve("own/snapshots").toString(),
                "--principal",
                ACCOUNT + "user/Alice",
                "--action",
                "kms:CreateGrant",
                "--resource",
                key,
                "--expect",
                "allowed");
    assertThat(asked).as(err.toString()).isZero();
    assertThat(answer.toString()).contains("decided by key/us-west-2/");
  }

  @Test
  void policyTests_areDecidedByTheAccount_whereTheyBringNoPolicies() throws Exception {
    String suite =
        """
        version: 1
        account: "123456789012"
        defaults: { action: kms:Decrypt, resource: "%s" }
        tests:
          - { name: by its tag, principal: role/team/ops, expect: { decision: allowed } }
          - name: by his grant
            principal: user/Bob
            encryptionContext: { "aws:ebs:id": vol-1234abcd }
            expect: { decision: allowed }
          - { name: another volume, principal: user/Bob, expect: { decision: %s } }
        whoCan:
          - { action: "kms:Decrypt", principals: [role/team/ops] }
          - action: kms:CreateGrant
            principals: [user/Alice]
        """;
    Path file = folder.resolve("account.keytrail.yaml");
    Files.writeString(file, suite.formatted(key, "denied"));
    assertThat(policyTest(file, "--account", export.toString())).isZero();
    assertThat(policyTest(file)).as("without the account nothing is allowed").isEqualTo(4);
    Files.writeString(file, suite.formatted(key, "allowed"));
    assertThat(policyTest(file, "--account", export.toString())).isEqualTo(4);
    Files.writeString(file, suite.formatted(key, "denied").replace("[user/Alice]", "[]"));
    assertThat(policyTest(file, "--account", export.toString()))
        .as("she can, and is not listed: everyone of the account is asked")
        .isEqualTo(4);
    Files.writeString(file, suite.formatted(key, "denied").replace("user/Bob", "user/Nobody"));
    assertThat(policyTest(file, "--account", export.toString())).isEqualTo(3);
    Files.writeString(
        file, suite.formatted(key, "denied") + "policies: { identity: { user/Bob: [] } }\n");
    assertThat(policyTest(file, "--account", export.toString()))
        .as("a file's own policies go before the account's")
        .isEqualTo(4);
  }

  private static int policyTest(Path file, String... options) {
    String[] arguments = new String[options.length + 1];
    System.arraycopy(options, 0, arguments, 0, options.length);
    arguments[options.length] = file.toString();
    return new CommandLine(new PolicyTestCommand())
        .setOut(new PrintWriter(new StringWriter()))
        .setErr(new PrintWriter(new StringWriter()))
        .execute(arguments);
  }

  @Test
  void server_keepsSnapshots_andIsAskedByThem() throws Exception {
    StringWriter err = new StringWriter();
    int exit =
        new CommandLine(new AccountCommand())
            .setOut(new PrintWriter(new StringWriter()))
            .setErr(new PrintWriter(err))
            .execute(
                "import",
                export.toString(),
                "--server",
                "--url",
                server.uri().toString(),
                "--data",
                server.data().toString());
    assertThat(exit).as(err.toString()).isZero();
    assertThat(err.toString()).contains("the server keeps it: {\"id\":\"");
    JsonObject listed = server.getJson("/api/v1/snapshots");
    String id = Json.text(listed, "/snapshots/0/id");
    assertThat(Json.text(listed, "/snapshots/0/account")).isEqualTo(TestServer.ACCOUNT);
    assertThat(Json.text(listed, "/snapshots/0/principals")).isEqualTo("3");

    JsonObject shown = server.getJson("/api/v1/snapshots/latest");
    assertThat(shown).isEqualTo(server.getJson("/api/v1/snapshots/" + id));
    assertThat(Json.text(shown, "/principals")).contains(ACCOUNT + "user/Alice");
    assertThat(Json.text(shown, "/keys")).contains(key, "alias/desk");
    assertThat(Json.text(shown, "/unread")).contains("organizations describe-organization");
    assertThat(Json.texts(shown, "/findings", "/code")).contains("VOID_CONDITION");

    String asked = "\"requests\":[" + String.join(",", questions()) + "]";
    List<String> expected =
        told(TestServer.json(server.post("/api/v1/simulate", "{" + asked + "}").body()));
    for (String which : List.of(id, "latest", id)) {
      HttpResponse<String> answer =
          server.post("/api/v1/simulate", "{" + asked + ",\"snapshot\":\"" + which + "\"}");
      assertThat(told(TestServer.json(answer.body()))).isEqualTo(expected);
    }
    AwsBasicCredentials alice = server.user("Zoe");
    assertThat(SignedApi.get(server, alice, "/api/v1/snapshots").statusCode()).isEqualTo(403);

    String gone = "/api/v1/snapshots/" + id + "/delete";
    assertThat(server.post(gone, "").statusCode()).isEqualTo(200);
    assertThat(server.post(gone, "").statusCode()).isEqualTo(404);
    for (String which : List.of(id, "latest", "x")) {
      assertThat(
              ApiOverHttpTest.get(
                      server, "/api/v1/snapshots/" + which, "Bearer " + server.adminToken())
                  .statusCode())
          .isEqualTo(404);
      HttpResponse<String> answer =
          server.post("/api/v1/simulate", "{" + asked + ",\"snapshot\":\"" + which + "\"}");
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(Json.text(TestServer.json(answer.body()), "/code")).isEqualTo("NO_SUCH_SNAPSHOT");
    }
  }

  @Test
  void snapshots_thatDoNotRead_areRefusedWithTheirPlace() throws Exception {
    String empty =
        "\"version\":\"1\",\"account\":\"123456789012\",\"taken\":\"2026-11-26T00:00:00Z\"";
    Map<String, String> wrong =
        Map.of(
            "{\"version\":\"2\"}",
            "/version",
            "{\"version\":\"1\",\"account\":\"me\",\"taken\":\"2026-11-26T00:00:00Z\"}",
            "/account",
            "{\"version\":\"1\",\"account\":\"123456789012\",\"taken\":\"today\"}",
            "/taken",
            "{\"version\":\"1\",\"account\":\"123456789012\",\"taken\":\"+999999999-12-31T23:59:59Z\"}",
            "/taken",
            "{" + empty + ",\"principals\":[{\"arn\":\"a\",\"identity\":[\"none\"]}]}",
            "/principals/0/identity/0",
            "{" + empty + ",\"keys\":[{\"arn\":\"a\",\"policy\":\"none\"}]}",
            "/keys/0/policy",
            "{" + empty + ",\"policies\":{\"x/y\":7}}",
            "/policies/x~1y",
            "{" + empty + ",\"more\":1}",
            "/more");
    for (Map.Entry<String, String> one : wrong.entrySet()) {
      HttpResponse<String> refused = server.post("/api/v1/snapshots", one.getKey());
      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
      assertThat(Json.text(TestServer.json(refused.body()), "/pointer")).isEqualTo(one.getValue());
    }
    // Accounts are larger than other requests, but not without end.
    String large = ",\"policies\":{\"user/a/b\":\"" + "x".repeat(2 << 20) + "\"}}";
    HttpResponse<String> kept = server.post("/api/v1/snapshots", "{" + empty + large);
    assertThat(kept.statusCode()).as(kept.body()).isEqualTo(200);
    String id = Json.text(TestServer.json(kept.body()), "/id");
    assertThat(server.post("/api/v1/snapshots", "{" + empty + large).body()).contains(id);
    assertThat(server.post("/api/v1/snapshots/" + id + "/delete", "").statusCode()).isEqualTo(200);
    String huge = ",\"policies\":{\"user/a/b\":\"" + "x".repeat(8 << 20) + "\"}}";
    assertThat(server.post("/api/v1/snapshots", "{" + empty + huge).statusCode()).isEqualTo(413);
  }

  @Test
  void strangers_andFoldersThatAreNoExport_areRefused() throws Exception {
    StringWriter err = new StringWriter();
    CommandLine simulate =
        new CommandLine(new SimulateCommand())
            .setOut(new PrintWriter(new StringWriter()))
            .setErr(new PrintWriter(err));
    int exit =
        simulate.execute(
            "--account",
            export.toString(),
            "--principal",
            ACCOUNT + "user/nobody",
            "--action",
            "kms:Decrypt",
            "--resource",
            key);
    assertThat(exit).isEqualTo(3);
    assertThat(err.toString()).contains("/request/principal: NOT_IN_SNAPSHOT: ");
    int both =
        simulate.execute(
            "--account",
            export.toString(),
            "--identity",
            export.resolve("iam.json").toString(),
            "--principal",
            ACCOUNT + "user/Bob",
            "--action",
            "kms:Decrypt");
    assertThat(both).isEqualTo(2);
    assertThat(err.toString()).contains("give policies, or --account, not both");
    int none =
        new CommandLine(new AccountCommand())
            .setExecutionExceptionHandler(
                (failure, _, _) -> {
                  err.append(failure.getMessage());
                  return 1;
                })
            .execute("import", folder.resolve("nothing").toString());
    assertThat(none).isEqualTo(1);
    assertThat(err.toString()).contains("is no export; identity.json with the answer of");
  }
}
