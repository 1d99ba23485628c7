package io.keytrail.server.wire;

/// How a service speaks.
public enum Protocol {
  /// awsJson 1.0 and 1.1: one POST, `X-Amz-Target` names the operation.
  JSON,
  /// Form in, XML out; `Action` names the operation.
  QUERY,
  /// As [#QUERY], with EC2's own error document.
  EC2,
  /// Operations by method and path.
  REST_JSON;

  static Protocol of(String name) {
    return switch (name) {
      case "json" -> JSON;
      case "query" -> QUERY;
      case "ec2" -> EC2;
      case "rest-json" -> REST_JSON;
      default -> throw new IllegalStateException("unknown protocol `" + name + "`");
    };
  }
}
