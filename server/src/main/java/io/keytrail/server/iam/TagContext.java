package io.keytrail.server.iam;

import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.keytrail.server.invoke.Check;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The check of an operation that tags what it makes: `aws:RequestTag/…` and `aws:TagKeys` come
/// with it.
final class TagContext {
  private TagContext() {}

  static Check check(String action, String arn, String account, List<IamTag> tags) {
    Map<String, ContextValue> context = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (IamTag tag : tags) {
      // Keys that differ by letter case only are refused later; a context cannot hold both.
      if (seen.add(AsciiFold.lower(tag.key()))) {
        context.put("aws:RequestTag/" + tag.key(), ContextValue.of(tag.value()));
      }
    }
    if (!tags.isEmpty()) {
      context.put("aws:TagKeys", ContextValue.list(tags.stream().map(IamTag::key).toList()));
    }
    return new Check(
        action, arn, account, new ResourceGuard.None(), context, Map.of(), List.of(), Map.of());
  }
}
