package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.GrantOperation;

/// The condition keys by which each operation is judged, read from what the trail keeps of it.
///
/// Source: facts/kms.md §10.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KmsConditionKeysTest {
  private static final Map<String, String> CONTEXT = Map.of("aws:ebs:id", "vol-1234abcd");
  private static final Map<String, String> PAIRS =
      Map.of(
          "kms:EncryptionContext:aws:ebs:id", "vol-1234abcd",
          "kms:EncryptionContextKeys", "[aws:ebs:id]");
  private static final Map<String, String> KEY =
      Map.of(
          "kms:KeySpec", "SYMMETRIC_DEFAULT",
          "kms:CustomerMasterKeySpec", "SYMMETRIC_DEFAULT",
          "kms:KeyUsage", "ENCRYPT_DECRYPT",
          "kms:CustomerMasterKeyUsage", "ENCRYPT_DECRYPT",
          "kms:KeyOrigin", "AWS_KMS",
          "kms:MultiRegion", "false");
  private static final Map<String, String> TAGGED = Map.of("aws:ResourceTag/team", "desks");
  private static final Map<String, String> ALIASED = Map.of("kms:ResourceAliases", "[alias/keys]");
  private static final Map<String, String> BY_ALIAS = Map.of("kms:RequestAlias", "alias/keys");
  private static final Map<String, String> ALGORITHM =
      Map.of("kms:EncryptionAlgorithm", "SYMMETRIC_DEFAULT");

  private TestServer server;
  private KmsClient kms;
  private String key = "";
  private String arn = "";

  @BeforeAll
  void start() throws Exception {
    server = TestServer.start();
    kms = server.kms(server.root());
    var made = kms.createKey(r -> r.tags(t -> t.tagKey("team").tagValue("desks"))).keyMetadata();
    key = made.keyId();
    arn = made.arn();
    kms.createAlias(r -> r.aliasName("alias/keys").targetKeyId(key));
  }

  @AfterAll
  void stop() throws Exception {
    kms.close();
    server.close();
  }

  @Test
  void everyCall_hasTheGlobalKeys() throws Exception {
    Map<String, String> context = contexts(kms.describeKey(r -> r.keyId(key))).getFirst();
    assertThat(context)
        .containsEntry("aws:RequestedRegion", "us-west-2")
        .containsEntry("aws:ResourceAccount", TestServer.ACCOUNT)
        .containsEntry("aws:SecureTransport", "false")
        .containsEntry("aws:ViaAWSService", "false")
        .containsEntry("aws:SourceIp", "127.0.0.1")
        .containsEntry("aws:PrincipalArn", "arn:aws:iam::" + TestServer.ACCOUNT + ":root")
        .containsEntry("kms:CallerAccount", TestServer.ACCOUNT)
        .containsKeys("aws:CurrentTime", "aws:EpochTime", "aws:UserAgent")
        .doesNotContainKeys("kms:ViaService", "aws:CalledVia", "aws:TokenIssueTime");
    // Where nothing has an account, there is none.
    assertThat(contexts(kms.listKeys()).getFirst()).doesNotContainKey("aws:ResourceAccount");
  }

  @Test
  void createKey_andPolicies() throws Exception {
    assertKms(
        contexts(kms.createKey(r -> r.tags(t -> t.tagKey("team").tagValue("x")))).getFirst(),
        KEY,
        Map.of("kms:BypassPolicyLockoutSafetyCheck", "false"),
        Map.of("aws:RequestTag/team", "x", "aws:TagKeys", "[team]"));
    String policy = kms.getKeyPolicy(r -> r.keyId(key).policyName("default")).policy();
    assertKms(
        contexts(
                kms.putKeyPolicy(
                    r ->
                        r.keyId(key)
                            .policyName("default")
                            .policy(policy)
                            .bypassPolicyLockoutSafetyCheck(true)))
            .getFirst(),
        KEY,
        TAGGED,
        ALIASED,
        Map.of("kms:BypassPolicyLockoutSafetyCheck", "true"));
  }

  @Test
  void cryptography_hasAlgorithm_contextAndAlias() throws Exception {
    var made =
        kms.generateDataKeyWithoutPlaintext(
            r -> r.keyId("alias/keys").keySpec(DataKeySpec.AES_256).encryptionContext(CONTEXT));
    JsonObject check = checks(made).getFirst();
    assertThat(Json.text(check, "/encryptionContext/aws:ebs:id")).isEqualTo("vol-1234abcd");
    assertKms(context(check), KEY, TAGGED, ALIASED, BY_ALIAS, ALGORITHM, PAIRS);
    SdkBytes blob = made.ciphertextBlob();
    assertKms(
        contexts(kms.decrypt(r -> r.ciphertextBlob(blob).encryptionContext(CONTEXT))).getFirst(),
        KEY,
        TAGGED,
        ALIASED,
        ALGORITHM,
        PAIRS);
    assertKms(
        contexts(kms.encrypt(r -> r.keyId(key).plaintext(SdkBytes.fromUtf8String("x")))).getFirst(),
        KEY,
        TAGGED,
        ALIASED,
        ALGORITHM);
    List<Map<String, String>> both =
        contexts(
            kms.reEncrypt(
                r ->
                    r.ciphertextBlob(blob).sourceEncryptionContext(CONTEXT).destinationKeyId(key)));
    Map<String, String> same = Map.of("kms:ReEncryptOnSameKey", "true");
    assertKms(both.get(0), KEY, TAGGED, ALIASED, ALGORITHM, same, PAIRS);
    assertKms(both.get(1), KEY, TAGGED, ALIASED, ALGORITHM, same);
  }

  @Test
  void grants_sayWhatTheyGive() throws Exception {
    String user = "arn:aws:iam::" + TestServer.ACCOUNT + ":root";
    var made =
        kms.createGrant(
            r ->
                r.keyId(arn)
                    .granteePrincipal(user)
                    .retiringPrincipal(user)
                    .operations(GrantOperation.DECRYPT, GrantOperation.ENCRYPT)
                    .constraints(c -> c.encryptionContextSubset(CONTEXT)));
    JsonObject check = checks(made).getFirst();
    assertThat(Json.text(check, "/encryptionContext/aws:ebs:id")).isEqualTo("vol-1234abcd");
    Map<String, String> own = Map.of("kms:GrantIsForAWSResource", "false");
    assertKms(
        context(check),
        KEY,
        TAGGED,
        ALIASED,
        own,
        PAIRS,
        Map.of(
            "kms:GrantOperations",
            "[Decrypt, Encrypt]",
            "kms:GranteePrincipal",
            user,
            "kms:RetiringPrincipal",
            user,
            "kms:GrantConstraintType",
            "EncryptionContextSubset"));
    assertKms(contexts(kms.listGrants(r -> r.keyId(arn))).getFirst(), KEY, TAGGED, ALIASED, own);
    assertKms(
        contexts(kms.revokeGrant(r -> r.keyId(arn).grantId(made.grantId()))).getFirst(),
        KEY,
        TAGGED,
        ALIASED,
        own);
  }

  @Test
  void tags_andDeletion() throws Exception {
    assertKms(
        contexts(kms.tagResource(r -> r.keyId(key).tags(t -> t.tagKey("a").tagValue("b"))))
            .getFirst(),
        KEY,
        TAGGED,
        ALIASED,
        Map.of("aws:RequestTag/a", "b", "aws:TagKeys", "[a]"));
    assertKms(
        contexts(kms.untagResource(r -> r.keyId(key).tagKeys("a"))).getFirst(),
        KEY,
        TAGGED,
        ALIASED,
        Map.of("aws:ResourceTag/a", "b", "aws:TagKeys", "[a]"));
    String other = kms.createKey().keyMetadata().keyId();
    assertKms(
        contexts(kms.scheduleKeyDeletion(r -> r.keyId(other).pendingWindowInDays(9))).getFirst(),
        KEY,
        Map.of("kms:ScheduleKeyDeletionPendingWindowInDays", "9"));
    assertKms(contexts(kms.cancelKeyDeletion(r -> r.keyId(other))).getFirst(), KEY);
    assertKms(contexts(kms.enableKey(r -> r.keyId(other))).getFirst(), KEY);
    assertKms(contexts(kms.disableKey(r -> r.keyId(other))).getFirst(), KEY);
    assertKms(
        contexts(kms.getKeyPolicy(r -> r.keyId(other).policyName("default"))).getFirst(), KEY);
  }

  @Test
  void alias_isJudgedTwice_byItselfAndByItsKey() throws Exception {
    String other = kms.createKey().keyMetadata().keyId();
    List<JsonObject> both =
        checks(kms.createAlias(r -> r.aliasName("alias/more").targetKeyId(other)));
    assertThat(both).hasSize(2);
    assertThat(both)
        .extracting(check -> Json.text(check, "/resource").contains(":alias/"))
        .containsExactlyInAnyOrder(true, false);
    for (JsonObject check : both) {
      assertKms(context(check), Json.text(check, "/resource").contains(":alias/") ? Map.of() : KEY);
    }
  }

  /// A refused call is judged by the same keys.
  @Test
  void refusal_keepsThem() throws Exception {
    try (KmsClient nobody = server.kms(server.user("Nobody"))) {
      var _ = nobody.describeKey(r -> r.keyId(key));
    } catch (AwsServiceException refused) {
      assertKms(context(checks(TestServer.seq(refused)).getFirst()), KEY, TAGGED, ALIASED);
      return;
    }
    throw new AssertionError("was to be refused");
  }

  // ---- what the trail keeps

  @SafeVarargs
  private static void assertKms(Map<String, String> context, Map<String, String>... expected) {
    Map<String, String> all = new TreeMap<>();
    for (Map<String, String> some : expected) {
      all.putAll(some);
    }
    Map<String, String> own = new TreeMap<>(context);
    own.keySet().removeIf(name -> isGlobal(name) || name.equals("kms:CallerAccount"));
    assertThat(own).isEqualTo(all);
  }

  private static boolean isGlobal(String name) {
    return name.startsWith("aws:")
        && !name.startsWith("aws:ResourceTag/")
        && !name.startsWith("aws:RequestTag/")
        && !name.equals("aws:TagKeys");
  }

  private List<Map<String, String>> contexts(SdkResponse response) throws Exception {
    List<Map<String, String>> contexts = new ArrayList<>();
    for (JsonObject check : checks(response)) {
      contexts.add(context(check));
    }
    return contexts;
  }

  private List<JsonObject> checks(SdkResponse response) throws Exception {
    return checks(TestServer.seq(response));
  }

  private List<JsonObject> checks(long seq) throws Exception {
    String id = server.records("seq = " + seq, seq).getFirst().string("eventID").orElseThrow();
    JsonObject evaluated = server.getJson("/api/v1/events/" + id).object("evaluated").orElseThrow();
    List<JsonObject> checks = new ArrayList<>();
    for (JsonValue check : ((JsonArray) evaluated.member("checks").orElseThrow()).elements()) {
      checks.add((JsonObject) check);
    }
    return checks;
  }

  private static Map<String, String> context(JsonObject check) {
    Map<String, String> context = new TreeMap<>();
    check
        .object("context")
        .orElseThrow()
        .members()
        .forEach((name, value) -> context.put(name, text(value)));
    return context;
  }

  private static String text(JsonValue value) {
    if (value instanceof JsonArray(var elements)) {
      return elements.stream().map(KmsConditionKeysTest::text).toList().toString();
    }
    return ((JsonString) value).text();
  }
}
