package io.keytrail.server.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.condition.Position;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.OnlyUsers;
import io.keytrail.server.invoke.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateTest {
  private static final String PATH = "/api/v1/simulate";
  private static final String KEY = "arn:aws:kms:us-west-2:123456789012:key/k1";
  private static final String ALLOW =
      "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"kms:*\",\"Resource\":\"*\"}}";
  private static final String DELEGATE =
      "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"123456789012\"},"
          + "\"Action\":\"kms:*\",\"Resource\":\"*\"}}";

  private final Doors doors = Doors.closedStore();

  private static String asked(String principal, String action, String resource, String more) {
    return "{\"principal\":\"%s\",\"action\":\"%s\",\"resource\":\"%s\"%s}"
        .formatted(principal, action, resource, more);
  }

  private static String decrypt(String more) {
    return asked("arn:aws:iam::123456789012:user/Alice", "kms:Decrypt", KEY, more);
  }

  private static String body(String request, String policies) {
    return "{\"request\":" + request + ",\"policies\":" + policies + "}";
  }

  private String decision(String request, String policies) {
    return doors.post(PATH, body(request, policies)).string("decision").orElseThrow();
  }

  @Test
  void answer_hasExactlyTheMembersOfTheContract() {
    JsonObject answer =
        doors.post(
            PATH,
            body(decrypt(""), "{\"identity\":[" + ALLOW + "],\"resource\":" + DELEGATE + "}"));
    assertThat(answer.members().keySet())
        .containsExactly(
            "decision",
            "blockedBy",
            "decidedBy",
            "summary",
            "missingContext",
            "notes",
            "nearMisses",
            "explanation");
    assertThat(Json.text(answer, "decidedBy"))
        .as("an object has no positions")
        .isEqualTo(
            "[{\"type\":\"statement\",\"policy\":\"identity\",\"name\":\"\",\"pointer\":\"/Statement\","
                + "\"statement\":1,\"sid\":null},"
                + "{\"type\":\"statement\",\"policy\":\"resource\",\"name\":\"\",\"pointer\":\"/Statement\","
                + "\"statement\":1,\"sid\":null}]");
    JsonObject explanation = answer.object("explanation").orElseThrow();
    assertThat(explanation.string("kind")).contains("decision");
    assertThat(Json.text(explanation, "holds")).isEqualTo("true");
  }

  @Test
  void documents_mayBeObjectsTextsOrNamed() {
    String named = "{\"name\":\"mine\",\"document\":" + Json.quoted(ALLOW) + "}";
    JsonObject answer =
        doors.post(
            PATH,
            body(decrypt(""), "{\"identity\":[" + named + "],\"resource\":" + DELEGATE + "}"));
    assertThat(Json.text(answer, "decidedBy"))
        .contains("\"name\":\"mine\"")
        .contains("\"start\":{\"line\":1,\"column\":14}");
  }

  @Test
  void missingPolicies_meanNoneOfTheirKind() {
    JsonObject noKeyPolicy = doors.post(PATH, body(decrypt(""), "{\"identity\":[" + ALLOW + "]}"));
    assertThat(noKeyPolicy.string("decision")).contains("implicitDeny");
    assertThat(Json.strings(noKeyPolicy, "blockedBy")).containsExactly("resource");
    String open = "\"identity\":[" + ALLOW + "],\"resource\":" + DELEGATE;
    assertThat(decision(decrypt(""), "{" + open + ",\"permissionsBoundary\":[],\"session\":null}"))
        .isEqualTo("allowed");
    assertThat(decision(decrypt(""), "{" + open + ",\"serviceControl\":[],\"vpcEndpoint\":[]}"))
        .isEqualTo("allowed");
    JsonObject emptyLevel =
        doors.post(
            PATH, body(decrypt(""), "{" + open + ",\"serviceControl\":[[" + ALLOW + "],[]]}"));
    assertThat(emptyLevel.string("decision")).contains("implicitDeny");
    assertThat(Json.strings(emptyLevel, "blockedBy")).containsExactly("serviceControl");
  }

  @Test
  void aBoundary_limits() {
    JsonObject answer =
        doors.post(
            PATH,
            body(
                decrypt(""),
                "{\"identity\":[%s],\"resource\":%s,\"permissionsBoundary\":[%s]}"
                    .formatted(ALLOW, DELEGATE, ALLOW.replace("kms:*", "s3:*"))));
    assertThat(Json.strings(answer, "blockedBy")).containsExactly("permissionsBoundary");
  }

  @Test
  void aGrant_inTheFormOfListGrants_allows() {
    String grant =
        """
        {"KeyId": "%s", "GrantId": "g-1", "Name": "n", "CreationDate": 1.7e9,
         "GranteePrincipal": "arn:aws:iam::123456789012:user/Alice", "IssuingAccount": "arn:aws:iam::123456789012:root",
         "Operations": ["Decrypt"], "Constraints": {"EncryptionContextSubset": {"aws:ebs:id": "vol-1"}}}\
        """
            .formatted(KEY);
    String policies = "{\"grants\":[" + grant + "]}";
    JsonObject answer =
        doors.post(
            PATH, body(decrypt(",\"encryptionContext\":{\"aws:ebs:id\":\"vol-1\"}"), policies));
    assertThat(answer.string("decision")).contains("allowed");
    assertThat(Json.text(answer, "decidedBy"))
        .isEqualTo("[{\"type\":\"grant\",\"grantId\":\"g-1\"}]");
    assertThat(decision(decrypt(",\"encryptionContext\":{\"aws:ebs:id\":\"vol-2\"}"), policies))
        .isEqualTo("implicitDeny");
    assertThat(
            decision(
                decrypt(",\"encryptionContext\":{\"aws:ebs:id\":\"vol-1\"}"),
                policies.replace(KEY, "k1")))
        .as("a bare key id is of the key that is asked about")
        .isEqualTo("allowed");
  }

  @Test
  void aServiceAndAnonymous_mayBeAskedAbout() {
    assertThat(decision(asked("ec2.amazonaws.com", "kms:Decrypt", KEY, ""), "{}"))
        .isEqualTo("implicitDeny");
    assertThat(
            decision(
                asked("anonymous", "kms:Decrypt", KEY, ""),
                "{\"resource\":" + DELEGATE.replace("{\"AWS\":\"123456789012\"}", "\"*\"") + "}"))
        .isEqualTo("allowed");
  }

  @Test
  void anAliasHasNoKeyPolicy() {
    String alias = "arn:aws:kms:us-west-2:123456789012:alias/mine";
    String request = asked("arn:aws:iam::123456789012:user/Alice", "kms:CreateAlias", alias, "");
    assertThat(decision(request, "{\"identity\":[" + ALLOW + "]}")).isEqualTo("allowed");
    assertThat(decision(request, "{\"identity\":[],\"resource\":" + DELEGATE + "}"))
        .isEqualTo("implicitDeny");
    assertThat(
            decision(
                request.replace("alias/mine", "alias/aws/ebs"), "{\"identity\":[" + ALLOW + "]}"))
        .isEqualTo("implicitDeny");
  }

  @Test
  void aKeyActionOnStar_isAskedOfTheKeyWhosePolicyIsGiven() {
    String request = asked("arn:aws:iam::123456789012:user/Alice", "kms:Decrypt", "*", "");
    assertThat(decision(request, "{\"identity\":[" + ALLOW + "],\"resource\":" + DELEGATE + "}"))
        .isEqualTo("allowed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{} | /request | the member `request` is missing",
        "[] |  | expected an object",
        "{\"request\":{}} | /request/principal | the member `principal` is missing",
        "{\"requests\":{}} | /requests | expected a list",
        "{\"requests\":[],\"request\":{}} | /requests | expected `request` or `requests`, not both",
        "{\"requests\":[{}]} | /requests/0/principal | the member `principal` is missing",
        "{\"request\":{\"principle\":\"x\"}} | /request/principle | unknown member `principle`; did"
            + " you mean `principal`",
        "{\"request\":{\"principal\":7}} | /request/principal | expected a string",
        "{\"request\":{\"principal\":\"arn:aws:iam::1:user/A\"}} | /request/principal | expected"
            + " the ARN of a root user, user, role, role session, federated user or identity"
            + " provider, the host name of a service, or `anonymous`",
        "{\"request\":{\"principal\":\"anonymous\",\"action\":\"kms:*\"}} | /request/action |"
            + " expected one action, as in `kms:Decrypt`",
        "{\"request\":{\"principal\":\"anonymous\",\"action\":\"kms:Decrypt\",\"resource\":\"k1\"}}"
            + " | /request/resource | expected an ARN or `*`",
        "{\"request\":{\"principal\":\"anonymous\",\"action\":\"kms:ListKeys\",\"resource\":\"*\"}}"
            + " | /request/resourceAccount | the member `resourceAccount` is missing; neither the"
            + " resource nor the principal names an account",
        "{\"request\":{\"principal\":\"anonymous\",\"action\":\"kms:ListKeys\",\"resource\":\"*\",\"resourceAccount\":\"1\"}}"
            + " | /request/resourceAccount | expected an account id of 12 digits",
      })
  void aRequestThatDoesNotRead_isRefusedWithItsPlace(String body, String pointer, String detail) {
    Problem problem = doors.refused(PATH, body);
    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.detail()).isEqualTo(detail);
    assertThat(problem.pointer()).contains(pointer == null ? "" : pointer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"context\":{\"a:b\":\"1\",\"A:B\":\"2\"} | /request/context/A:B | the key `A:B` is given"
            + " twice with different values",
        "\"context\":{\"a/b\":null} | /request/context/a~1b | expected a string or a list of"
            + " strings",
        "\"encryptionContext\":{\"k\":\"1\",\"K\":\"2\"} | /request/encryptionContext/K | the key"
            + " `K` is given twice with different values",
        "\"encryptionContext\":{\"k\":\"1\"},\"context\":{\"kms:encryptioncontext:K\":\"2\"} |"
            + " /request/context/kms:encryptioncontext:K | the key `kms:encryptioncontext:K` is"
            + " given twice with different values",
        "\"encryptionContext\":{\"k\":[]} | /request/encryptionContext/k | expected a string",
        "\"unknownContext\":\"all\" | /request/unknownContext | expected a list of context keys, or"
            + " `rest`",
        "\"unknownContext\":[\"\"] | /request/unknownContext/0 | expected a context key",
        "\"unknownContext\":[\"A:b\"],\"context\":{\"a:B\":\"1\"} | /request/unknownContext/0 | the"
            + " key `A:b` is given a value and said to be unknown",
        "\"grantTokens\":[1] | /request/grantTokens/0 | expected a string",
        "\"resourceAccount\":\"111122223333\" | /request/resourceAccount | the resource is in"
            + " account `123456789012`, not in `111122223333`",
      })
  void aContextThatContradictsItself_isRefusedWithItsPlace(
      String member, String pointer, String detail) {
    Problem problem = doors.refused(PATH, body(decrypt("," + member), "{}"));
    assertThat(problem.detail()).isEqualTo(detail);
    assertThat(problem.pointer()).contains(pointer);
  }

  @Test
  void aKeyGivenTwiceAlike_isOneKey() {
    assertThat(
            decision(
                decrypt(
                    ",\"context\":{\"a:b\":\"1\",\"A:B\":\"1\",\"kms:EncryptionContext:k\":\"v\"},"
                        + "\"encryptionContext\":{\"K\":\"v\"}"),
                "{}"))
        .isEqualTo("implicitDeny");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"identiy\":[]} | /policies/identiy | unknown member `identiy`; did you mean `identity`",
        "{\"identity\":{}} | /policies/identity | expected a list",
        "{\"identity\":[7]} | /policies/identity/0 | expected a policy document, as an object or as"
            + " its JSON text",
        "{\"identity\":[{\"document\":null}]} | /policies/identity/0/document | expected a policy"
            + " document, as an object or as its JSON text",
        "{\"serviceControl\":[{}]} | /policies/serviceControl/0 | expected a list",
        "{\"grants\":[{}]} | /policies/grants/0/GrantId | the member `GrantId` is missing",
        "{\"grants\":[{\"GrantId\":\"g\",\"GranteePrincipal\":\"ec2.amazonaws.com\"}]} |"
            + " /policies/grants/0/Operations | the member `Operations` is missing",
        "{\"grants\":[{\"GrantID\":\"g\"}]} | /policies/grants/0/GrantID | unknown member"
            + " `GrantID`; did you mean `GrantId`",
      })
  void policiesThatDoNotRead_areRefusedWithTheirPlace(
      String policies, String pointer, String detail) {
    Problem problem = doors.refused(PATH, body(decrypt(""), policies));
    assertThat(problem.detail()).isEqualTo(detail);
    assertThat(problem.pointer()).contains(pointer);
  }

  @Test
  void aMalformedDocument_hasAPositionOnlyWhereItIsAText() {
    String broken = "{\n  \"Statment\": []\n}";
    Problem text =
        doors.refused(PATH, body(decrypt(""), "{\"identity\":[" + Json.quoted(broken) + "]}"));
    assertThat(text.pointer()).contains("/policies/identity/0");
    assertThat(text.position().map(Position::line)).isPresent();
    assertThat(text.diagnostics()).isNotEmpty();
    Problem object = doors.refused(PATH, body(decrypt(""), "{\"identity\":[" + broken + "]}"));
    assertThat(object.pointer()).contains("/policies/identity/0");
    assertThat(object.position()).isEmpty();
    assertThat(object.code()).isEqualTo(text.code());
  }

  @Test
  void withoutPolicies_theStoredOnesDecide() {
    CompiledPolicy allow =
        PolicyLanguage.compile(
            PolicyLanguage.parse(ALLOW, DocumentKind.IDENTITY).document().orElseThrow(),
            "stored",
            "v1");
    CompiledPolicy delegate =
        PolicyLanguage.compile(
            PolicyLanguage.parse(DELEGATE, DocumentKind.KEY).document().orElseThrow(),
            "default",
            "v2");
    Doors stored =
        Doors.on(
            Map.of(
                "arn:aws:iam::123456789012:user/Alice",
                OnlyUsers.inForce("AIDAALICE", List.of(allow))),
            Map.of(KEY, new ResourceGuard.Key(Optional.of(delegate), List.of())));
    JsonObject answer = stored.post(PATH, "{\"request\":" + decrypt("") + ",\"policies\":null}");
    assertThat(answer.string("decision")).contains("allowed");
    assertThat(Json.text(answer, "decidedBy")).contains("\"name\":\"stored\"");
    JsonObject otherKey =
        stored.post(PATH, "{\"request\":" + decrypt("").replace("key/k1", "key/k2") + "}");
    assertThat(Json.strings(otherKey, "blockedBy")).containsExactly("resource");
    Problem nobody =
        stored.refused(PATH, "{\"request\":" + decrypt("").replace("Alice", "Bob") + "}");
    assertThat(nobody.detail()).isEqualTo("there is no user `arn:aws:iam::123456789012:user/Bob`");
    Problem foreign =
        stored.refused(
            PATH,
            "{\"request\":" + decrypt("").replace("123456789012:key", "111122223333:key") + "}");
    assertThat(foreign.status()).isEqualTo(403);
    assertThat(foreign.pointer()).contains("/request/resource");
  }

  @Test
  void severalRequests_areAnsweredInOrder_andOneBadOneFailsAll() {
    String policies = "{\"identity\":[" + ALLOW + "],\"resource\":" + DELEGATE + "}";
    String other = asked("arn:aws:iam::123456789012:user/Alice", "s3:ListAllMyBuckets", "*", "");
    JsonObject answer =
        doors.post(
            PATH,
            "{\"requests\":[" + decrypt("") + "," + other + "],\"policies\":" + policies + "}");
    assertThat(answer.members().keySet()).containsExactly("results");
    assertThat(Json.text(answer, "results"))
        .startsWith("[{\"decision\":\"allowed\"")
        .contains("},{\"decision\":\"implicitDeny\"");
    assertThat(Json.text(doors.post(PATH, "{\"requests\":[],\"policies\":{}}"), "results"))
        .isEqualTo("[]");
    Problem bad =
        doors.refused(
            PATH, "{\"requests\":[" + decrypt("") + ",{}],\"policies\":" + policies + "}");
    assertThat(bad.pointer()).contains("/requests/1/principal");
    String many = "[" + "{},".repeat(1_000) + "{}]";
    assertThat(doors.refused(PATH, "{\"requests\":" + many + "}").detail())
        .isEqualTo("expected at most 1000 requests");
  }

  @Test
  void unknownContext_isAnsweredByTheConditionItDependsOn() {
    String conditional =
        ALLOW.replace(
            "\"Resource\":\"*\"",
            "\"Resource\":\"*\",\"Condition\":{\"Bool\":{\"kms:GrantIsForAWSResource\":\"true\"}}");
    String policies = "{\"identity\":[" + conditional + "],\"resource\":" + DELEGATE + "}";
    for (String unknown : List.of("[\"KMS:grantIsForAwsResource\"]", "\"rest\"")) {
      JsonObject answer =
          doors.post(PATH, body(decrypt(",\"unknownContext\":" + unknown), policies));
      assertThat(answer.string("decision")).contains("dependsOn");
      assertThat(answer.string("allowedIf")).contains("kms:GrantIsForAWSResource is true");
      assertThat(Json.text(answer.object("explanation").orElseThrow(), "holds"))
          .isEqualTo("\"unknown\"");
      assertThat(Json.strings(answer, "missingContext")).isEmpty();
    }
    JsonObject known = doors.post(PATH, body(decrypt(""), policies));
    assertThat(known.string("decision")).contains("implicitDeny");
    assertThat(known.string("allowedIf")).isEmpty();
  }

  @Test
  void anImplicitDenial_tellsWhatNearlyAllowed() {
    String grant =
        """
        {"GrantId": "g-1", "GranteePrincipal": "arn:aws:iam::123456789012:user/Alice", "Operations": ["Decrypt"],
         "Constraints": {"EncryptionContextSubset": {"aws:ebs:id": "vol-1"}}}\
        """;
    JsonObject answer =
        doors.post(
            PATH,
            body(
                decrypt(",\"encryptionContext\":{\"aws:ebs:id\":\"vol-2\"}"),
                "{\"grants\":[" + grant + "]}"));
    assertThat(Json.text(answer, "nearMisses"))
        .isEqualTo(
            "[{\"type\":\"grant\",\"grantId\":\"g-1\",\"failed\":[{\"kind\":\"condition\","
                + "\"label\":\"EncryptionContextSubset\",\"expected\":\"{aws:ebs:id=vol-1}\","
                + "\"actual\":\"{aws:ebs:id=vol-2}\"}],\"change\":{\"of\":\"request\",\"text\":"
                + "\"ask with the pair `aws:ebs:id` = `vol-1` in the encryption context\","
                + "\"encryptionContext\":{\"aws:ebs:id\":\"vol-1\"}},\"verified\":true}]");
    JsonObject action =
        doors.post(
            PATH,
            body(
                decrypt(""),
                "{\"resource\":"
                    + DELEGATE
                        .replace("kms:*", "kms:Encrypt")
                        .replace("123456789012", "arn:aws:iam::123456789012:user/Alice")
                    + "}"));
    assertThat(Json.text(action, "nearMisses"))
        .contains("\"of\":\"policy\"")
        .contains("\"edits\":[{\"pointer\":\"/Statement/Action\",\"add\":\"kms:Decrypt\"}]");
  }

  @Test
  void aRoleWithoutTrustPolicy_isTakenOnByNobody() {
    String role = "arn:aws:iam::123456789012:role/Deploy";
    String anything = ALLOW.replace("kms:*", "*");
    String take = asked("arn:aws:iam::123456789012:user/Alice", "sts:AssumeRole", role, "");
    JsonObject nobody = doors.post(PATH, body(take, "{\"identity\":[" + anything + "]}"));
    assertThat(nobody.string("decision")).contains("implicitDeny");
    assertThat(Json.strings(nobody, "blockedBy")).containsExactly("resource");
    assertThat(
            decision(
                take.replace("sts:AssumeRole", "iam:PassRole"),
                "{\"identity\":[" + anything + "]}"))
        .isEqualTo("allowed");
    String trust =
        "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"Federated\":\"accounts.google.com\"},"
            + "\"Action\":\"sts:AssumeRoleWithWebIdentity\"}}";
    assertThat(
            decision(
                asked("accounts.google.com", "sts:AssumeRoleWithWebIdentity", role, ""),
                "{\"resource\":" + trust + "}"))
        .isEqualTo("allowed");
  }

  @Test
  void aPendingGrant_countsWithItsToken() {
    String policies =
        "{\"grants\":[{\"GrantId\":\"g-1\",\"GranteePrincipal\":\"arn:aws:iam::123456789012:user/Alice\","
            + "\"Operations\":[\"Decrypt\"],\"Pending\":true}]}";
    assertThat(decision(decrypt(""), policies)).isEqualTo("implicitDeny");
    assertThat(decision(decrypt(",\"grantTokens\":[\"g-1\"]"), policies)).isEqualTo("allowed");
    assertThat(doors.refused(PATH, body(decrypt(""), policies.replace("true", "1"))).pointer())
        .contains("/policies/grants/0/Pending");
  }

  @Test
  void aRetiringPrincipal_mayRetire() {
    String retire = decrypt("").replace("kms:Decrypt", "kms:RetireGrant");
    String policies =
        "{\"grants\":[{\"GrantId\":\"g-1\",\"GranteePrincipal\":\"ec2.amazonaws.com\","
            + "\"RetiringPrincipal\":\"arn:aws:iam::123456789012:user/Alice\",\"Operations\":[\"Decrypt\"]}]}";
    assertThat(decision(retire, policies)).isEqualTo("allowed");
    assertThat(decision(retire.replace("user/Alice", "user/Bob"), policies))
        .isEqualTo("implicitDeny");
  }

  @Test
  void onlyQuestionsAboutStoredPolicies_areOnRecord() {
    ApiOperation simulate = doors.operation(PATH);
    JsonObject request = JsonObject.builder().put("request", JsonObject.EMPTY).build();
    assertThat(simulate.recorded(Doors.request(request, new byte[0]))).isTrue();
    JsonObject withPolicies =
        JsonObject.builder()
            .put("request", JsonObject.EMPTY)
            .put("policies", JsonObject.EMPTY)
            .build();
    assertThat(simulate.recorded(Doors.request(withPolicies, new byte[0]))).isFalse();
  }

  @Test
  void everyDoor_isDescribed() {
    for (String path :
        List.of(PATH, "/api/v1/conditions/evaluate", "/api/v1/conditions/translate")) {
      assertThat(doors.operation(path).openApi().members())
          .containsKeys("operationId", "summary", "requestBody", "responses");
    }
  }
}
