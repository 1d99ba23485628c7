package io.keytrail.server.directory;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Lists the tags of a directory by key.
final class ListTagsForResource
    extends DirectoryOperation<ListTagsForResource.Input, ListTagsForResource.Output> {
  private static final int PAGE = 50;

  record Input(String resourceId, Optional<String> nextToken, OptionalInt limit) {}

  record Output(List<Tags.Tag> tags, Optional<String> nextToken) {}

  ListTagsForResource(DirectoryStore store) {
    super(
        new Facts<>(new OperationId("ds", "ListTagsForResource"), Input.class, Output.class, true),
        store);
  }

  @Override
  String directoryId(Input input) {
    return input.resourceId();
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, Target target, Authorization authorization) {
    Directory directory =
        target.directory().orElseThrow(() -> DirectoryErrors.noDirectory(target.key()));
    Optional<String> after =
        Pages.after(
            input.nextToken(),
            _ -> true,
            () ->
                new ApiException(
                    DirectoryErrors.INVALID_NEXT_TOKEN, "The NextToken value is not valid."));
    int limit = Math.min(input.limit().orElse(PAGE), PAGE);
    List<Tags.Tag> rest =
        Tags.view(directory.tags()).stream()
            .filter(tag -> after.filter(last -> tag.key().compareTo(last) <= 0).isEmpty())
            .toList();
    Pages<Tags.Tag> page = Pages.cut(rest, limit == 0 ? PAGE : limit, Tags.Tag::key);
    return Future.succeededFuture(Outcome.answer(new Output(page.items(), page.nextToken())));
  }
}
