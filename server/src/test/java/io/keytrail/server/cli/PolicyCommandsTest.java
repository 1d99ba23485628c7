package io.keytrail.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// `simulate`, `lint`, `format`, `policy-test` and `diff`, on files.
class PolicyCommandsTest {
  private static final String KEY =
      "arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  private static final String KEY_POLICY =
      """
      {
        "Version": "2012-10-17",
        "Statement": [
          {
            "Sid": "Account",
            "Effect": "Allow",
            "Principal": {"AWS": "arn:aws:iam::123456789012:root"},
            "Action": "kms:*",
            "Resource": "*"
          },
          {
            "Sid": "Alice",
            "Effect": "Allow",
            "Principal": {"AWS": "arn:aws:iam::123456789012:user/Alice"},
            "Action": "kms:Decrypt",
            "Resource": "*",
            "Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"}}
          }
        ]
      }
      """;
  private static final String SUITE =
      """
      version: 1
      name: the key
      now: 2026-11-23T12:00:00Z
      policies:
        key: { arn: "%s", file: key-policy.json }
        identity: { user/Bob: [ bob.json ] }
        grants:
          - GrantId: g-ebs
            GranteePrincipal: arn:aws:iam::123456789012:role/Ebs
            Operations: [Decrypt]
            Constraints: { EncryptionContextSubset: { "aws:ebs:id": vol-1234abcd } }
      defaults:
        encryptionContext: { "aws:ebs:id": vol-1234abcd }
      tests:
        - name: EBS decrypts through its grant
          principal: assumed-role/Ebs/i-1
          action: kms:Decrypt
          expect: { decision: allowed, by: { grant: g-ebs } }
        - name: another volume is refused
          principal: assumed-role/Ebs/i-1
          action: kms:Decrypt
          with: { encryptionContext: { "aws:ebs:id": vol-9999 } }
          expect: { decision: implicitDeny }
        - name: who does what
          matrix: { principal: [user/Alice, user/Bob], action: [kms:Decrypt, kms:Encrypt] }
          expect:
            - { principal: user/Bob, action: kms:Encrypt, decision: allowed, by: { policy: bob.json } }
      whoCan:
        - { action: kms:Encrypt, principals: [user/Bob] }
      """
          .formatted(KEY);

  @TempDir Path folder = Path.of("");

  private String out = "";
  private String err = "";

  @BeforeEach
  void files() throws IOException {
    write("key-policy.json", KEY_POLICY);
    write(
        "bob.json",
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"kms:Encrypt\",\"Resource\":\"*\"}}");
    write("suite.keytrail.yaml", SUITE);
  }

  @Test
  void simulate_saysWhatDecided_withItsPlace() {
    int code =
        run(
            new SimulateCommand(),
            "--principal=arn:aws:iam::123456789012:user/Alice",
            "--action=kms:Decrypt",
            "--resource=" + KEY,
            "--context=kms:GrantIsForAWSResource=true",
            "--key-policy=" + file("key-policy.json"),
            "--expect=allowed");
    assertThat(code).isZero();
    assertThat(out)
        .startsWith("allowed: ")
        .contains("decided by " + shown("key-policy.json") + ":11:5 statement 2 (Alice)");
  }

  @Test
  void simulate_otherDecisionThanExpected_exits4() {
    int code =
        run(
            new SimulateCommand(),
            "--principal=arn:aws:iam::123456789012:user/Alice",
            "--action=kms:Decrypt",
            "--resource=" + KEY,
            "--key-policy=" + file("key-policy.json"),
            "--explain",
            "--expect=allowed");
    assertThat(code).isEqualTo(4);
    assertThat(out).startsWith("implicitDeny: ").contains("kms:GrantIsForAWSResource");
    assertThat(err).contains("expected allowed");
  }

  @Test
  void simulate_takesTheBodyOfTheHttpCall_andAnswersIt() throws IOException, JsonSyntaxException {
    write(
        "question.json",
        """
        {"request": {"principal": "arn:aws:iam::123456789012:user/Bob", "action": "kms:Encrypt", "resource": "%s"},
         "policies": {"resource": {"Version": "2012-10-17", "Statement": []}}}
        """
            .formatted(KEY));
    int code = run(new SimulateCommand(), "--file=" + file("question.json"), "--json");
    assertThat(code).isZero();
    assertThat(json(out).string("decision")).contains("implicitDeny");
  }

