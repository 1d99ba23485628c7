package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.simulate.SeedPolicies;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.kms.KmsClient;

/// The simulator and the condition language as their users have them: over HTTP, with the policies
/// of the seed's page and with stored ones, and every refusal with its place.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SimulateOverHttpTest {
  private static final String KEY =
      "arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  private static final String ALICE = "arn:aws:iam::123456789012:user/Alice";
  private static final String SIMULATE = "/api/v1/simulate";

  private TestServer server;

  @BeforeAll
  void start() throws Exception {
    server = TestServer.start();
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  private JsonObject post(String path, String body) throws Exception {
    HttpResponse<String> response = server.post(path, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).contains("application/json");
    return TestServer.json(response.body());
  }

  /// A question to the seed's policies about Alice and CreateGrant.
  private JsonObject ask(String context, String identity, String keyPolicy) throws Exception {
    return post(
        SIMULATE,
        """
        {"request": {"principal": "%s", "action": "kms:CreateGrant", "resource": "%s", "context": %s},
         "policies": {"identity": [%s], "resource": %s}}"""
            .formatted(ALICE, KEY, context, identity, Json.quoted(keyPolicy)));
  }

  private static final String FOR_AWS_RESOURCE = "{\"kms:GrantIsForAWSResource\": \"true\"}";

  @Test
  void seedsKeyPolicy_namesTheDecidingStatementWithLineAndColumn() throws Exception {
    JsonObject answer = ask("{}", "", SeedPolicies.read().key());
    assertThat(Json.text(answer, "/decision")).isEqualTo("allowed");
    assertThat(Json.list(answer, "/decidedBy")).hasSize(1);
    assertThat(Json.text(answer, "/decidedBy/0/pointer")).isEqualTo("/Statement/1");
    assertThat(Json.text(answer, "/decidedBy/0/statement")).isEqualTo("2");
    assertThat(Json.text(answer, "/decidedBy/0/start")).isEqualTo("{\"line\":10,\"column\":5}");
    assertThat(Json.text(answer, "/decidedBy/0/end")).isEqualTo("{\"line\":26,\"column\":6}");
  }

  @Test
  void withoutTheAdministratorStatement_theConditionDecides() throws Exception {
    String policy = SeedPolicies.read().keyWithoutAdministrator();
    JsonObject allowed = ask(FOR_AWS_RESOURCE, "", policy);
    assertThat(Json.text(allowed, "/decision")).isEqualTo("allowed");
    assertThat(Json.texts(allowed, "/decidedBy", "/statement")).containsExactly("3");
    JsonObject denied = ask("{}", "", policy);
    assertThat(Json.text(denied, "/decision")).isEqualTo("implicitDeny");
    assertThat(Json.text(denied, "/decidedBy")).isEqualTo("[]");
    assertThat(Json.text(denied, "/missingContext")).isEqualTo("[\"kms:GrantIsForAWSResource\"]");
  }

  @Test
  void seedsOwnIdentityPolicy_makesTheConditionVoid_becauseStatementOneDelegates()
      throws Exception {
    SeedPolicies seed = SeedPolicies.read();
    JsonObject answer = ask("{}", Json.quoted(seed.kms()), seed.keyWithoutAdministrator());
    assertThat(Json.text(answer, "/decision")).isEqualTo("allowed");
    assertThat(Json.texts(answer, "/decidedBy", "/policy")).containsExactly("identity", "resource");
    assertThat(Json.texts(answer, "/decidedBy", "/statement")).containsExactly("1", "1");
    assertThat(Json.text(answer, "/explanation"))
        .contains("delegates", "\"policy\":\"resource\"", "\"pointer\":\"/Statement/0\"");
  }

  @Test
  void withoutPolicies_thoseOfTheServerDecide_andTheQuestionIsOnRecord() throws Exception {
    AwsBasicCredentials desk =
        server.user(
            "Storied",
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*"}}""");
    assertThat(desk.accessKeyId()).startsWith("AKIA");
    try (KmsClient kms = server.kms(server.root())) {
      String key = kms.createKey().keyMetadata().arn();
      String question =
          """
          {"request": {"principal": "arn:aws:iam::123456789012:user/Storied", "action": "kms:ACTION",
                       "resource": "%s"}}"""
              .formatted(key);
      JsonObject allowed = post(SIMULATE, question.replace("ACTION", "Decrypt"));
      assertThat(Json.text(allowed, "/decision")).isEqualTo("allowed");
      assertThat(Json.text(allowed, "/decidedBy/0/name")).isEqualTo("policy-0");
      HttpResponse<String> denied = server.post(SIMULATE, question.replace("ACTION", "Encrypt"));
      assertThat(Json.text(TestServer.json(denied.body()), "/decision")).isEqualTo("implicitDeny");
      long seq = Long.parseLong(denied.headers().firstValue("x-keytrail-seq").orElseThrow());
      assertThat(server.records("eventName = Simulate", seq)).hasSize(2);
    }
  }

  @Test
  void questionWithItsOwnPolicies_isNotOnRecord() throws Exception {
    HttpResponse<String> response =
        server.post(
            SIMULATE,
            """
            {"request": {"principal": "%s", "action": "kms:Decrypt", "resource": "%s"}, "policies": {}}"""
                .formatted(ALICE, KEY));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("x-keytrail-seq")).isEmpty();
  }

  private JsonObject refused(String path, String body) throws Exception {
    HttpResponse<String> response = server.post(path, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
    JsonObject problem = TestServer.json(response.body());
    assertThat(problem.string("type")).contains("about:blank");
    assertThat(problem.string("title")).contains("Bad Request");
    assertThat(Json.text(problem, "/status")).isEqualTo("400");
    return problem;
  }

  @Test
  void unknownMember_isRefusedAtItsPointer() throws Exception {
    JsonObject problem =
        refused(SIMULATE, "{\"request\": {\"principle\": \"anonymous\"}, \"policies\": {}}");
    assertThat(problem.string("detail"))
        .contains("unknown member `principle`; did you mean `principal`");
    assertThat(problem.string("pointer")).contains("/request/principle");
    assertThat(problem.members()).doesNotContainKeys("line", "column");
  }

  @Test
  void requestsInOneBody_areAnsweredInOrder_oneBadOneFailsAll() throws Exception {
    String question =
        """
        {"requests": [
          {"principal": "%1$s", "action": "kms:Decrypt", "resource": "%2$s", "unknownContext": ["aws:SourceIp"]},
          {"principal": "%1$s", "action": "kms:%3$s", "resource": "%2$s"}],
         "policies": {"resource": {"Version": "2012-10-17", "Statement": [
           {"Effect": "Allow", "Principal": {"AWS": "%1$s"}, "Action": "kms:Decrypt", "Resource": "*",
            "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}}]}}}""";
    HttpResponse<String> answer = server.post(SIMULATE, question.formatted(ALICE, KEY, "Encrypt"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(Json.texts(TestServer.json(answer.body()), "/results", "/decision"))
        .containsExactly("dependsOn", "implicitDeny");
    JsonObject problem = refused(SIMULATE, question.formatted(ALICE, KEY, ""));
    assertThat(problem.string("pointer")).contains("/requests/1/action");
  }

  @Test
  void policyText_isRefusedWithLineAndColumnOfThatText() throws Exception {
    String policy =
        """
        {
          "Version": "2012-10-17",
          "Statement": {"Effect": "Alow", "Action": "*", "Resource": "*"}
        }""";
    JsonObject problem =
        refused(
            SIMULATE,
            """
            {"request": {"principal": "%s", "action": "kms:Decrypt", "resource": "%s"},
             "policies": {"identity": [%s]}}"""
                .formatted(ALICE, KEY, Json.quoted(policy)));
    assertThat(problem.string("pointer")).contains("/policies/identity/0");
    assertThat(problem.string("detail").orElseThrow())
        .isEqualTo("`Effect` is `Allow` or `Deny`, in this letter case");
    assertThat(Json.text(problem, "/line")).isEqualTo("3");
    assertThat(Json.text(problem, "/column")).isEqualTo("27");
    assertThat(Json.text(problem, "/diagnostics/0/start")).isEqualTo("{\"line\":3,\"column\":27}");
  }

  @Test
  void bodyThatIsNoJson_isRefusedWithLineAndColumnOfTheBody() throws Exception {
    JsonObject problem = refused(SIMULATE, "{\n  \"request\": {},\n  \"request\": {}\n}");
    assertThat(problem.string("code")).contains("MALFORMED_JSON");
    assertThat(Json.text(problem, "/line")).isEqualTo("3");
    assertThat(problem.string("detail").orElseThrow()).contains("`request`");
  }

  @Test
  void condition_isEvaluatedAndTranslatedBothWays() throws Exception {
    String text = "kms:EncryptionContext:\\\"aws:ebs:id\\\" like \\\"vol-*\\\"";
    JsonObject holds =
        post(
            "/api/v1/conditions/evaluate",
            "{\"condition\": \""
                + text
                + "\", \"context\": {\"kms:EncryptionContext:aws:ebs:id\": \"vol-1\"}}");
    assertThat(Json.text(holds, "/holds")).isEqualTo("true");
    JsonObject not = post("/api/v1/conditions/evaluate", "{\"condition\": \"" + text + "\"}");
    assertThat(Json.text(not, "/holds")).isEqualTo("false");
    JsonObject json = post("/api/v1/conditions/translate", "{\"text\": \"" + text + "\"}");
    String block = "{\"StringLike\":{\"kms:EncryptionContext:aws:ebs:id\":\"vol-*\"}}";
    assertThat(Json.text(json, "/json")).isEqualTo(block);
    JsonObject back = post("/api/v1/conditions/translate", "{\"json\": " + block + "}");
    assertThat(Json.text(back, "/text"))
        .isEqualTo("kms:EncryptionContext:\"aws:ebs:id\" like \"vol-*\"");
  }

  @Test
  void condition_isRefusedWithLineAndColumn() throws Exception {
    JsonObject problem =
        refused(
            "/api/v1/conditions/evaluate",
            "{\"condition\": \"aws:PrincipalType = \\\"User\\\"\\nand aws:userid liek \\\"A*\\\"\"}");
    assertThat(problem.string("pointer")).contains("/condition");
    assertThat(List.of(Json.text(problem, "/line"), Json.text(problem, "/column")))
        .containsExactly("2", "16");
    assertThat(problem.string("detail").orElseThrow()).contains("`liek`");
  }
}
