package io.keytrail.server.iam;

import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Lists the access keys of a user, or of the caller, without their secrets.
final class ListAccessKeys
    implements Operation<ListAccessKeys.Input, KeyOwner, ListAccessKeys.Output> {
  record Input(Optional<String> userName, Optional<String> marker, OptionalInt maxItems) {}

  record Output(List<Metadata> accessKeyMetadata, boolean isTruncated, Optional<String> marker) {}

  /// `userName` is absent for the root user.
  record Metadata(
      Optional<String> userName, String accessKeyId, String status, Instant createDate) {}

  private final AccessKeyStore store;
  private final KeyOwners owners;

  ListAccessKeys(AccessKeyStore store, KeyOwners owners) {
    this.store = store;
    this.owners = owners;
  }

  @Override
  public OperationId id() {
    return new OperationId("iam", "ListAccessKeys");
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
    return Access.checked("iam:ListAccessKeys", "the user");
  }

  @Override
  public boolean readOnly() {
    return true;
  }

  @Override
  public Future<KeyOwner> target(Call call, Input input) {
    return owners.find(call, input.userName());
  }

  @Override
  public List<Check> checks(Call call, Input input, KeyOwner target) {
    return target.check("iam:ListAccessKeys");
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, KeyOwner target, Authorization authorization) {
    Paging paging = Paging.of(input.marker(), input.maxItems());
    return store
        .accessKeys(target.require())
        .map(
            keys -> {
              List<AccessKey> byId =
                  keys.stream().sorted((a, b) -> a.id().compareTo(b.id())).toList();
              Paging.Page<AccessKey> page =
                  paging.page(paging.rest(byId, AccessKey::id), AccessKey::id);
              List<Metadata> shown = page.items().stream().map(ListAccessKeys::metadata).toList();
              return Outcome.answer(new Output(shown, page.truncated(), page.marker()));
            });
  }

  private static Metadata metadata(AccessKey key) {
    return new Metadata(KeyOwner.userName(key.owner()), key.id(), key.status(), key.created());
  }
}
