package io.keytrail.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.CommonErrors;
import io.keytrail.server.invoke.OperationId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The query protocol: forms, and the resolution of `Action`.
class QueryCodecTest {
  private static final ServiceModels MODELS = ServiceModels.load();
  private static final ServiceModel IAM = MODELS.service("iam").orElseThrow();
  private static final OperationCodec<IamRecords.CreateUserInput, IamRecords.CreateUserOutput>
      CREATE_USER =
          OperationCodec.of(
              new OperationId("iam", "CreateUser"),
              IamRecords.CreateUserInput.class,
              IamRecords.CreateUserOutput.class,
              MODELS);

  private static WireRequest form(String body) {
    return new WireRequest(
        "POST",
        body.getBytes(StandardCharsets.ISO_8859_1),
        "",
        "application/x-www-form-urlencoded; charset=utf-8");
  }

  @Test
  void elements_areOrderedByNumberAndMayHaveGaps() {
    IamRecords.CreateUserInput input =
        CREATE_USER.read(
            form(
                "UserName=u&Tags.member.10.Key=ten&Tags.member.10.Value=&Tags.member.2.Key=two"
                    + "&Tags.member.2.Value=%C3%A4+b&Tags.member.2.Other=x&Unknown.member.1=y&&"));
    assertThat(input.tags())
        .containsExactly(new IamRecords.Tag("two", "ä b"), new IamRecords.Tag("ten", ""));
    assertThat(CREATE_USER.read(form("UserName=u&Tags=")).tags()).isEmpty();
  }

  @Test
  void parameters_mayStandInTheQueryString() {
    WireRequest get =
        new WireRequest(
            "GET",
            new byte[0],
            "Action=CreateUser&Version=2010-05-08&UserName=Bob&X-Amz-Signature=00&X-Amz-Date=1",
            "");
    assertThat(CREATE_USER.read(get))
        .isEqualTo(new IamRecords.CreateUserInput(Optional.empty(), "Bob", List.of()));
    assertThat(RequestedOperation.of(IAM, get, null).model().orElseThrow().id().name())
        .isEqualTo("CreateUser");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          UserName=a&UserName=b                       | a parameter stands twice
          UserName=a&User%4eame=b                     | a parameter stands twice
          UserName=%zz                                | a percent escape has no hex digits
          UserName=%4                                 | a percent escape is cut off
          UserName=%                                  | a percent escape is cut off
          UserName=%ff                                | a parameter is not UTF-8
          UserName=%c0%af                             | a parameter is not UTF-8
          UserName=%ed%a0%80                          | a parameter is not UTF-8
          UserName=ä                                  | the form holds a byte that must be percent-encoded
          UserName=a b                                | the form holds a byte that must be percent-encoded
          UserName=u&UserName.x=1                     | a parameter that is a text has members
          UserName.member.1=u                         | a parameter that is a text has members
          UserName=u&Tags.member.0.Key=x              | an element of a list is not numbered from 1
          UserName=u&Tags.member.01.Key=x             | an element of a list is not numbered from 1
          UserName=u&Tags.member.1000000.Key=x        | an element of a list is not numbered from 1
          UserName=u&Tags.member.x.Key=x              | an element of a list is not numbered from 1
          UserName=u&Tags.1.Key=x                     | a list has no `member.1`
          UserName=u&Tags=x                           | a list has no `member.1`
          UserName=u&Tags.member.1=x                  | a text stands where Tag has members
          """)
  void malformedForms_areRefused(String body, String message) {
    assertThatThrownBy(() -> CREATE_USER.read(form(body)))
        .isInstanceOf(ApiException.class)
        .hasMessage(message)
        .satisfies(
            e -> assertThat(((ApiException) e).code()).isEqualTo(CommonErrors.SERIALIZATION));
  }

  @Test
  void deepNames_areRefused() {
    assertThatThrownBy(() -> CREATE_USER.read(form("a" + ".b".repeat(40) + "=1")))
        .hasMessage("a parameter is nested over 32 deep");
  }

  @Test
  void bodiesOfOtherTypes_areRefused() {
    WireRequest json = new WireRequest("POST", new byte[] {'{', '}'}, "", "application/json");
    assertThatThrownBy(() -> CREATE_USER.read(json))
        .hasMessage("the Content-Type must be application/x-www-form-urlencoded");
    assertThat(CREATE_USER.rawParameters(json)).isEqualTo(JsonNull.NULL);
  }

  @Test
  void violations_areQuotedAndTheRawViewStays() {
    WireRequest request = form("UserName=a%20b&Path=x");
    assertThatThrownBy(() -> CREATE_USER.read(request))
        .hasMessage(
            "2 validation errors detected: Value 'x' at 'path' failed to satisfy constraint: Member"
                + " must satisfy regular expression pattern:"
                + " (\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F); Value 'a b' at 'userName' failed"
                + " to satisfy constraint: Member must satisfy regular expression pattern:"
                + " [\\w+=,.@-]+");
    assertThat(JsonWriter.toText(CREATE_USER.rawParameters(request)))
        .isEqualTo("{\"path\":\"x\",\"userName\":\"a b\"}");
  }

  @Test
  void members_withoutComponentAreRefused() {
    assertThatThrownBy(
            () ->
                CREATE_USER.read(
                    form("UserName=u&PermissionsBoundary=arn:aws:iam::123456789012:policy/b")))
        .hasMessage("The parameter PermissionsBoundary is not supported here.");
    assertThat(CREATE_USER.unsupportedMembers()).containsExactly("PermissionsBoundary");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Action=Fly&Version=2010-05-08       | Could not find operation Fly for version 2010-05-08
          Action=CreateUser                   | Could not find operation CreateUser for version NO_VERSION_SPECIFIED
          Action=CreateUser&Version=2011-01-01| Could not find operation CreateUser for version 2011-01-01
          Action=createuser&Version=2010-05-08| Could not find operation createuser for version 2010-05-08
          Action=%3Cb%3E&Version=2010-05-08   | Could not find operation  for version 2010-05-08
          """)
  void otherActions_areUnknown(String body, String message) {
    RequestedOperation requested = RequestedOperation.of(IAM, form(body), null);
    assertThat(requested.model()).isEmpty();
    assertThat(requested.unknown()).hasMessage(message);
    assertThat(requested.unknown().code()).isEqualTo(CommonErrors.UNKNOWN_OPERATION);
  }

  @Test
  void actionsThatAwsHas_areKnownButNotServed() {
    RequestedOperation requested =
        RequestedOperation.of(IAM, form("Action=ListGroups&Version=2010-05-08"), null);
    assertThat(requested.known()).isTrue();
    assertThat(requested.model()).isEmpty();
    assertThat(RequestedOperation.of(IAM, form("Action=Fly"), null).known()).isFalse();
  }
}