  @Test
  void simulate_severalRequests_areAnsweredInOrder() throws IOException, JsonSyntaxException {
    write(
        "batch.json",
        """
        {"requests": [
          {"principal": "arn:aws:iam::123456789012:user/Bob", "action": "kms:Encrypt", "resource": "%1$s"},
          {"principal": "arn:aws:iam::123456789012:user/Bob", "action": "kms:Decrypt", "resource": "%1$s"}],
         "policies": {"resource": {"Version": "2012-10-17", "Statement": {"Effect": "Allow",
          "Principal": {"AWS": "arn:aws:iam::123456789012:user/Bob"}, "Action": "kms:Encrypt", "Resource": "*"}}}}
        """
            .formatted(KEY));
    String batch = "--file=" + file("batch.json");
    assertThat(run(new SimulateCommand(), batch)).isZero();
    assertThat(out).startsWith("allowed: kms:Encrypt").contains("\n\nimplicitDeny: kms:Decrypt");
    assertThat(run(new SimulateCommand(), batch, "--json", "--expect=allowed")).isEqualTo(4);
    assertThat(json(out).member("results").orElseThrow().toString()).contains("implicitDeny");
    assertThat(run(new SimulateCommand(), batch, "--action=kms:Sign")).isEqualTo(2);
    assertThat(err).contains("not both");
  }

