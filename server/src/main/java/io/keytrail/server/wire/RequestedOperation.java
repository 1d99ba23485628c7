package io.keytrail.server.wire;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.CommonErrors;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The operation that a request names, resolved once: what is authorised is what runs.
///
/// @param name as the client wrote it, if it can be the name of an operation (letters and digits);
///     else empty. Fit for the trail's `eventName`
/// @param model absent if we do not serve it, whether AWS has it or not
/// @param version what a query request said; empty in the other protocols
public record RequestedOperation(
    ServiceModel service, String name, Optional<OperationModel> model, String version) {
  private static final int MAX_NAME = 128;

  /// Resolves the name by `X-Amz-Target` or `Action`, as the service speaks.
  ///
  /// @param target the only `X-Amz-Target` header; null if there is none
  /// @throws ApiException MalformedInput if a query request's form cannot be read
  public static RequestedOperation of(
      ServiceModel service, WireRequest request, @Nullable String target) {
    return switch (service.protocol()) {
      case JSON -> byTarget(service, target == null ? "" : target);
      case QUERY, EC2 -> byForm(service, FormDecoder.parameters(request));
      case REST_JSON -> new RequestedOperation(service, "", Optional.empty(), "");
    };
  }

  private static RequestedOperation byTarget(ServiceModel service, String target) {
    String prefix = service.targetPrefix() + ".";
    String name = target.startsWith(prefix) ? named(target.substring(prefix.length())) : "";
    return new RequestedOperation(service, name, service.operation(name), "");
  }

  private static RequestedOperation byForm(ServiceModel service, Map<String, String> parameters) {
    String name = named(parameters.getOrDefault("Action", ""));
    String version = dated(parameters.getOrDefault("Version", ""));
    Optional<OperationModel> model =
        version.equals(service.apiVersion()) ? service.operation(name) : Optional.empty();
    return new RequestedOperation(service, name, model, version);
  }

  /// Whether AWS has it.
  public boolean known() {
    return service.names().contains(name);
  }

  /// The protocol's own unknown-operation error.
  public ApiException unknown() {
    return switch (service.protocol()) {
      case JSON, REST_JSON -> new ApiException(CommonErrors.UNKNOWN_OPERATION, "");
      case QUERY, EC2 ->
          new ApiException(
              CommonErrors.UNKNOWN_OPERATION,
              "Could not find operation "
                  + name
                  + " for version "
                  + (version.isEmpty() ? "NO_VERSION_SPECIFIED" : version));
    };
  }

  private static String named(String text) {
    boolean fits = text.length() <= MAX_NAME;
    for (int i = 0; fits && i < text.length(); i++) {
      char c = text.charAt(i);
      fits = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
    return fits ? text : "";
  }

  private static String dated(String text) {
    boolean fits = text.length() <= MAX_NAME;
    for (int i = 0; fits && i < text.length(); i++) {
      char c = text.charAt(i);
      fits = (c >= '0' && c <= '9') || c == '-';
    }
    return fits ? text : "";
  }
}
