package io.keytrail.server.invoke;

/// An operation's name on the wire: service by its signing name (`kms`), operation as AWS spells it
/// (`Decrypt`).
public record OperationId(String service, String name) {
  @Override
  public String toString() {
    return service + ":" + name;
  }
}
