package io.keytrail.server.wire;

import io.keytrail.audit.json.JsonObject;
import java.nio.charset.StandardCharsets;

/// The query protocol: a form in, XML out.
final class QueryCodec {
  private QueryCodec() {}

  /// The request's members as the model calls them, in the kinds that JSON would have.
  ///
  /// @throws io.keytrail.server.invoke.ApiException MalformedInput
  static JsonObject tree(OperationModel model, WireRequest request) {
    return FormReader.read(Protocol.QUERY, model.input(), FormDecoder.parameters(request));
  }

  static byte[] answer(OperationCodec<?, ?> codec, Object output, String requestId) {
    OperationModel model = codec.model();
    String response = model.id().name() + "Response";
    StringBuilder out = new StringBuilder(512);
    XmlEncoder xml = new XmlEncoder(out, Timestamps::iso);
    out.append('<').append(response).append(" xmlns=\"");
    XmlText.append(out, codec.service().xmlNamespace());
    out.append("\">");
    model.resultWrapper().ifPresent(xml::open);
    xml.members(codec.outputBinding(), output);
    model.resultWrapper().ifPresent(xml::close);
    out.append("<ResponseMetadata><RequestId>");
    XmlText.append(out, requestId);
    out.append("</RequestId></ResponseMetadata>");
    xml.close(response);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }
}
