package io.keytrail.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.CommonErrors;
import io.keytrail.server.invoke.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Errors, byte by byte.
class WireErrorsTest {
  private static final ServiceModels MODELS = ServiceModels.load();

  private static WireReply render(String service, ErrorCode code, String message) {
    return WireErrors.render(MODELS.service(service).orElseThrow(), code, message, "id-1");
  }

  private static String body(WireReply reply) {
    return new String(reply.body(), StandardCharsets.UTF_8);
  }

  @Test
  void json_spellsTheMessageAsAwsDoes() {
    WireReply reply = render("kms", ErrorCode.client("DisabledException"), "arn is \"disabled\"");
    assertThat(body(reply))
        .isEqualTo("{\"__type\":\"DisabledException\",\"message\":\"arn is \\\"disabled\\\"\"}");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.contentType()).isEqualTo("application/x-amz-json-1.1");
    assertThat(reply.headers()).isEqualTo(Map.of("x-amzn-RequestId", "id-1"));
    assertThat(body(render("kms", CommonErrors.ACCESS_DENIED, "no")))
        .isEqualTo("{\"__type\":\"AccessDeniedException\",\"Message\":\"no\"}");
    assertThat(body(render("kms", CommonErrors.VALIDATION, "v")))
        .isEqualTo("{\"__type\":\"ValidationException\",\"message\":\"v\"}");
  }

  @Test
  void json_withoutMessageHasNoMember() {
    assertThat(body(render("kms", ErrorCode.client("InvalidCiphertextException"), "")))
        .isEqualTo("{\"__type\":\"InvalidCiphertextException\"}");
  }

  @Test
  void query_namesTheFaultAndEscapes() {
    WireReply reply = render("iam", CommonErrors.ACCESS_DENIED, "<no> & \"\u0000\uD800\"");
    assertThat(body(reply))
        .isEqualTo(
            "<ErrorResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><Error>"
                + "<Type>Sender</Type><Code>AccessDenied</Code><Message>&lt;no&gt; &amp;"
                + " &quot;\uFFFD\uFFFD&quot;</Message></Error><RequestId>id-1</RequestId>"
                + "</ErrorResponse>");
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.contentType()).isEqualTo("text/xml;charset=UTF-8");
    assertThat(body(render("sts", CommonErrors.INTERNAL, "x")))
        .contains("<Type>Receiver</Type><Code>InternalFailure</Code>");
  }

  @Test
  void servicesToCome_answerInTheirOwnShape() {
    assertThat(body(render("ec2", CommonErrors.UNKNOWN_OPERATION, "m")))
        .isEqualTo(
            "<Response><Errors><Error><Code>InvalidAction</Code><Message>m</Message></Error>"
                + "</Errors><RequestID>id-1</RequestID></Response>");
    WireReply denied = render("ec2", CommonErrors.ACCESS_DENIED, "m");
    assertThat(body(denied)).contains("<Code>UnauthorizedOperation</Code>");
    assertThat(denied.status()).isEqualTo(403);
    assertThat(body(render("ec2", CommonErrors.SERIALIZATION, "m")))
        .contains("<Code>MalformedQueryString</Code>");
    assertThat(render("ec2", CommonErrors.THROTTLING, "m").status()).isEqualTo(503);
    WireReply ebs = render("ebs", CommonErrors.ACCESS_DENIED, "m");
    assertThat(body(ebs)).isEqualTo("{\"message\":\"m\"}");
    assertThat(ebs.headers()).containsEntry("x-amzn-ErrorType", "AccessDeniedException");
    assertThat(ebs.status()).isEqualTo(403);
  }

  @Test
  void restJson_saysTheReasonBesideTheMessage() {
    ApiException refused = new ApiException(CommonErrors.VALIDATION, "m", "INVALID_REALM");
    WireReply reply = WireErrors.render(MODELS.service("ds-data").orElseThrow(), refused, "id-1");
    assertThat(body(reply)).isEqualTo("{\"message\":\"m\",\"Reason\":\"INVALID_REALM\"}");
    assertThat(body(WireErrors.render(MODELS.service("kms").orElseThrow(), refused, "id-1")))
        .isEqualTo("{\"__type\":\"ValidationException\",\"message\":\"m\"}");
  }

  @Test
  void requestsWithoutService_areAnsweredToo() {
    WireReply reply =
        WireErrors.render(
            ServiceModels.unscoped(Protocol.QUERY), CommonErrors.MISSING_AUTHENTICATION, "m", "i");
    assertThat(body(reply)).startsWith("<ErrorResponse><Error><Type>Sender</Type>");
  }

  @Test
  void xmlText_isTotal() {
    StringBuilder all = new StringBuilder();
    for (char c = 0; c < 0xffff; c++) {
      all.append(c).append('x');
    }
    StringBuilder escaped = new StringBuilder();
    XmlText.append(escaped, all.append('\uffff').toString());
    assertThat(escaped.chars())
        .allMatch(c -> c == '\t' || c == '\n' || (c >= 0x20 && c < 0xfffe && !isSurrogate(c)));
  }

  private static boolean isSurrogate(int c) {
    return Character.isSurrogate((char) c);
  }
}
