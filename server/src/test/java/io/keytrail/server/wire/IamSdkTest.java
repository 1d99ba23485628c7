package io.keytrail.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.CommonErrors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.sts.StsClient;

/// The SDK's IAM and STS clients write our requests and read our answers.
class IamSdkTest {
  private static final String ODD = "a&b<c>\"d' +%=;\r\n\tä\uD83D\uDD11";
  private static final Instant CREATED = Instant.parse("2026-01-31T12:00:01Z");

  private static SdkServer server;
  private static IamClient iam;
  private static StsClient sts;
  private static final List<Object> INPUTS = Collections.synchronizedList(new ArrayList<>());

  @BeforeAll
  static void start() {
    server = new SdkServer();
    iam = server.iam();
    sts = server.sts();
  }

  @AfterAll
  static void stop() {
    iam.close();
    sts.close();
    server.close();
  }

  private static IamRecords.User user(String name, List<IamRecords.Tag> tags) {
    return new IamRecords.User(
        "/",
        name,
        "AIDA1",
        "arn:aws:iam::123456789012:user/" + name,
        CREATED,
        Optional.empty(),
        tags.isEmpty() ? Optional.empty() : Optional.of(tags));
  }

  @Test
  void createUser_tagsGoBothWays() {
    var codec =
        server.serve(
            "iam",
            "CreateUser",
            IamRecords.CreateUserInput.class,
            IamRecords.CreateUserOutput.class,
            input -> {
              INPUTS.add(input);
              return new IamRecords.CreateUserOutput(
                  user(
                      input.userName(),
                      List.of(new IamRecords.Tag("k", ODD), new IamRecords.Tag("l", "\u0001"))));
            });
    var answer =
        iam.createUser(
            b ->
                b.userName("Alice@x")
                    .path("/a/")
                    .tags(
                        Tag.builder().key("team a").value("x+y=z@1").build(),
                        Tag.builder().key("empty").value("").build()));
    var input = (IamRecords.CreateUserInput) INPUTS.getLast();
    assertThat(input)
        .isEqualTo(
            new IamRecords.CreateUserInput(
                Optional.of("/a/"),
                "Alice@x",
                List.of(new IamRecords.Tag("team a", "x+y=z@1"), new IamRecords.Tag("empty", ""))));
    assertThat(answer.user().createDate()).isEqualTo(CREATED);
    assertThat(answer.user().arn()).endsWith("user/Alice@x");
    assertThat(answer.user().passwordLastUsed()).isNull();
    assertThat(answer.user().tags())
        .containsExactly(
            Tag.builder().key("k").value(ODD).build(),
            Tag.builder().key("l").value("\uFFFD").build());
    assertThat(answer.responseMetadata().requestId()).isEqualTo(SdkServer.REQUEST_ID);
    assertThat(JsonWriter.toText(codec.requestParameters(input)))
        .isEqualTo(
            "{\"path\":\"/a/\",\"userName\":\"Alice@x\",\"tags\":[{\"key\":\"team a\",\"value\":"
                + "\"x+y=z@1\"},{\"key\":\"empty\",\"value\":\"\"}]}");
  }

  @Test
  void listUsers_paging() {
    server.serve(
        "iam",
        "ListUsers",
        IamRecords.ListUsersInput.class,
        IamRecords.ListUsersOutput.class,
        input -> {
          INPUTS.add(input);
          return new IamRecords.ListUsersOutput(
              List.of(user("a", List.of()), user("b", List.of())), true, Optional.of("more"));
        });
    var answer = iam.listUsers(b -> b.maxItems(2).pathPrefix("/"));
    assertThat(INPUTS.getLast())
        .isEqualTo(
            new IamRecords.ListUsersInput(Optional.of("/"), Optional.empty(), OptionalInt.of(2)));
    assertThat(answer.users()).hasSize(2);
    assertThat(answer.isTruncated()).isTrue();
    assertThat(answer.marker()).isEqualTo("more");
    assertThatThrownBy(() -> iam.listUsers(b -> b.maxItems(1001)))
        .isInstanceOf(IamException.class)
        .hasMessageContaining(
            "1 validation error detected: Value '1001' at 'maxItems' failed to satisfy constraint:"
                + " Member must have value less than or equal to 1000")
        .satisfies(
            e ->
                assertThat(((IamException) e).awsErrorDetails().errorCode())
                    .isEqualTo("ValidationError"));
  }

