package io.keytrail.server.wire;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.CommonErrors;
import io.keytrail.server.invoke.ErrorCode;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The operation that a request names, resolved once: what is authorised is what runs.
///
/// @param name as the client wrote it, if it can be the name of an operation (letters and digits);
///     else empty. Fit for the trail's `eventName`
/// @param model absent if we do not serve it, whether AWS has it or not
/// @param unknown the protocol's own unknown-operation error, for when it is not served
public record RequestedOperation(
    ServiceModel service, String name, Optional<OperationModel> model, ApiException unknown) {
  private static final int MAX_NAME = 128;

  private static final ErrorCode NO_SUCH_PATH =
      ErrorCode.of(CommonErrors.UNKNOWN_OPERATION.name(), 404);
  private static final ErrorCode WRONG_METHOD =
      ErrorCode.of(CommonErrors.UNKNOWN_OPERATION.name(), 405);

  /// Resolves the name by `X-Amz-Target`, by `Action`, or by method and path, as the service
  /// speaks.
  ///
  /// @param target the only `X-Amz-Target` header; null if there is none
  /// @throws ApiException MalformedInput if a query request's form cannot be read
  public static RequestedOperation of(
      ServiceModel service, WireRequest request, @Nullable String target) {
    return switch (service.protocol()) {
      case JSON -> byTarget(service, target == null ? "" : target);
      case QUERY, EC2 -> byForm(service, FormDecoder.parameters(request));
      case REST_JSON -> byPath(service, request);
    };
  }

  private static RequestedOperation byTarget(ServiceModel service, String target) {
    String prefix = service.targetPrefix() + ".";
    String name = target.startsWith(prefix) ? named(target.substring(prefix.length())) : "";
    return new RequestedOperation(
        service,
        name,
        service.operation(name),
        new ApiException(CommonErrors.UNKNOWN_OPERATION, ""));
  }

  private static RequestedOperation byPath(ServiceModel service, WireRequest request) {
    return switch (service.routes().find(request.method(), request.path())) {
      case RestRoutes.Match.Found(String name) ->
          new RequestedOperation(
              service, name, service.operation(name), new ApiException(NO_SUCH_PATH, ""));
      case RestRoutes.Match.WrongMethod(String allowed) ->
          nameless(service, new ApiException(WRONG_METHOD, "This path answers " + allowed + "."));
      case RestRoutes.Match.Nothing _ ->
          nameless(service, new ApiException(NO_SUCH_PATH, "There is no operation at this path."));
    };
  }

  private static RequestedOperation nameless(ServiceModel service, ApiException unknown) {
    return new RequestedOperation(service, "", Optional.empty(), unknown);
  }

  private static RequestedOperation byForm(ServiceModel service, Map<String, String> parameters) {
    String name = named(parameters.getOrDefault("Action", ""));
    String version = dated(parameters.getOrDefault("Version", ""));
    Optional<OperationModel> model =
        version.equals(service.apiVersion()) ? service.operation(name) : Optional.empty();
    return new RequestedOperation(
        service,
        name,
        model,
        new ApiException(
            CommonErrors.UNKNOWN_OPERATION,
            "Could not find operation "
                + name
                + " for version "
                + (version.isEmpty() ? "NO_VERSION_SPECIFIED" : version)));
  }

  /// Whether AWS has it.
  public boolean known() {
    return service.names().contains(name);
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