  /// A misspelled member would be policies that have no say.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"request\": @, \"polices\": {}} | unknown member `polices`",
        "{\"request\": @, \"policies\": []} | /policies",
        "{\"request\": [@], \"policies\": {}} | /request",
        "{\"request\": {\"principal\": {}, \"action\": \"kms:Sign\"}, \"policies\": {}} | /request/principal",
        "{\"policies\": {}} | /request/principal"
      })
  void simulate_aBodyThatTheServerRefuses_isRefused(String bodyAndMessage) throws IOException {
    String[] parts = bodyAndMessage.split(" \\| ", -1);
    write(
        "body.json",
        parts[0].replace(
            "@",
            "{\"principal\": \"anonymous\", \"action\": \"kms:Sign\", \"resource\": \""
                + KEY
                + "\"}"));
    assertThat(run(new SimulateCommand(), "--file=" + file("body.json"))).isEqualTo(3);
    assertThat(err).contains(parts[1]);
  }

  @Test
  void simulate_invalidPolicy_exits3_andNamesThePlace() throws IOException {
    write(
        "bad.json",
        "{\n  \"Statement\": {\"Effect\": \"allow\", \"Principal\": \"*\", \"Action\": \"*\", \"Resource\": \"*\"}}");
    int code =
        run(
            new SimulateCommand(),
            "--principal=anonymous",
            "--action=kms:Decrypt",
            "--resource=" + KEY,
            "--key-policy=" + file("bad.json"));
    assertThat(code).isEqualTo(3);
    assertThat(err).contains("/policies/resource/document:2:").contains("INVALID_EFFECT");
  }

  @Test
  void simulate_withoutAQuestion_isUsage() {
    assertThat(run(new SimulateCommand(), "--action=kms:Decrypt")).isEqualTo(2);
    assertThat(err).contains("--principal");
  }

  @Test
  void lint_marksThePlace_andHintsDoNotFail() throws IOException {
    write(
        "wide.json",
        KEY_POLICY.replace("\"Action\": \"kms:Decrypt\"", "\"Action\": \"kms:ReEncrypt\""));
    int code = run(new LintCommand(), file("wide.json"));
    assertThat(code).isZero();
    assertThat(out)
        .contains(
            shown("wide.json")
                + ":15:17: UNKNOWN_ACTION: warning: `kms:ReEncrypt` matches no known")
        .contains("\n        \"Action\": \"kms:ReEncrypt\",\n                  ^^^^^^^^^^^^^^^\n");
    assertThat(run(new LintCommand(), "--fail-on=WARNING", file("wide.json"))).isEqualTo(4);
  }

  @Test
  void lint_errors_exit3_inEveryFormat() throws IOException, JsonSyntaxException {
    write(
        "bad.json",
        "{\"Statement\": {\"Effect\": \"allow\", \"Action\": \"*\", \"Resource\": \"*\"}}");
    assertThat(run(new LintCommand(), "--format=GITHUB", file("bad.json"))).isEqualTo(3);
    assertThat(out)
        .startsWith("::error file=")
        .contains(",line=1,col=26,")
        .contains("title=INVALID_EFFECT::");
    assertThat(run(new LintCommand(), "--format=JUNIT", file("bad.json"))).isEqualTo(3);
    assertThat(out).contains("tests=\"1\" failures=\"1\"");
    assertThat(run(new LintCommand(), "--format=JSON", file("bad.json"))).isEqualTo(3);
    assertThat(((JsonArray) json(out).member("findings").orElseThrow()).elements()).hasSize(1);
    assertThat(run(new LintCommand(), file("none.json"))).isEqualTo(1);
  }

  /// The fingerprint is of the statement, not of the line.
  @Test
  void lint_sarifFingerprint_staysWhileLinesMove() throws IOException, JsonSyntaxException {
    String policy = KEY_POLICY.replace("kms:Decrypt", "kms:Decript");
    write("moved.json", policy);
    assertThat(run(new LintCommand(), "--format=SARIF", file("moved.json"))).isZero();
    JsonObject before = sarifResult(json(out));
    write("moved.json", "\n\n" + policy);
    assertThat(run(new LintCommand(), "--format=SARIF", file("moved.json"))).isZero();
    JsonObject after = sarifResult(json(out));
    assertThat(after.string("ruleId")).contains("UNKNOWN_ACTION");
    assertThat(after.object("partialFingerprints")).isEqualTo(before.object("partialFingerprints"));
    assertThat(after.member("locations")).isNotEqualTo(before.member("locations"));
  }

  @Test
  void format_writesChecksAndPrints() throws IOException {
    String bob = file("bob.json");
    assertThat(run(new FormatCommand(), "--check", bob, file("key-policy.json"))).isEqualTo(4);
    assertThat(out).contains("bob.json").doesNotContain("key-policy.json");
    assertThat(run(new FormatCommand(), bob)).isZero();
    assertThat(out).startsWith("{\n  \"Version\": \"2012-10-17\",\n");
    assertThat(run(new FormatCommand(), "--write", bob)).isZero();
    assertThat(run(new FormatCommand(), "--check", bob)).isZero();
    write("bad.json", "{");
    assertThat(run(new FormatCommand(), "--write", file("bad.json"))).isEqualTo(3);
    assertThat(Files.readString(folder.resolve("bad.json"))).isEqualTo("{");
    assertThat(run(new FormatCommand(), bob, file("key-policy.json"))).isEqualTo(2);
  }

  @Test
  void policyTest_passes_andCountsCoverage() {
    int code = run(new PolicyTestCommand(), "--coverage", folder.toString());
    assertThat(out)
        .contains("ok    EBS decrypts through its grant")
        .endsWith("7 passed, 0 failed\n");
    assertThat(out)
        .contains("coverage: 2 of 3 statements decided something; never:")
        .contains("key-policy.json statement 2 (Alice)");
    assertThat(code).isZero();
  }

  @Test
  void policyTest_failure_namesLineExpectationAndReason() throws IOException {
    write("suite.keytrail.yaml", SUITE.replace("decision: implicitDeny", "decision: allowed"));
    assertThat(run(new PolicyTestCommand(), file("suite.keytrail.yaml"))).isEqualTo(4);
    assertThat(out)
        .contains("FAIL  another volume is refused")
        .contains("suite.keytrail.yaml:19:5: expected allowed, got implicitDeny")
        .endsWith("6 passed, 1 failed\n");
    assertThat(run(new PolicyTestCommand(), "--format=JUNIT", file("suite.keytrail.yaml")))
        .isEqualTo(4);
    assertThat(out).contains("tests=\"7\" failures=\"1\"");
    assertThat(run(new PolicyTestCommand(), "--format=GITHUB", file("suite.keytrail.yaml")))
        .isEqualTo(4);
    assertThat(out).contains("line=19,");
  }

  @Test
  void policyTest_matrixAndWhoCan_refuseWhatIsNotListed() throws IOException {
    write(
        "suite.keytrail.yaml",
        SUITE
            .replace(
                "action: kms:Encrypt, decision: allowed", "action: kms:Decrypt, decision: denied")
            .replace(", by: { policy: bob.json } }", " }")
            .replace("principals: [user/Bob]", "principals: [user/Alice]"));
    assertThat(run(new PolicyTestCommand(), file("suite.keytrail.yaml"))).isEqualTo(4);
    assertThat(out)
        .contains("FAIL  who does what: user/Bob kms:Encrypt")
        .contains(
            "these can, but are not listed: arn:aws:iam::123456789012:user/Bob; these are listed")
        .endsWith("5 passed, 2 failed\n");
  }

  @Test
  void policyTest_brokenFiles_exit3_andNamePlaceAndFix() throws IOException {
    assertBroken(
        SUITE.replace("whoCan:", "whoCann:"),
        "28:1: INVALID_TEST_FILE: unknown member `whoCann`; did you mean `whoCan`");
    assertBroken(
        SUITE.replace("version: 1", "version: 2"), "1:1: INVALID_TEST_FILE: this is a version");
    assertBroken(
        SUITE.replace("bob.json ]", "rob.json ]"), "cannot read `rob.json`; there is no such file");
    assertBroken(
        SUITE.replace("action: kms:Decrypt\n    with", "action: Decrypt\n    with"),
        "cannot be asked: /request/action");
    assertBroken("version: 1\nversion: 1\n", "2:1: INVALID_TEST_FILE");
    assertBroken("version: [", "this is no YAML");
    assertBroken("version: 1\nname: x\n", "the file tests nothing");
    assertBroken("a: &a [*a]", "INVALID_TEST_FILE");
  }

  @Test
  void diff_findsNewAccess_withARequestThatShowsIt() throws IOException, JsonSyntaxException {
    write(
        "new.json",
        KEY_POLICY.replace(
            "\"Condition\": {\"Bool\": {\"kms:GrantIsForAWSResource\": \"true\"}}",
            "\"Condition\": {}"));
    int code = run(new DiffCommand(), file("key-policy.json"), file("new.json"));
    assertThat(out)
        .startsWith(
            "newly allowed (1):\n  kms:Decrypt  arn:aws:iam::123456789012:user/Alice  on arn:aws:kms:");
    assertThat(code).isEqualTo(5);
    assertThat(run(new DiffCommand(), "--json", file("new.json"), file("key-policy.json")))
        .isZero();
    JsonObject found =
        (JsonObject)
            ((JsonArray) json(out).member("differences").orElseThrow()).elements().getFirst();
    assertThat(found.string("change")).contains("newlyDenied");
  }

  @Test
  void diff_sameMeaning_findsNothing_andDelegationCounts() throws IOException {
    write("same.json", KEY_POLICY.replace("\"kms:*\"", "[\"kms:*\", \"kms:Decrypt\"]"));
    assertThat(run(new DiffCommand(), file("key-policy.json"), file("same.json"))).isZero();
    assertThat(out).isEqualTo("no difference found\n");
    write("less.json", KEY_POLICY.replace("\"kms:*\"", "\"kms:Describe*\""));
    assertThat(run(new DiffCommand(), file("less.json"), file("key-policy.json"))).isEqualTo(5);
    assertThat(out).contains("if an identity policy allows it");
  }

  @Test
  void diff_takesRequestsOfOnesOwn_andRefusesBadOnes() throws IOException {
    write("new.json", KEY_POLICY.replace("user/Alice", "user/Carol"));
    write(
        "requests.json",
        "[{\"principal\": \"arn:aws:iam::123456789012:user/Dave\", \"action\": \"kms:Decrypt\", \"resource\": \"%s\"}]"
            .formatted(KEY));
    assertThat(
            run(
                new DiffCommand(),
                "--requests=" + file("requests.json"),
                file("key-policy.json"),
                file("new.json")))
        .isEqualTo(5);
    write("requests.json", "[{\"principle\": \"x\"}]");
    assertThat(
            run(
                new DiffCommand(),
                "--requests=" + file("requests.json"),
                file("key-policy.json"),
                file("new.json")))
        .isEqualTo(1);
    assertThat(run(new DiffCommand(), "--account=1", file("key-policy.json"), file("new.json")))
        .isEqualTo(2);
  }

  /// A condition on the caller's account is no context that somebody else could bring along.
  @Test
  void diff_putsOnlyRequestsThatSomebodyCanSend() throws IOException {
    String policy =
        """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt",
          "Resource": "*", "Condition": {"StringEquals": {"kms:CallerAccount": "123456789012"%s}}}}
        """;
    write("old.json", policy.formatted(", \"aws:username\": \"Alice\""));
    write("new.json", policy.formatted(", \"aws:username\": [\"Alice\", \"Bob\"]"));
    assertThat(run(new DiffCommand(), file("old.json"), file("new.json"))).isEqualTo(5);
    assertThat(out).startsWith("newly allowed (1):\n  kms:Decrypt  ").contains(":user/Bob ");
    assertThat(out).doesNotContain("999999999999").doesNotContain("with {");

    write("wide.json", policy.formatted(", \"aws:PrincipalTag/team\": \"a\""));
    assertThat(run(new DiffCommand(), file("old.json"), file("wide.json"))).isEqualTo(5);
    assertThat(out).contains("    with {aws:PrincipalTag/team=a}\n");
  }

  /// What shows the difference is shown: put as it is told, the request is decided so.
  @Test
  void diff_showsTheEncryptionContext() throws IOException, JsonSyntaxException {
    String policy =
        """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "kms:Decrypt",
          "Principal": {"AWS": "arn:aws:iam::123456789012:user/Alice", "Service": "*"}, "Resource": "*",
          "Condition": {"StringEquals": {"kms:EncryptionContext:a": "%s"}}}}
        """;
    write("old.json", policy.formatted("1"));
    write("new.json", policy.formatted("2"));
    assertThat(run(new DiffCommand(), file("old.json"), file("new.json"))).isEqualTo(5);
    assertThat(out).contains("    with {kms:EncryptionContext:a=2}\n");
    write(
        "requests.json",
        "[{\"principal\": \"arn:aws:iam::123456789012:user/Alice\", \"action\": \"kms:Decrypt\", \"resource\":"
            + " \"%s\", \"encryptionContext\": {\"a\": \"2\"}}]".formatted(KEY));
    String requests = "--requests=" + file("requests.json");
    run(new DiffCommand(), requests, file("old.json"), file("new.json"));
    assertThat(out).contains("    with the encryption context {a=2}\n");
    run(new DiffCommand(), "--json", requests, file("old.json"), file("new.json"));
    assertThat(out).contains("\"encryptionContext\":{\"a\":\"2\"}");
  }

  private void assertBroken(String suite, String expected) throws IOException {
    write("suite.keytrail.yaml", suite);
    assertThat(run(new PolicyTestCommand(), file("suite.keytrail.yaml"))).as(suite).isEqualTo(3);
    assertThat(err).contains(expected);
  }

  private static JsonObject sarifResult(JsonObject sarif) {
    JsonObject run =
        (JsonObject) ((JsonArray) sarif.member("runs").orElseThrow()).elements().getFirst();
    return (JsonObject) ((JsonArray) run.member("results").orElseThrow()).elements().getFirst();
  }

  private static JsonObject json(String text) throws JsonSyntaxException {
    return (JsonObject)
        StrictJson.parse(text.strip().getBytes(StandardCharsets.UTF_8), Limits.REQUEST);
  }

  private int run(Object command, String... arguments) {
    StringWriter written = new StringWriter();
    StringWriter said = new StringWriter();
    int code =
        new CommandLine(command)
            .setOut(new PrintWriter(written))
            .setErr(new PrintWriter(said))
            .execute(arguments);
    out = written.toString();
    err = said.toString();
    return code;
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private String shown(String name) {
    return file(name).replace('\\', '/');
  }
}
