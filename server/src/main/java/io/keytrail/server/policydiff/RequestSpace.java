package io.keytrail.server.policydiff;

import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.server.simulate.PrincipalText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The combinations of a vocabulary, up to a bound: every principal, action and resource in every
/// context while there is room, then fewer contexts.
record RequestSpace(Vocabulary words, DocumentKind kind, String account) {
  private static final long MOST = 400_000;

  List<AccessRequest> requests() {
    List<String> resources = resources();
    List<String> principals = principals();
    long pairs = (long) words.actions().size() * resources.size() * principals.size();
    long contexts = Math.max(1, Math.min(words.contexts().size(), MOST / Math.max(1, pairs)));
    List<AccessRequest> requests = new ArrayList<>();
    for (String action : words.actions()) {
      for (String resource : resources) {
        for (String principal : principals) {
          for (int i = 0; i < contexts && requests.size() < MOST; i++) {
            requests.add(request(principal, action, resource, words.contexts().get(i)));
          }
        }
      }
    }
    return requests;
  }

  /// An identity policy is judged for somebody who has it.
  private List<String> principals() {
    return switch (kind) {
      case IDENTITY, SERVICE_CONTROL -> {
        List<String> holders = new ArrayList<>(words.holders());
        holders.add("arn:aws:iam::" + account + ":user/the-user");
        yield holders;
      }
      case KEY, STORED_KEY, TRUST, RESOURCE, RESOURCE_CONTROL, VPC_ENDPOINT -> words.principals();
    };
  }

  private List<String> resources() {
    String owned =
        switch (kind) {
          case KEY, STORED_KEY ->
              "arn:aws:kms:us-west-2:" + account + ":key/00000000-0000-0000-0000-000000000000";
          case TRUST -> "arn:aws:iam::" + account + ":role/the-role";
          case IDENTITY, RESOURCE, SERVICE_CONTROL, RESOURCE_CONTROL, VPC_ENDPOINT -> "";
        };
    if (!owned.isEmpty()) {
      return List.of(owned);
    }
    List<String> resources = new ArrayList<>(words.resources());
    resources.add("arn:aws:kms:us-west-2:" + account + ":key/another-key");
    if (!resources.contains("*")) {
      resources.add("*");
    }
    return resources.stream()
        .filter(one -> one.equals("*") || one.split(":", 6).length == 6)
        .toList();
  }

  private AccessRequest request(
      String principal, String action, String resource, Map<String, ContextValue> context) {
    return new AccessRequest(
        PrincipalText.parse(principal).orElseThrow(),
        action,
        resource,
        account,
        context,
        Map.of(),
        List.of(),
        Set.of());
  }
}
