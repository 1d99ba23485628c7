package io.keytrail.server.http;

import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.Operations;
import io.keytrail.server.wire.ServiceModel;
import io.keytrail.server.wire.ServiceModels;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The services and what is served of them, found without allocation. Immutable.
final class Services {
  private final ServiceModels models;
  private final Map<String, Map<String, ServedOperation<?, ?>>> served;

  private Services(ServiceModels models, Map<String, Map<String, ServedOperation<?, ?>>> served) {
    this.models = models;
    this.served = Map.copyOf(served);
  }

  /// @throws IllegalArgumentException or [IllegalStateException] if an operation and its model
  ///     disagree
  static Services of(Operations operations, ServiceModels models, HttpMetrics metrics) {
    Map<String, Map<String, ServedOperation<?, ?>>> served = new HashMap<>();
    for (Operation<?, ?, ?> operation : operations.all()) {
      served
          .computeIfAbsent(operation.id().service(), _ -> new HashMap<>())
          .put(operation.id().name(), ServedOperation.of(operation, models, metrics));
    }
    return new Services(models, served);
  }

  Optional<ServiceModel> service(String signingName) {
    return models.service(signingName);
  }

  Optional<ServedOperation<?, ?>> operation(String service, String name) {
    return Optional.ofNullable(served.getOrDefault(service, Map.of()).get(name));
  }
}
