package io.keytrail.server.wire;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.CommonErrors;
import io.keytrail.server.invoke.Ec2Errors;
import io.keytrail.server.invoke.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/// An error as each protocol says it.
public final class WireErrors {
  private static final String REQUEST_ID = "x-amzn-RequestId";

  /// The errors of AWS's front layer that spell the member `Message`; services' own say `message`.
  /// Every SDK reads both.
  private static final Set<String> CAPITAL_MESSAGE =
      Set.of(CommonErrors.ACCESS_DENIED.name(), CommonErrors.SERIALIZATION.name());

  private WireErrors() {}

  /// The whole reply to a refused or failed request.
  ///
  /// @param service the one the request names, or [ServiceModels#unscoped] if it names none
  /// @param message empty where AWS sends none; then there is no such member
  public static WireReply render(
      ServiceModel service, ErrorCode code, String message, String requestId) {
    return render(service, new ApiException(code, message), requestId);
  }

  /// As [#render(ServiceModel, ErrorCode, String, String)], with the reason that rest-json says
  /// beside the message.
  public static WireReply render(ServiceModel service, ApiException error, String requestId) {
    ErrorCode code = error.code();
    String message = error.message();
    return switch (service.protocol()) {
      case JSON -> json(service, code, message, requestId);
      case QUERY -> query(service, code, message, requestId);
      case EC2 -> ec2(service, code, message, requestId);
      case REST_JSON -> restJson(service, error, requestId);
    };
  }

  private static WireReply json(
      ServiceModel service, ErrorCode code, String message, String requestId) {
    JsonOutput body = new JsonOutput(256);
    body.raw("{\"__type\":");
    body.string(code.name());
    if (!message.isEmpty()) {
      body.raw(CAPITAL_MESSAGE.contains(code.name()) ? ",\"Message\":" : ",\"message\":");
      body.string(message);
    }
    body.raw('}');
    return new WireReply(
        code.status(), service.contentType(), Map.of(REQUEST_ID, requestId), body.toBytes());
  }

  /// The SDKs take the error's name from the header, then look for `message` and `Message`; what an
  /// exception has beside it they read by its modelled name.
  private static WireReply restJson(ServiceModel service, ApiException error, String requestId) {
    JsonOutput body = new JsonOutput(256);
    body.raw("{\"message\":");
    body.string(error.message());
    if (!error.reason().isEmpty()) {
      body.raw(",\"Reason\":");
      body.string(error.reason());
    }
    body.raw('}');
    return new WireReply(
        error.code().queryStatus(),
        service.contentType(),
        Map.of(REQUEST_ID, requestId, "x-amzn-ErrorType", error.code().name()),
        body.toBytes());
  }

  private static WireReply query(
      ServiceModel service, ErrorCode code, String message, String requestId) {
    StringBuilder out = new StringBuilder(512).append("<ErrorResponse");
    if (!service.xmlNamespace().isEmpty()) {
      out.append(" xmlns=\"");
      XmlText.append(out, service.xmlNamespace());
      out.append('"');
    }
    out.append("><Error><Type>").append(code.queryStatus() < 500 ? "Sender" : "Receiver");
    out.append("</Type><Code>");
    XmlText.append(out, code.queryName());
    out.append("</Code><Message>");
    XmlText.append(out, message);
    out.append("</Message></Error><RequestId>");
    XmlText.append(out, requestId);
    out.append("</RequestId></ErrorResponse>");
    return xml(service, code, requestId, out);
  }

  private static WireReply ec2(
      ServiceModel service, ErrorCode common, String message, String requestId) {
    ErrorCode code = Ec2Errors.of(common);
    StringBuilder out = new StringBuilder(512).append("<Response><Errors><Error><Code>");
    XmlText.append(out, code.queryName());
    out.append("</Code><Message>");
    XmlText.append(out, message);
    out.append("</Message></Error></Errors><RequestID>");
    XmlText.append(out, requestId);
    out.append("</RequestID></Response>");
    return xml(service, code, requestId, out);
  }

  private static WireReply xml(
      ServiceModel service, ErrorCode code, String requestId, StringBuilder out) {
    return new WireReply(
        code.queryStatus(),
        service.contentType(),
        Map.of(REQUEST_ID, requestId),
        out.toString().getBytes(StandardCharsets.UTF_8));
  }
}
