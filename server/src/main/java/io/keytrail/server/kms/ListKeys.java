package io.keytrail.server.kms;

import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Lists the keys of the account and Region.
final class ListKeys implements Operation<ListKeys.Input, Markers.Scope, ListKeys.Output> {
  private static final int DEFAULT_LIMIT = 100;
  private final KmsCore kms;

  ListKeys(KmsCore kms) {
    this.kms = kms;
  }

  record Input(Optional<Integer> limit, Optional<String> marker) {}

  record Output(List<Entry> keys, Optional<String> nextMarker, boolean truncated) {}

  record Entry(String keyId, String keyArn) {}

  @Override
  public OperationId id() {
    return KeyOperation.kms("ListKeys");
  }

  @Override
  public Class<Input> inputType() {
    return Input.class;
  }

  @Override
  public Class<Output> outputType() {
    return Output.class;
  }

  @Override
  public Access access() {
    return Access.checked("kms:ListKeys", "*");
  }

  @Override
  public boolean readOnly() {
    return true;
  }

  @Override
  public Future<Markers.Scope> target(Call call, Input input) {
    return Future.succeededFuture(Markers.Scope.of(call, "ListKeys"));
  }

  @Override
  public List<Check> checks(Call call, Input input, Markers.Scope target) {
    return List.of(Check.plain("kms:ListKeys", "*", call.account()));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, Markers.Scope scope, Authorization authorization) {
    int limit = input.limit().orElse(DEFAULT_LIMIT);
    Optional<UUID> after = kms.markers().after(scope, input.marker()).map(UUID::fromString);
    return kms.store()
        .keyIds(scope.place(), after, limit + 1)
        .map(ids -> Outcome.answer(output(scope, ids, limit)));
  }

  private Output output(Markers.Scope scope, List<UUID> ids, int limit) {
    Markers.Page<UUID> page = kms.markers().page(scope, ids, limit, UUID::toString);
    List<Entry> entries =
        page.items().stream()
            .map(id -> new Entry(id.toString(), scope.place().keyArn(id)))
            .toList();
    return new Output(entries, page.nextMarker(), page.truncated());
  }
}
