package io.keytrail.server.directory;

import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/// Puts tags at a directory; a key that is there gets the new value.
final class AddTagsToResource extends TagChange<AddTagsToResource.Input> {
  record Input(String resourceId, List<Tags.Tag> tags) {}

  AddTagsToResource(DirectoryStore store) {
    super("AddTagsToResource", Input.class, store);
  }

  @Override
  String directoryId(Input input) {
    return input.resourceId();
  }

  @Override
  public List<Check> checks(Call call, Input input, Target target) {
    return List.of(check(action(), target, Tags.ofRequest(input.tags())));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, Target target, Authorization authorization) {
    Map<String, String> added = Tags.of(input.tags());
    return change(
        target.key(),
        tags -> {
          tags.putAll(added);
          Tags.requireFew(tags);
        });
  }
}
