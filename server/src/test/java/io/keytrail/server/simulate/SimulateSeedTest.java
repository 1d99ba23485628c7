package io.keytrail.server.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The seed's policies through the door: what its page says, and what it does not say.
class SimulateSeedTest {
  private static final String KEY =
      "arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

  private final SeedPolicies seed = SeedPolicies.read();
  private final Doors doors = Doors.closedStore();

  private JsonObject createGrant(String context, String policies) {
    return doors.post(
        "/api/v1/simulate",
        """
        {"request": {"principal": "arn:aws:iam::123456789012:user/Alice", "action": "kms:CreateGrant",
                     "resource": "%s", "context": %s},
         "policies": %s}"""
            .formatted(KEY, context, policies));
  }

  private static String keyPolicy(String text) {
    return "{\"identity\": [], \"resource\": " + Json.quoted(text) + "}";
  }

  private static final String FOR_AWS = "{\"kms:GrantIsForAWSResource\": \"true\"}";

  @Test
  void theKeyPolicyAlone_allowsByTheAdministratorStatement_andSaysWhere() {
    JsonObject answer = createGrant("{}", keyPolicy(seed.key()));
    assertThat(answer.string("decision")).contains("allowed");
    assertThat(Json.text(answer, "decidedBy"))
        .isEqualTo(
            "[{\"type\":\"statement\",\"policy\":\"resource\",\"name\":\"\",\"pointer\":\"/Statement/1\","
                + "\"statement\":2,\"sid\":null,\"start\":{\"line\":10,\"column\":5},"
                + "\"end\":{\"line\":26,\"column\":6}}]");
    assertThat(Json.strings(answer, "blockedBy")).isEmpty();
  }

  @Test
  void theKeyPolicyAlone_withTheCondition_isAllowedTwice() {
    JsonObject answer = createGrant(FOR_AWS, keyPolicy(seed.key()));
    assertThat(Json.text(answer, "decidedBy"))
        .contains("\"pointer\":\"/Statement/1\"")
        .contains(
            "\"pointer\":\"/Statement/3\",\"statement\":4,\"sid\":null,\"start\":{\"line\":39,\"column\":5},"
                + "\"end\":{\"line\":49,\"column\":6}");
  }

  @Test
  void withoutTheAdministratorStatement_theConditionDecides() {
    String policies = keyPolicy(seed.keyWithoutAdministrator());
    assertThat(createGrant(FOR_AWS, policies).string("decision")).contains("allowed");
    JsonObject denied = createGrant("{}", policies);
    assertThat(denied.string("decision")).contains("implicitDeny");
    assertThat(Json.strings(denied, "missingContext")).containsExactly("kms:GrantIsForAWSResource");
    assertThat(Json.text(denied, "decidedBy")).isEqualTo("[]");
  }

  @Test
  void withTheSeedsIdentityPolicy_theConditionIsVoid_becauseTheFirstStatementDelegates() {
    JsonObject answer =
        createGrant(
            "{}",
            "{\"identity\": [%s], \"resource\": %s}"
                .formatted(Json.quoted(seed.kms()), Json.quoted(seed.keyWithoutAdministrator())));
    assertThat(answer.string("decision")).contains("allowed");
    assertThat(Json.text(answer, "decidedBy"))
        .contains("\"policy\":\"identity\"")
        .contains("\"pointer\":\"/Statement/0\"");
    List<String> labels = Json.labels(answer.object("explanation").orElseThrow());
    assertThat(String.join("\n", labels)).contains("delegates");
    assertThat(Json.text(answer, "explanation")).contains("\"policy\":\"resource\"");
  }

  @Test
  void theWorkspacesPolicies_giveNothingOnTheKey() {
    JsonObject answer =
        createGrant(
            "{}",
            "{\"identity\": [%s, %s], \"resource\": %s}"
                .formatted(
                    Json.quoted(seed.workspaces()),
                    Json.quoted(seed.oneKey()),
                    Json.quoted(seed.keyWithoutAdministrator())));
    assertThat(answer.string("decision")).contains("implicitDeny");
    assertThat(Json.strings(answer, "blockedBy")).containsExactly("identity");
  }
}
