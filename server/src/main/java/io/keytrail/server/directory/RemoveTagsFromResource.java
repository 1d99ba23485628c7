package io.keytrail.server.directory;

import io.keytrail.policy.eval.ContextValue;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/// Takes tags from a directory; a key that it does not have is no mistake.
final class RemoveTagsFromResource extends TagChange<RemoveTagsFromResource.Input> {
  record Input(String resourceId, List<String> tagKeys) {}

  RemoveTagsFromResource(DirectoryStore store) {
    super("RemoveTagsFromResource", Input.class, store);
  }

  @Override
  String directoryId(Input input) {
    return input.resourceId();
  }

  @Override
  public List<Check> checks(Call call, Input input, Target target) {
    Map<String, ContextValue> context =
        input.tagKeys().isEmpty()
            ? Map.of()
            : Map.of("aws:TagKeys", ContextValue.list(input.tagKeys()));
    return List.of(check(action(), target, context));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, Target target, Authorization authorization) {
    return change(target.key(), tags -> input.tagKeys().forEach(tags::remove));
  }
}