  @Test
  void putUserPolicy_documentIsKeptAndNothingAnswered() {
    server.serve(
        "iam",
        "PutUserPolicy",
        IamRecords.PutUserPolicyInput.class,
        IamRecords.Nothing.class,
        input -> {
          INPUTS.add(input);
          return new IamRecords.Nothing();
        });
    String document = "{\n  \"Version\": \"2012-10-17\",\t\"x\": \"%2B+ &=é\"\r\n}";
    iam.putUserPolicy(b -> b.userName("u").policyName("p").policyDocument(document));
    assertThat(INPUTS.getLast()).isEqualTo(new IamRecords.PutUserPolicyInput("u", "p", document));
  }

  @Test
  void createAccessKey_secretIsAnsweredAndNotShown() {
    var output =
        new IamRecords.CreateAccessKeyOutput(
            new IamRecords.AccessKey(
                "u", "AKIAIOSFODNN7EXAMPLE", "Active", Secret.ofUtf8("s3cr3t/+"), CREATED));
    var codec =
        server.serve(
            "iam",
            "CreateAccessKey",
            IamRecords.CreateAccessKeyInput.class,
            IamRecords.CreateAccessKeyOutput.class,
            _ -> output);
    assertThat(iam.createAccessKey().accessKey().secretAccessKey()).isEqualTo("s3cr3t/+");
    assertThat(JsonWriter.toText(codec.responseElements(output)))
        .isEqualTo(
            "{\"accessKey\":{\"userName\":\"u\",\"accessKeyId\":\"AKIAIOSFODNN7EXAMPLE\","
                + "\"status\":\"Active\",\"createDate\":\"Jan 31, 2026, 12:00:01 PM\"}}");
  }

  @Test
  void getCallerIdentity_isAnswered() {
    var codec =
        server.serve(
            "sts",
            "GetCallerIdentity",
            IamRecords.Nothing.class,
            IamRecords.GetCallerIdentityOutput.class,
            _ ->
                new IamRecords.GetCallerIdentityOutput(
                    "AIDA", "123456789012", "arn:aws:iam::123456789012:root"));
    assertThat(sts.getCallerIdentity().arn()).isEqualTo("arn:aws:iam::123456789012:root");
    assertThat(codec.requestParameters(new IamRecords.Nothing())).isEqualTo(JsonNull.NULL);
    assertThat(
            new String(
                codec.write(new IamRecords.GetCallerIdentityOutput("U", "A", "R"), "id"),
                java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo(
            "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                + "<GetCallerIdentityResult><UserId>U</UserId><Account>A</Account><Arn>R</Arn>"
                + "</GetCallerIdentityResult><ResponseMetadata><RequestId>id</RequestId>"
                + "</ResponseMetadata></GetCallerIdentityResponse>");
  }

  @Test
  void errors_comeBackTyped() {
    ServiceModel model = server.models.service("iam").orElseThrow();
    refuseGetUserPolicy(new ApiException(model.error("NoSuchEntityException"), "no <user> & co"));
    assertThatThrownBy(() -> iam.getUserPolicy(b -> b.userName("u").policyName("p")))
        .isInstanceOf(NoSuchEntityException.class)
        .hasMessageContaining("no <user> & co")
        .satisfies(e -> assertThat(((IamException) e).statusCode()).isEqualTo(404));
    refuseGetUserPolicy(new ApiException(model.error("EntityAlreadyExistsException"), "there"));
    assertThatThrownBy(() -> iam.getUserPolicy(b -> b.userName("u").policyName("p")))
        .isInstanceOf(EntityAlreadyExistsException.class)
        .satisfies(e -> assertThat(((IamException) e).statusCode()).isEqualTo(409));
    refuseGetUserPolicy(new ApiException(CommonErrors.ACCESS_DENIED, "not authorized"));
    assertThatThrownBy(() -> iam.getUserPolicy(b -> b.userName("u").policyName("p")))
        .isInstanceOf(IamException.class)
        .satisfies(
            e -> {
              IamException refused = (IamException) e;
              assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
              assertThat(refused.statusCode()).isEqualTo(403);
              assertThat(refused.requestId()).isEqualTo(SdkServer.REQUEST_ID);
            });
  }

  private static void refuseGetUserPolicy(ApiException refusal) {
    server.serve(
        "iam",
        "GetUserPolicy",
        IamRecords.GetUserPolicyInput.class,
        IamRecords.PutUserPolicyInput.class,
        _ -> {
          throw refusal;
        });
  }

  @Test
  void operationsNotServed_answerInvalidAction() {
    assertThatThrownBy(() -> iam.listRoles())
        .isInstanceOf(IamException.class)
        .hasMessageContaining("Could not find operation ListRoles for version 2010-05-08")
        .satisfies(
            e ->
                assertThat(((IamException) e).awsErrorDetails().errorCode())
                    .isEqualTo("InvalidAction"));
  }
}
