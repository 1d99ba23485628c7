package io.keytrail.server.wire;

import io.keytrail.audit.json.JsonObject;
import java.nio.charset.StandardCharsets;

/// EC2's own query protocol: a form in, in which every list is flattened; XML out, in which none
/// is.
final class Ec2Codec {
  private Ec2Codec() {}

  /// The request's members as the model calls them, in the kinds that JSON would have. Unlike other
  /// services, EC2 refuses parameters that it does not know.
  ///
  /// @throws io.keytrail.server.invoke.ApiException MalformedQueryString, InvalidParameterValue,
  ///     UnknownParameter
  static JsonObject tree(OperationModel model, WireRequest request) {
    return FormReader.read(Protocol.EC2, model.input(), FormDecoder.parameters(request));
  }

  /// An operation without an output says that it was done.
  static byte[] answer(OperationCodec<?, ?> codec, Object output, String requestId) {
    OperationModel model = codec.model();
    String response = model.id().name() + "Response";
    StringBuilder out = new StringBuilder(512);
    XmlEncoder xml = new XmlEncoder(out, Timestamps::isoWithMillis);
    out.append('<').append(response).append(" xmlns=\"");
    XmlText.append(out, codec.service().xmlNamespace());
    out.append("\"><requestId>");
    XmlText.append(out, requestId);
    out.append("</requestId>");
    if (model.answersBody()) {
      xml.members(codec.outputBinding(), output);
    } else {
      out.append("<return>true</return>");
    }
    xml.close(response);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }
}
