package io.keytrail.server.wire;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import io.keytrail.server.invoke.OperationId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The models of every service that we answer for, by signing name. Immutable.
public final class ServiceModels {
  private static final List<String> SERVICES =
      List.of("sts", "iam", "kms", "workspaces", "ds", "ds-data", "cloudtrail", "ec2", "ebs");
  private static final Limits FILE = Limits.REQUEST;

  private final Map<String, ServiceModel> byName;

  private ServiceModels(Map<String, ServiceModel> byName) {
    this.byName = Map.copyOf(byName);
  }

  /// Reads the files that are packed with the server, in a few milliseconds; blocks.
  ///
  /// @throws IllegalStateException if a file is missing or malformed: the build is broken
  public static ServiceModels load() {
    Map<String, ServiceModel> models = new LinkedHashMap<>();
    for (String service : SERVICES) {
      JsonObject base = file(service + ".json").orElse(JsonObject.EMPTY);
      JsonObject overlay = file(service + ".overlay.json").orElse(JsonObject.EMPTY);
      models.put(service, new ModelReader(ModelOverlay.merge(base, overlay)).read());
    }
    return new ServiceModels(models);
  }

  /// The service with that name, if we answer for it.
  ///
  /// @param signingName from the credential scope: `kms`
  public Optional<ServiceModel> service(String signingName) {
    return Optional.ofNullable(byName.get(signingName));
  }

  /// A service without name and operations, to answer a request that names none in the protocol it
  /// seems to speak.
  public static ServiceModel unscoped(Protocol protocol) {
    return new ServiceModel(
        "",
        protocol,
        ModelReader.contentType(protocol, "1.1"),
        "",
        "",
        "",
        Map.of(),
        Set.of(),
        Map.of(),
        RestRoutes.NONE);
  }

  /// All services, in no order.
  public Collection<ServiceModel> services() {
    return byName.values();
  }

  /// The model of an operation that we serve.
  ///
  /// @throws IllegalArgumentException if the models do not hold it: the operation cannot be served
  public OperationModel operation(OperationId id) {
    return service(id.service())
        .flatMap(service -> service.operation(id.name()))
        .orElseThrow(() -> new IllegalArgumentException("no model of " + id));
  }

  private static Optional<JsonObject> file(String name) {
    try (InputStream in = ServiceModels.class.getResourceAsStream("/models/" + name)) {
      if (in == null) {
        return Optional.empty();
      }
      if (StrictJson.parse(in.readAllBytes(), FILE) instanceof JsonObject object) {
        return Optional.of(object);
      }
      throw new IllegalStateException("models/" + name + " is not an object");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JsonSyntaxException e) {
      throw new IllegalStateException(
          "models/" + name + ":" + e.line() + ":" + e.column() + " " + e.getMessage(), e);
    }
  }
}
