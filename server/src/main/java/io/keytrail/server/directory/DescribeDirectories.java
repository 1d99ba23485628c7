package io.keytrail.server.directory;

import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Describes the directories that are asked for, or all of the account and Region, by id.
final class DescribeDirectories
    implements Operation<
        DescribeDirectories.Input, DescribeDirectories.Target, DescribeDirectories.Output> {
  private static final int PAGE = 100;
  private static final String ACTION = "ds:DescribeDirectories";

  record Input(List<String> directoryIds, Optional<String> nextToken, OptionalInt limit) {}

  /// Nothing is loaded before it is allowed: the action is about `*`.
  record Target() {}

  record Output(List<DirectoryView> directoryDescriptions, Optional<String> nextToken) {}

  private final DirectoryStore store;

  DescribeDirectories(DirectoryStore store) {
    this.store = store;
  }

  @Override
  public OperationId id() {
    return new OperationId("ds", "DescribeDirectories");
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
    Optional<String> after =
        Pages.after(
            input.nextToken(),
            DirectoryKey::isId,
            () ->
                new ApiException(
                    DirectoryErrors.INVALID_NEXT_TOKEN, "The NextToken value is not valid."));
    int limit = Math.min(input.limit().orElse(PAGE), PAGE);
    int size = limit == 0 ? PAGE : limit;
    Future<List<Directory>> found =
        input.directoryIds().isEmpty()
            ? store.directories(call.account(), call.region(), after, size + 1)
            : named(call, input.directoryIds(), after);
    return found.map(
        directories -> {
          Pages<Directory> page = Pages.cut(directories, size, directory -> directory.key().id());
          List<DirectoryView> views = page.items().stream().map(DirectoryView::of).toList();
          return Outcome.answer(new Output(views, page.nextToken()));
        });
  }

  /// In order of id, so that a token can say where the next page begins; all of them exist, or the
  /// call fails.
  private Future<List<Directory>> named(Call call, List<String> ids, Optional<String> after) {
    if (ids.size() > PAGE) {
      throw DirectoryErrors.invalid("At most " + PAGE + " DirectoryIds can be asked for at once.");
    }
    Future<List<Directory>> all = Future.succeededFuture(List.of());
    for (String id : new LinkedHashSet<>(ids.stream().sorted().toList())) {
      DirectoryKey key = DirectoryKey.of(call, id);
      all =
          all.compose(
              before ->
                  store
                      .directory(key)
                      .map(found -> found.orElseThrow(() -> DirectoryErrors.noDirectory(key)))
                      .map(
                          found ->
                              after.filter(last -> id.compareTo(last) <= 0).isPresent()
                                  ? before
                                  : with(before, found)));
    }
    return all;
  }

  private static List<Directory> with(List<Directory> before, Directory found) {
    List<Directory> more = new java.util.ArrayList<>(before);
    more.add(found);
    return more;
  }
}
