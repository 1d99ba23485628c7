package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.InvalidInputException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.Position;
import software.amazon.awssdk.services.iam.model.SimulateCustomPolicyRequest;
import software.amazon.awssdk.services.iam.model.Statement;
import software.amazon.awssdk.services.iam.model.Tag;

/// AWS's policy simulator with the AWS SDK, and where that is older than the API, with forms.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class IamSimulatorTest {
  private static final PolicyEvaluationDecisionType ALLOWED = PolicyEvaluationDecisionType.ALLOWED;
  private static final PolicyEvaluationDecisionType EXPLICIT_DENY =
      PolicyEvaluationDecisionType.EXPLICIT_DENY;
  private static final PolicyEvaluationDecisionType IMPLICIT_DENY =
      PolicyEvaluationDecisionType.IMPLICIT_DENY;
  private static final String ALICE = "arn:aws:iam::123456789012:user/Alice";
  private static final String KEY =
      "arn:aws:kms:us-west-2:%s:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  private static final String OWN_KEY = KEY.formatted("123456789012");
  private static final String FOREIGN_KEY = KEY.formatted("111122223333");
  private static final String ALL =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}\
      """;
  private static final String THREE =
      """
      {"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Action":"kms:CreateGrant","Resource":"*"},
        {"Effect":"Allow","Action":["kms:Describe*","kms:List*"],"Resource":"*"},

        {"Effect":"Deny","Action":"kms:ListKeys","Resource":"*"} ]}\
      """;

  private TestServer server;
  private IamClient iam;

  @BeforeAll
  void start() throws Exception {
    server = TestServer.start();
    iam = server.iam(server.root());
    var _ = server.user("Alice", THREE);
  }

  @AfterAll
  void stop() throws Exception {
    iam.close();
    server.close();
  }

  private List<EvaluationResult> custom(
      String policy, Consumer<SimulateCustomPolicyRequest.Builder> more) {
    return iam.simulateCustomPolicy(r -> more.accept(r.policyInputList(policy)))
        .evaluationResults();
  }

  private static ContextEntry entry(String name, String value, ContextKeyTypeEnum type) {
    return ContextEntry.builder()
        .contextKeyName(name)
        .contextKeyValues(value)
        .contextKeyType(type)
        .build();
  }

  private static String place(Statement statement) {
    Position start = statement.startPosition();
    Position end = statement.endPosition();
    return "%s %d:%d-%d:%d"
        .formatted(
            statement.sourcePolicyId(), start.line(), start.column(), end.line(), end.column());
  }

  @Test
  void statementsThatSettleIt_areNamedWithTheirPlaces() {
    List<EvaluationResult> results =
        custom(
            THREE,
            r -> r.actionNames("kms:CreateGrant", "kms:DescribeKey", "kms:ListKeys", "kms:Sign"));
    assertThat(results)
        .extracting(EvaluationResult::evalDecision)
        .containsExactly(ALLOWED, ALLOWED, EXPLICIT_DENY, IMPLICIT_DENY);
    assertThat(results)
        .allSatisfy(
            result -> {
              assertThat(result.evalResourceName()).isEqualTo("*");
              assertThat(result.hasResourceSpecificResults()).isFalse();
              assertThat(result.hasEvalDecisionDetails()).isFalse();
              assertThat(result.permissionsBoundaryDecisionDetail()).isNull();
              assertThat(result.organizationsDecisionDetail()).isNull();
            });
    // From behind what stands before a statement to behind its brace, as AWS counts.
    assertThat(results.stream().flatMap(r -> r.matchedStatements().stream()))
        .extracting(IamSimulatorTest::place)
        .containsExactly(
            "PolicyInputList.1 1:38-2:63",
            "PolicyInputList.1 2:63-3:75",
            "PolicyInputList.1 3:75-5:59");
    assertThat(results.getFirst().matchedStatements().getFirst().sourcePolicyTypeAsString())
        .isEqualTo("IAM Policy");
    // Documents that AWS's own pages show with their places.
    String lone =
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"DateGreaterThan":{"aws:CurrentTime":"2018-08-16T12:00:00Z"}}}}\
        """;
    Statement found =
        custom(
                lone,
                r ->
                    r.actionNames("dynamodb:CreateBackup")
                        .contextEntries(
                            entry(
                                "aws:CurrentTime",
                                "2019-04-25T11:00:00Z",
                                ContextKeyTypeEnum.DATE)))
            .getFirst()
            .matchedStatements()
            .getFirst();
    assertThat(place(found)).isEqualTo("PolicyInputList.1 1:38-1:167");
  }

  @Test
  void severalResources_areOneResultWithOneAnswerEach() {
    String some =
        THREE.replace(
            "\"kms:CreateGrant\",\"Resource\":\"*\"",
            "\"kms:CreateGrant\",\"Resource\":\"" + OWN_KEY + "\"");
    EvaluationResult result =
        custom(some, r -> r.actionNames("kms:CreateGrant").resourceArns(OWN_KEY, FOREIGN_KEY))
            .getFirst();
    assertThat(result.evalDecision()).isEqualTo(IMPLICIT_DENY);
    assertThat(result.evalResourceName()).isEqualTo("*");
    // As AWS does: what allows one of them is shown although not all are allowed.
    assertThat(result.matchedStatements())
        .extracting(IamSimulatorTest::place)
        .containsExactly(
            place(result.resourceSpecificResults().getFirst().matchedStatements().getFirst()));
    assertThat(result.hasEvalDecisionDetails()).isTrue();
    assertThat(result.evalDecisionDetails()).isEmpty();
    assertThat(result.resourceSpecificResults())
        .extracting(one -> one.evalResourceName() + " " + one.evalResourceDecision())
        .containsExactly(OWN_KEY + " allowed", FOREIGN_KEY + " implicitDeny");
    assertThat(result.resourceSpecificResults().getFirst().matchedStatements()).hasSize(1);
  }

  @Test
  void missingContext_isNamed_andGivenContextDecides() {
    String policy =
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*",
         "Resource":"arn:aws:s3:::home/${aws:username}/*",
         "Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}}\
        """;
    EvaluationResult open =
        custom(policy, r -> r.actionNames("s3:GetObject").resourceArns("arn:aws:s3:::home/Alice/x"))
            .getFirst();
    assertThat(open.evalDecision()).isEqualTo(IMPLICIT_DENY);
    assertThat(open.missingContextValues()).contains("aws:username");
    EvaluationResult asked =
        custom(
                policy,
                r ->
                    r.actionNames("s3:GetObject")
                        .resourceArns("arn:aws:s3:::home/Alice/x")
                        .callerArn(ALICE)
                        .contextEntries(entry("aws:SourceIp", "10.1.2.3", ContextKeyTypeEnum.IP)))
            .getFirst();
    assertThat(asked.evalDecision()).isEqualTo(ALLOWED);
    assertThat(asked.missingContextValues()).isEmpty();
    assertThat(iam.getContextKeysForCustomPolicy(r -> r.policyInputList(policy)).contextKeyNames())
        .containsExactly("aws:username", "aws:SourceIp");
    // Of a policy for a resource too, whose principals no identity policy has.
    String ofResource =
        policy
            .replace("\"Effect\"", "\"Principal\":\"*\",\"Effect\"")
            .replace("aws:username", "aws:PrincipalTag/home");
    assertThat(
            iam.getContextKeysForCustomPolicy(r -> r.policyInputList(ofResource, policy))
                .contextKeyNames())
        .containsExactly("aws:PrincipalTag/home", "aws:SourceIp", "aws:username");
  }

  @Test
  void boundary_limitsAndIsTold() {
    for (var expected : List.of(ALLOWED, IMPLICIT_DENY)) {
      String boundary = expected == ALLOWED ? ALL : THREE;
      EvaluationResult result =
          custom(
                  ALL,
                  r ->
                      r.actionNames("kms:Sign")
                          .resourceArns(OWN_KEY)
                          .permissionsBoundaryPolicyInputList(boundary))
              .getFirst();
      assertThat(result.evalDecision()).isEqualTo(expected);
      assertThat(result.permissionsBoundaryDecisionDetail().allowedByPermissionsBoundary())
          .isEqualTo(expected == ALLOWED);
      assertThat(
              result
                  .resourceSpecificResults()
                  .getFirst()
                  .permissionsBoundaryDecisionDetail()
                  .allowedByPermissionsBoundary())
          .isEqualTo(expected == ALLOWED);
    }
  }

  @Test
  void boundaryThatDenies_isNamedAsSuch() {
    EvaluationResult denied =
        custom(
                ALL,
                r ->
                    r.actionNames("kms:ListKeys")
                        .permissionsBoundaryPolicyInputList(ALL.replace("Allow", "Deny")))
            .getFirst();
    assertThat(denied.evalDecision()).isEqualTo(EXPLICIT_DENY);
    assertThat(denied.matchedStatements())
        .extracting(one -> one.sourcePolicyId() + " " + one.sourcePolicyTypeAsString())
        .containsExactly("PermissionsBoundaryPolicyInputList.1 Permissions Boundary Policy");
  }

  @Test
  void keyPolicyOfAnotherAccount_mustAllowToo() {
    String names = keyPolicy(ALICE);
    EvaluationResult both = onForeignKey(ALL, names);
    assertThat(both.evalDecision()).isEqualTo(ALLOWED);
    assertThat(both.evalDecisionDetailsAsStrings())
        .containsEntry("IAM Policy", "allowed")
        .containsEntry("Resource Policy", "allowed")
        .hasSize(2);
    assertThat(both.matchedStatements())
        .extracting(one -> one.sourcePolicyId() + " " + one.sourcePolicyTypeAsString())
        .containsExactlyInAnyOrder(
            "PolicyInputList.1 IAM Policy", "ResourcePolicy Resource Policy");
    EvaluationResult alone = onForeignKey(THREE, names);
    assertThat(alone.evalDecision()).isEqualTo(IMPLICIT_DENY);
    assertThat(alone.evalDecisionDetailsAsStrings())
        .containsEntry("IAM Policy", "implicitDeny")
        .containsEntry("Resource Policy", "allowed");
    assertThat(alone.resourceSpecificResults().getFirst().evalDecisionDetailsAsStrings())
        .containsEntry("IAM Policy", "implicitDeny");
    // Without a resource policy identity policies alone decide, as AWS does.
    assertThat(
            custom(ALL, r -> r.actionNames("kms:Decrypt").resourceArns(FOREIGN_KEY))
                .getFirst()
                .evalDecision())
        .isEqualTo(ALLOWED);
    // A key policy that delegates nothing leaves identity policies without effect.
    EvaluationResult own =
        custom(
                ALL,
                r ->
                    r.actionNames("kms:Decrypt")
                        .resourceArns(OWN_KEY)
                        .callerArn(ALICE)
                        .resourcePolicy(keyPolicy("arn:aws:iam::123456789012:user/Bob")))
            .getFirst();
    assertThat(own.evalDecision()).isEqualTo(IMPLICIT_DENY);
  }

  private EvaluationResult onForeignKey(String identity, String keyPolicy) {
    return custom(
            identity,
            r ->
                r.actionNames("kms:Decrypt")
                    .resourceArns(FOREIGN_KEY)
                    .callerArn(ALICE)
                    .resourcePolicy(keyPolicy))
        .getFirst();
  }

  private static String keyPolicy(String principal) {
    return """
    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"kms:Decrypt","Resource":"*"}}\
    """
        .formatted(principal);
  }

  @Test
  void resourceOwner_ownsWhatNamesNoOwner() {
    String bucketPolicy =
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}}\
        """
            .formatted(ALICE);
    for (String owner :
        List.of("arn:aws:iam::999999999999:root", "arn:aws:iam::123456789012:root")) {
      EvaluationResult result =
          custom(
                  THREE,
                  r ->
                      r.actionNames("s3:GetObject")
                          .resourceArns("arn:aws:s3:::b/x")
                          .callerArn(ALICE)
                          .resourceOwner(owner)
                          .resourcePolicy(bucketPolicy))
              .getFirst();
      boolean foreign = owner.contains("999999999999");
      assertThat(result.evalDecision()).isEqualTo(foreign ? IMPLICIT_DENY : ALLOWED);
      assertThat(result.evalDecisionDetailsAsStrings()).hasSize(foreign ? 2 : 0);
    }
  }

  @Test
  void results_arePaged() {
    List<String> actions = Stream.of("Sign", "Verify", "Decrypt").map(n -> "kms:" + n).toList();
    List<String> found = new ArrayList<>();
    var pages =
        iam.simulateCustomPolicyPaginator(
            r -> r.policyInputList(ALL).actionNames(actions).maxItems(2));
    pages.forEach(page -> page.evaluationResults().forEach(one -> found.add(one.evalActionName())));
    assertThat(found).isEqualTo(actions);
    assertThat(pages.stream().count()).isEqualTo(2);
    // A marker counts actions, whichever they are: beyond the last there is nothing.
    String marker = pages.iterator().next().marker();
    var beyond =
        iam.simulateCustomPolicy(
            r -> r.policyInputList(ALL).actionNames("kms:Sign").marker(marker));
    assertThat(beyond.evaluationResults()).isEmpty();
    assertThat(beyond.isTruncated()).isFalse();
  }

  @Test
  void principal_isJudgedByItsOwnPolicies() {
    var results =
        iam.simulatePrincipalPolicy(
                r ->
                    r.policySourceArn(ALICE)
                        .policyInputList(
                            """
                            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"kms:Sign","Resource":"*",
                             "Condition":{"StringEquals":{"aws:username":"Alice"}}}}\
                            """)
                        .actionNames("kms:CreateGrant", "kms:Sign", "kms:Decrypt"))
            .evaluationResults();
    assertThat(results)
        .extracting(EvaluationResult::evalDecision)
        .containsExactly(ALLOWED, ALLOWED, IMPLICIT_DENY);
    assertThat(results.stream().flatMap(r -> r.matchedStatements().stream()))
        .extracting(IamSimulatorTest::place)
        .containsExactly("user_Alice_policy-0 1:38-2:63", "PolicyInputList.1 1:38-2:56");
  }

  @Test
  void role_isJudgedByItsOwnPolicies() {
    iam.createRole(
        r ->
            r.roleName("ops")
                .path("/team/")
                .tags(Tag.builder().key("team").value("blue").build())
                .assumeRolePolicyDocument(
                    """
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"sts:AssumeRole"}}\
                    """
                        .formatted(ALICE)));
    iam.putRolePolicy(
        r ->
            r.roleName("ops")
                .policyName("own")
                .policyDocument(
                    """
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"kms:*","Resource":"*",
                     "Condition":{"StringEquals":{"aws:PrincipalTag/team":"blue"},
                                  "ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::123456789012:role/team/ops"}}}}\
                    """));
    String arn = "arn:aws:iam::123456789012:role/team/ops";
    EvaluationResult result =
        iam.simulatePrincipalPolicy(r -> r.policySourceArn(arn).actionNames("kms:Decrypt"))
            .evaluationResults()
            .getFirst();
    assertThat(result.evalDecision()).isEqualTo(ALLOWED);
    assertThat(result.matchedStatements().getFirst().sourcePolicyId()).isEqualTo("role_ops_own");
    assertThat(iam.getContextKeysForPrincipalPolicy(r -> r.policySourceArn(arn)).contextKeyNames())
        .containsExactly("aws:PrincipalTag/team", "aws:PrincipalArn");
  }

  @Test
  void membersNewerThanTheSdk_areUnderstood() throws Exception {
    String denies =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},
         {"Effect":"Deny","Action":"kms:Decrypt","Resource":"*"}]}\
        """;
    String levels = "OrderedOrganizationPolicyInputList.member.";
    HttpResponse<String> denied =
        SignedApi.form(
            server,
            server.root(),
            "iam",
            "Action",
            "SimulateCustomPolicy",
            "Version",
            "2010-05-08",
            "PolicyInputList.member.1",
            ALL,
            levels + "1.ServiceControlPolicyInputList.member.1",
            ALL,
            levels + "2.ServiceControlPolicyInputList.member.1",
            denies,
            "ActionNames.member.1",
            "kms:Decrypt");
    assertThat(denied.statusCode()).as(denied.body()).isEqualTo(200);
    assertThat(denied.body())
        .contains(
            "<EvalDecision>explicitDeny</EvalDecision><MatchedStatements></MatchedStatements>",
            "<AllowedByOrganizations>false</AllowedByOrganizations>");
    String[] excluding = {
      "Action",
      "SimulatePrincipalPolicy",
      "Version",
      "2010-05-08",
      "PolicySourceArn",
      ALICE,
      "ActionNames.member.1",
      "kms:CreateGrant",
      "PolicyExclusionList.member.1.InlinePolicyIdentifier.PolicyName",
      "policy-0",
      "PolicyExclusionList.member.1.InlinePolicyIdentifier.AttachmentType",
      "user",
      "PolicyExclusionList.member.1.InlinePolicyIdentifier.AttachmentName",
      "Alice"
    };
    HttpResponse<String> without = SignedApi.form(server, server.root(), "iam", excluding);
    assertThat(without.body()).contains("<EvalDecision>implicitDeny</EvalDecision>");
    excluding[excluding.length - 1] = "Bob";
    HttpResponse<String> with = SignedApi.form(server, server.root(), "iam", excluding);
    assertThat(with.body()).contains("<EvalDecision>allowed</EvalDecision>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "wildcard | Invalid Action kms:*; ActionNames holds actions like kms:Decrypt",
        "no colon | The action is invalid since it is missing names: Decrypt; ActionNames holds",
        "no resource | ResourceNames are not in a valid ARN format: bucket. ResourceArns holds",
        "no policy | Policy input list item 1 has invalid content: Syntax error at position (1,2):"
            + " ",
        "no caller | Invalid caller - Caller cannot be null or empty. ResourcePolicy needs",
        "role caller | Invalid caller - Caller must be an IAM user in this context. CallerArn is"
            + " arn:",
        "marker | Invalid marker for pagination. Take",
        "option | Invalid ResourceHandlingOption EC2-Classic-EBS; options are"
            + " EC2-VPC-InstanceStore,",
        "launch | ResourceHandlingOption EC2-VPC-EBS needs a resource of the type image",
        "two boundaries | The list of Permissions Boundary policies cannot exceed 1 items.",
        "numeric | Invalid context value for key a:number: expected numeric format. The value is"
            + " `x`.",
        "two values | Context key string expected a single value, but received 2. Give aa:bb the"
            + " type",
        "no value | Context values for context key aa:bb cannot be null or empty.",
        "twice | Duplicate context key: AA:bb. ContextEntries.2 gives it again.",
        "owner | 'Alice' is not a valid as a Resource Owner. ResourceOwner is"
            + " arn:aws:iam::ACCOUNT:root."
      })
  void badInput_isRefusedWithItsPlace(String what, String message) {
    InvalidInputException refused =
        catchThrowableOfType(
            InvalidInputException.class,
            () -> iam.simulateCustomPolicy(r -> spoil(r.policyInputList(ALL), what)));
    assertThat(refused).as(what).isNotNull();
    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("InvalidInput");
    assertThat(refused.awsErrorDetails().errorMessage()).startsWith(message);
  }

  private static void spoil(SimulateCustomPolicyRequest.Builder request, String what) {
    request.actionNames("kms:Decrypt");
    switch (what) {
      case "wildcard" -> request.actionNames("kms:*");
      case "no colon" -> request.actionNames("Decrypt");
      case "no resource" -> request.resourceArns("bucket");
      case "no policy" -> request.policyInputList("{");
      case "no caller" -> request.resourcePolicy(keyPolicy(ALICE));
      case "role caller" -> request.callerArn("arn:aws:iam::123456789012:role/r");
      case "marker" -> request.marker("eA");
      case "option" -> request.resourceHandlingOption("EC2-Classic-EBS");
      case "launch" ->
          request
              .actionNames("ec2:RunInstances")
              .resourceArns("arn:aws:ec2:us-west-2:123456789012:instance/*")
              .resourceHandlingOption("EC2-VPC-EBS");
      case "two boundaries" -> request.permissionsBoundaryPolicyInputList(ALL, ALL);
      case "numeric" -> request.contextEntries(entry("a:number", "x", ContextKeyTypeEnum.NUMERIC));
      case "two values" ->
          request.contextEntries(
              entry("aa:bb", "x", ContextKeyTypeEnum.STRING)
                  .copy(e -> e.contextKeyValues("x", "y")));
      case "no value" ->
          request.contextEntries(
              entry("aa:bb", "x", ContextKeyTypeEnum.STRING)
                  .copy(e -> e.contextKeyValues(List.of())));
      case "twice" ->
          request.contextEntries(
              entry("aa:bb", "x", ContextKeyTypeEnum.STRING),
              entry("AA:bb", "y", ContextKeyTypeEnum.STRING));
      case "owner" -> request.resourceOwner("Alice");
      default -> throw new IllegalArgumentException(what);
    }
  }

  @Test
  void principals_mustExist_andBeNamedAsSuch() {
    for (String arn :
        List.of(
            "arn:aws:iam::123456789012:user/nobody",
            "arn:aws:iam::123456789012:role/nobody",
            "arn:aws:iam::123456789012:group/nobody",
            "arn:aws:iam::123456789012:user/elsewhere/Alice")) {
      NoSuchEntityException refused =
          catchThrowableOfType(
              NoSuchEntityException.class,
              () ->
                  iam.simulatePrincipalPolicy(
                      r -> r.policySourceArn(arn).actionNames("kms:Decrypt")));
      assertThat(refused).as(arn).isNotNull();
    }
    String session = "arn:aws:sts::123456789012:assumed-role/ops/x";
    InvalidInputException refused =
        catchThrowableOfType(
            InvalidInputException.class,
            () -> iam.getContextKeysForPrincipalPolicy(r -> r.policySourceArn(session)));
    assertThat(refused.awsErrorDetails().errorMessage())
        .isEqualTo(
            "Invalid ARN provided in the request: "
                + session
                + "; it names no user, group or role.");
    IamException foreign =
        catchThrowableOfType(
            IamException.class,
            () ->
                iam.simulatePrincipalPolicy(
                    r ->
                        r.policySourceArn("arn:aws:iam::111122223333:user/x")
                            .actionNames("kms:Decrypt")));
    assertThat(foreign.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
  }

  @Test
  void simulating_isAllowedByItsOwnActions_andOnRecord() throws Exception {
    AwsBasicCredentials bob =
        server.user(
            "Bob",
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:SimulateCustomPolicy","Resource":"*"},
             {"Effect":"Allow","Action":"iam:SimulatePrincipalPolicy","Resource":"arn:aws:iam::*:user/Bob"}]}\
            """);
    try (IamClient his = server.iam(bob)) {
      long seq =
          TestServer.seq(
              his.simulateCustomPolicy(r -> r.policyInputList(ALL).actionNames("kms:Sign")));
      assertThat(server.records("eventName = SimulateCustomPolicy and seq = " + seq, seq))
          .hasSize(1);
      String own = "arn:aws:iam::123456789012:user/Bob";
      assertThat(
              his.simulatePrincipalPolicy(r -> r.policySourceArn(own).actionNames("kms:Sign"))
                  .evaluationResults())
          .hasSize(1);
      IamException refused =
          catchThrowableOfType(
              IamException.class,
              () ->
                  his.simulatePrincipalPolicy(
                      r -> r.policySourceArn(ALICE).actionNames("kms:Sign")));
      assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
      assertThat(refused.awsErrorDetails().errorMessage())
          .contains("iam:SimulatePrincipalPolicy on resource: " + ALICE);
    }
  }
}
