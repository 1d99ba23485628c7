package io.keytrail.server.directory;

import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.ResourceRef;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An operation of `ds` on one directory, checked by the action of its own name on that directory's
/// ARN, whether the directory exists or not.
abstract class DirectoryOperation<I extends Record, O extends Record>
    implements Operation<I, DirectoryOperation.Target, O> {

  /// @param name on the wire, also the action's
  record Facts<I extends Record, O extends Record>(
      OperationId id, Class<I> inputType, Class<O> outputType, boolean readOnly) {}

  /// @param directory absent if there is none of that id
  record Target(DirectoryKey key, Optional<Directory> directory) {}

  private final Facts<I, O> facts;
  private final DirectoryStore store;

  DirectoryOperation(Facts<I, O> facts, DirectoryStore store) {
    this.facts = facts;
    this.store = store;
  }

  /// The directory that the request names.
  abstract String directoryId(I input);

  final DirectoryStore store() {
    return store;
  }

  final String action() {
    return facts.id().service() + ":" + facts.id().name();
  }

  @Override
  public final OperationId id() {
    return facts.id();
  }

  @Override
  public final Class<I> inputType() {
    return facts.inputType();
  }

  @Override
  public final Class<O> outputType() {
    return facts.outputType();
  }

  @Override
  public final boolean readOnly() {
    return facts.readOnly();
  }

  @Override
  public Access access() {
    return Access.checked(action(), "the directory");
  }

  @Override
  public final Future<Target> target(Call call, I input) {
    DirectoryKey key = DirectoryKey.of(call, directoryId(input));
    return store.directory(key).map(found -> new Target(key, found));
  }

  @Override
  public List<Check> checks(Call call, I input, Target target) {
    return List.of(check(action(), target, Map.of()));
  }

  /// @param context beside the tags of the directory
  static Check check(String action, Target target, Map<String, ContextValue> context) {
    Map<String, ContextValue> all = new HashMap<>(context);
    target.directory().ifPresent(directory -> all.putAll(Tags.ofResource(directory.tags())));
    return new Check(
        action,
        target.key().arn(),
        target.key().account(),
        new ResourceGuard.None(),
        all,
        Map.of(),
        List.of(),
        Map.of());
  }

  @Override
  public final List<ResourceRef> resources(Call call, I input, Target target) {
    return target.directory().map(Directory::key).map(DirectoryOperation::ref).stream().toList();
  }

  static ResourceRef ref(DirectoryKey key) {
    return new ResourceRef(key.account(), Directory.RESOURCE_TYPE, key.arn());
  }
}
