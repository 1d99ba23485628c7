package io.keytrail.server.directory;

import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// An operation that changes the tags of a directory.
abstract class TagChange<I extends Record> extends DirectoryOperation<I, TagChange.Output> {
  record Output() {}

  TagChange(String name, Class<I> inputType, DirectoryStore store) {
    super(new Facts<>(new OperationId("ds", name), inputType, Output.class, false), store);
  }

  /// @param edit changes a copy of the tags; may refuse
  final Future<Outcome<Output>> change(DirectoryKey key, Consumer<Map<String, String>> edit) {
    return Future.succeededFuture(new Outcome.Change<>(tx -> locked(tx, key, edit), List.of()));
  }

  private Future<Outcome.Answer<Output>> locked(
      Tx tx, DirectoryKey key, Consumer<Map<String, String>> edit) {
    return store()
        .lock(tx, key)
        .map(found -> found.orElseThrow(() -> DirectoryErrors.noDirectory(key)))
        .compose(
            directory -> {
              Map<String, String> tags = new TreeMap<>(directory.tags());
              edit.accept(tags);
              return store().update(tx, directory.withTags(tags));
            })
        .map(_ -> new Outcome.Answer<>(new Output(), Outcome.Details.NONE));
  }
}
