package io.keytrail.server.directory;

import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.List;

/// Says how many directories there are and may be. Of the kinds that this server does not make,
/// none may be.
final class GetDirectoryLimits
    implements Operation<
        GetDirectoryLimits.Input, GetDirectoryLimits.Target, GetDirectoryLimits.Output> {
  private static final String ACTION = "ds:GetDirectoryLimits";

  record Input() {}

  record Target() {}

  record Output(View directoryLimits) {}

  record View(
      int cloudOnlyDirectoriesLimit,
      int cloudOnlyDirectoriesCurrentCount,
      boolean cloudOnlyDirectoriesLimitReached,
      int cloudOnlyMicrosoftADLimit,
      int cloudOnlyMicrosoftADCurrentCount,
      boolean cloudOnlyMicrosoftADLimitReached,
      int connectedDirectoriesLimit,
      int connectedDirectoriesCurrentCount,
      boolean connectedDirectoriesLimitReached) {
    static View of(int count) {
      return new View(
          Limits.DIRECTORIES, count, count >= Limits.DIRECTORIES, 0, 0, true, 0, 0, true);
    }
  }

  private final DirectoryStore store;

  GetDirectoryLimits(DirectoryStore store) {
    this.store = store;
  }

  @Override
  public OperationId id() {
    return new OperationId("ds", "GetDirectoryLimits");
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
    return Access.checked(ACTION, "*");
  }

  @Override
  public boolean readOnly() {
    return true;
  }

  @Override
  public Future<Target> target(Call call, Input input) {
    return Future.succeededFuture(new Target());
  }

  @Override
  public List<Check> checks(Call call, Input input, Target target) {
    return List.of(Check.plain(ACTION, "*", call.account()));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, Target target, Authorization authorization) {
    return store
        .count(call.account(), call.region())
        .map(count -> Outcome.answer(new Output(View.of(count))));
  }
}
