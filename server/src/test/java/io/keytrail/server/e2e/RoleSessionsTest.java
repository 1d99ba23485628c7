package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.keytrail.audit.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.UnmodifiableEntityException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.StsException;

/// Roles and their sessions with the AWS SDK: temporary credentials sign, limit and are on record.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RoleSessionsTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/ops/Operator";
  private static final String SESSION = "arn:aws:sts::123456789012:assumed-role/Operator/from-test";
  private static final String TRUST =
      """
      {"Version": "2012-10-17",
       "Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:user/Alice"},
                     "Action": "sts:AssumeRole"}}""";
  private static final String MAY =
      """
      {"Version": "2012-10-17",
       "Statement": {"Effect": "Allow", "Action": ["kms:CreateKey", "kms:ListKeys"], "Resource": "*"}}""";

  private TestServer server;
  private IamClient iam;
  private StsClient alice;

  @BeforeAll
  void start() throws Exception {
    server = TestServer.start();
    iam = server.iam(server.root());
    alice = server.sts(server.user("Alice"));
    iam.createRole(
        r -> r.path("/ops/").roleName("Operator").assumeRolePolicyDocument(TRUST).description("d"));
    iam.putRolePolicy(r -> r.roleName("Operator").policyName("p").policyDocument(MAY));
  }

  @AfterAll
  void stop() throws Exception {
    alice.close();
    iam.close();
    server.close();
  }

  private AssumeRoleResponse assume() {
    return alice.assumeRole(r -> r.roleArn(ROLE).roleSessionName("from-test"));
  }

  private static AwsSessionCredentials credentials(AssumeRoleResponse assumed) {
    return AwsSessionCredentials.create(
        assumed.credentials().accessKeyId(),
        assumed.credentials().secretAccessKey(),
        assumed.credentials().sessionToken());
  }

  @Test
  void authorizationDetails_showUsersAndRolesPageByPage() {
    List<String> found = new ArrayList<>();
    for (var page : iam.getAccountAuthorizationDetailsPaginator(r -> r.maxItems(1))) {
      assertThat(page.userDetailList().size() + page.roleDetailList().size()).isEqualTo(1);
      page.userDetailList().forEach(user -> found.add(user.userName()));
      page.roleDetailList().forEach(role -> found.add(role.roleName()));
      assertThat(page.groupDetailList()).isEmpty();
    }
    assertThat(found).containsSubsequence("Alice", "Operator").doesNotHaveDuplicates();
    var roles = iam.getAccountAuthorizationDetails(r -> r.filter(EntityType.ROLE));
    assertThat(roles.userDetailList()).isEmpty();
    assertThat(roles.roleDetailList())
        .filteredOn(role -> role.roleName().equals("Operator"))
        .singleElement()
        .satisfies(
            role -> {
              assertThat(role.rolePolicyList()).singleElement().hasFieldOrProperty("policyName");
              assertThat(role.assumeRolePolicyDocument()).startsWith("%7B%22Version%22");
            });
  }

  @Test
  void authorizationDetails_needTheirOwnPermission() throws Exception {
    try (IamClient his = server.iam(server.user("Zed"))) {
      assertThat(
              catchThrowableOfType(
                      IamException.class, () -> his.getAccountAuthorizationDetails(r -> {}))
                  .awsErrorDetails()
                  .errorCode())
          .isEqualTo("AccessDenied");
    }
  }

  @Test
  void rolesAreManaged() {
    var role = iam.getRole(r -> r.roleName("Operator")).role();
    assertThat(role.arn()).isEqualTo(ROLE);
    assertThat(role.maxSessionDuration()).isEqualTo(3_600);
    assertThat(iam.listRoles().roles()).extracting(one -> one.roleName()).contains("Operator");
    assertThat(iam.listRolePolicies(r -> r.roleName("Operator")).policyNames())
        .containsExactly("p");
    iam.updateAssumeRolePolicy(r -> r.roleName("Operator").policyDocument(TRUST));
    var linked =
        iam.createServiceLinkedRole(r -> r.awsServiceName("workspaces.amazonaws.com")).role();
    assertThat(linked.roleName()).isEqualTo("AWSServiceRoleForWorkSpaces");
    assertThat(
            catchThrowableOfType(
                    UnmodifiableEntityException.class,
                    () ->
                        iam.putRolePolicy(
                            r -> r.roleName(linked.roleName()).policyName("p").policyDocument(MAY)))
                .awsErrorDetails()
                .errorMessage())
        .contains("only modifiable by AWS");
  }

  @Test
  void temporaryCredentials_doWhatTheRoleMay_andAreOnRecord() throws Exception {
    AssumeRoleResponse assumed = assume();
    assertThat(assumed.credentials().expiration()).isAfter(Instant.now().plusSeconds(3_500));
    try (KmsClient kms = server.kms(credentials(assumed));
        StsClient sts = server.sts(credentials(assumed))) {
      assertThat(sts.getCallerIdentity().arn()).isEqualTo(SESSION);
      long seq = TestServer.seq(kms.createKey());
      KmsException refused = catchThrowableOfType(KmsException.class, () -> kms.listAliases());
      assertThat(refused.awsErrorDetails().errorMessage())
          .isEqualTo(
              "User: "
                  + SESSION
                  + " is not authorized to perform: kms:ListAliases on resource: * because no"
                  + " identity-based policy allows the kms:ListAliases action");
      JsonObject created =
          server
              .records("eventName = CreateKey and userIdentity.arn = \"" + SESSION + "\"", seq)
              .getFirst();
      JsonObject issuer =
          created
              .object("userIdentity")
              .flatMap(who -> who.object("sessionContext"))
              .flatMap(context -> context.object("sessionIssuer"))
              .orElseThrow();
      assertThat(issuer.string("type")).contains("Role");
      assertThat(issuer.string("arn")).contains(ROLE);
      assertThat(issuer.string("userName")).contains("Operator");
      assertThat(issuer.string("accountId")).contains(TestServer.ACCOUNT);
    }
    JsonObject event = server.records("eventName = AssumeRole", TestServer.seq(assumed)).getFirst();
    assertThat(event.object("userIdentity").flatMap(who -> who.string("userName")))
        .contains("Alice");
    assertThat(event.object("requestParameters").flatMap(input -> input.string("roleArn")))
        .contains(ROLE);
    assertThat(event.toString())
        .contains(assumed.credentials().accessKeyId(), "AWS::IAM::Role", SESSION)
        .doesNotContain(assumed.credentials().sessionToken())
        .doesNotContain(assumed.credentials().secretAccessKey());
  }

  @Test
  void withoutTheirToken_orWithAnother_credentialsAreWorthless() {
    AssumeRoleResponse assumed = assume();
    AwsSessionCredentials own = credentials(assumed);
    AwsSessionCredentials other = credentials(assume());
    for (var wrong :
        List.of(
            AwsBasicCredentials.create(own.accessKeyId(), own.secretAccessKey()),
            AwsSessionCredentials.create(
                own.accessKeyId(), own.secretAccessKey(), other.sessionToken()))) {
      try (KmsClient kms = server.kms(wrong)) {
        assertThat(
                catchThrowableOfType(KmsException.class, () -> kms.listKeys())
                    .awsErrorDetails()
                    .errorCode())
            .isEqualTo("UnrecognizedClientException");
      }
    }
    try (KmsClient kms = server.kms(own)) {
      assertThat(kms.listKeys().truncated()).isFalse();
    }
  }

  @Test
  void whoIsNotTrusted_isRefused_onRecordWithTheRole() throws Exception {
    try (StsClient bob = server.sts(server.user("Bob", MAY))) {
      StsException refused =
          catchThrowableOfType(
              StsException.class,
              () -> bob.assumeRole(r -> r.roleArn(ROLE).roleSessionName("from-test")));
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
      JsonObject event =
          server
              .records(
                  "eventName = AssumeRole and errorCode = AccessDenied", TestServer.seq(refused))
              .getFirst();
      assertThat(event.toString()).contains(ROLE, "user/Bob");
    }
  }

  /// A role's policy may be a session's ceiling, and key policies and grants name roles.
  @Test
  void aKeyPolicyMayNameTheRole_andTheSimulatorKnowsIt() throws Exception {
    try (KmsClient root = server.kms(server.root());
        KmsClient kms = server.kms(credentials(assume()))) {
      String policy =
          """
          {"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:root"}, "Action": "kms:*", "Resource": "*"},
            {"Effect": "Allow", "Principal": {"AWS": "%s"}, "Action": "kms:DescribeKey", "Resource": "*"}]}"""
              .formatted(ROLE);
      String key = root.createKey(r -> r.policy(policy)).keyMetadata().arn();
      assertThat(kms.describeKey(r -> r.keyId(key)).keyMetadata().arn()).isEqualTo(key);
      assertThat(
              catchThrowableOfType(KmsException.class, () -> kms.enableKey(r -> r.keyId(key)))
                  .awsErrorDetails()
                  .errorCode())
          .isEqualTo("AccessDeniedException");
      assertThat(
              catchThrowableOfType(
                      KmsException.class,
                      () -> root.createKey(r -> r.policy(policy.replace("ops/Operator", "Gone"))))
                  .awsErrorDetails()
                  .errorCode())
          .isEqualTo("MalformedPolicyDocumentException");
      assertThat(simulate(ROLE, "kms:CreateKey", "*")).contains("\"allowed\"");
      assertThat(simulate(SESSION, "kms:CreateKey", "*")).contains("\"allowed\"");
      assertThat(simulate(ROLE, "kms:DescribeKey", key)).contains("\"allowed\"");
      assertThat(simulate(ROLE, "kms:EnableKey", key)).contains("\"implicitDeny\"");
      assertThat(simulate("arn:aws:iam::123456789012:user/Alice", "sts:AssumeRole", ROLE))
          .contains("\"allowed\"");
    }
  }

  private String simulate(String principal, String action, String resource) throws Exception {
    return server
        .post(
            "/api/v1/simulate",
            "{\"request\": {\"principal\": \"%s\", \"action\": \"%s\", \"resource\": \"%s\"}}"
                .formatted(principal, action, resource))
        .body();
  }
}
