package io.keytrail.server.invoke;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The one list of operations that this server serves.
public final class Operations {
  private final Map<OperationId, Operation<?, ?, ?>> byId;

  public Operations(List<Operation<?, ?, ?>> operations) {
    Map<OperationId, Operation<?, ?, ?>> map = new LinkedHashMap<>();
    for (Operation<?, ?, ?> operation : operations) {
      if (map.put(operation.id(), operation) != null) {
        throw new IllegalArgumentException("two operations are called " + operation.id());
      }
    }
    byId = Map.copyOf(map);
  }

  public Optional<Operation<?, ?, ?>> find(OperationId id) {
    return Optional.ofNullable(byId.get(id));
  }

  public Collection<Operation<?, ?, ?>> all() {
    return byId.values();
  }
}
