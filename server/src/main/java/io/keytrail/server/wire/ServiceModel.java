package io.keytrail.server.wire;

import io.keytrail.server.invoke.ErrorCode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One service's API.
///
/// @param name the signing name: `kms`
/// @param contentType of answers: `application/x-amz-json-1.1`, `text/xml`
/// @param targetPrefix before the dot in `X-Amz-Target`; empty where the protocol has no targets
/// @param apiVersion what a query form says as `Version`
/// @param xmlNamespace of answers; empty in the JSON protocols
/// @param operations in full, by name
/// @param names of all operations the service has at AWS, served or not
/// @param errors of the served operations, by the JSON name
/// @param routes to all operations, where the protocol names them by path
public record ServiceModel(
    String name,
    Protocol protocol,
    String contentType,
    String targetPrefix,
    String apiVersion,
    String xmlNamespace,
    Map<String, OperationModel> operations,
    Set<String> names,
    Map<String, ErrorCode> errors,
    RestRoutes routes) {
  public ServiceModel {
    operations = Map.copyOf(operations);
    names = Set.copyOf(names);
    errors = Map.copyOf(errors);
  }

  public Optional<OperationModel> operation(String operation) {
    return Optional.ofNullable(operations.get(operation));
  }

  /// The error that the model calls `name` (`NoSuchEntityException`), with its code and status in
  /// both protocols.
  ///
  /// @throws IllegalArgumentException if no served operation has such an error
  public ErrorCode error(String name) {
    ErrorCode code = errors.get(name);
    if (code == null) {
      throw new IllegalArgumentException(this.name + " models no error " + name);
    }
    return code;
  }

  @Override
  public String toString() {
    return "ServiceModel[" + name + "]";
  }
}
