package io.keytrail.server.wire;

import java.util.Optional;

/// What a member of a structure is called in each place, by the rules of its service's protocol.
///
/// @param locationName what the model says of the member's place; mostly the name in XML
/// @param queryName what the model says for EC2's forms, where that is another name
/// @param auditName what our overlay says, where CloudTrail follows no rule
record MemberNames(
    String name,
    Optional<String> locationName,
    Optional<String> queryName,
    Optional<String> auditName) {
  private static final String SET = "Set";
  private static final String ID = "Id";

  Shape.Member member(Protocol protocol, Shape shape, boolean required) {
    String xml = locationName.orElse(name);
    String form = protocol == Protocol.EC2 ? queryName.orElse(upperFirst(xml)) : xml;
    String audit = auditName.orElseGet(() -> audit(protocol, shape, form, xml));
    return new Shape.Member(name, form, xml, audit, shape, required);
  }

  /// CloudTrail shows an EC2 member under its name in XML, and a list as a set: `VolumeId.1` as
  /// `volumeSet`.
  private String audit(Protocol protocol, Shape shape, String form, String xml) {
    if (protocol != Protocol.EC2) {
      return WireNames.of(name);
    }
    if (!(shape instanceof Shape.ListOf) || xml.endsWith(SET)) {
      return WireNames.of(xml);
    }
    String listed = form.endsWith(ID) ? form.substring(0, form.length() - ID.length()) : form;
    return WireNames.of(listed) + SET;
  }

  private static String upperFirst(String text) {
    char first = text.isEmpty() ? 'A' : text.charAt(0);
    return first >= 'a' && first <= 'z' ? (char) (first - ('a' - 'A')) + text.substring(1) : text;
  }
}
