package io.keytrail.policy.reference;

import static io.keytrail.policy.reference.ReferenceMatch.NO;
import static io.keytrail.policy.reference.ReferenceMatch.YES;
import static io.keytrail.policy.reference.ReferenceMatch.answer;

import io.keytrail.policy.reference.ReferencePrincipal.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One statement.
///
/// @param ref where it stands: the kind, the numbers of level and policy where there are several,
///     `#`, its own
/// @param variables whether its document's Version knows them
record ReferenceStatement(String ref, Map<String, @Nullable Object> body, boolean variables) {

  /// Those of a policy, or of the policies of a list of lists.
  static List<ReferenceStatement> read(String ref, @Nullable Object documents) {
    List<ReferenceStatement> out = new ArrayList<>();
    if (documents instanceof List<?> list) {
      IntStream.range(0, list.size())
          .forEach(i -> out.addAll(read(ref + "/" + (i + 1), list.get(i))));
      return out;
    }
    Map<String, @Nullable Object> document = Json.asMap(documents);
    for (Object body : Json.items(document.get("Statement"))) {
      boolean variables = "2012-10-17".equals(document.get("Version"));
      out.add(new ReferenceStatement(ref + "#" + (out.size() + 1), Json.asMap(body), variables));
    }
    return out;
  }

  static Set<String> refs(List<ReferenceStatement> statements) {
    return new TreeSet<>(statements.stream().map(ReferenceStatement::ref).toList());
  }

  boolean deny() {
    return "Deny".equals(body.get("Effect"));
  }

  /// Whether it applies; a statement that cannot be answered denies and does not allow.
  boolean applies(Reference request) {
    ReferenceMatch match = new ReferenceMatch(request.context, variables);
    boolean ofResource = ref.startsWith("resource#");
    ToIntFunction<String> covers =
        // AMB-01: the resource of a key policy is `*`, this key.
        want ->
            ofResource && request.key
                ? answer(want.equals("*"))
                : match.resource(want, request.resource);
    int least =
        IntStream.of(
                principal(request),
                element("Action", false, want -> ReferenceMatch.action(want, request.action)),
                ofResource && request.trust
                    ? YES
                    : element("Resource", ofResource && request.key, covers),
                match.condition(Json.asMap(body.get("Condition"))))
            .min()
            .getAsInt();
    return deny() ? least != NO : least == YES;
  }

  private int element(String name, boolean neverNot, ToIntFunction<String> test) {
    boolean not = !neverNot && body.containsKey("Not" + name);
    int matches = ReferenceMatch.any(Json.texts(body.get(not ? "Not" + name : name)), test);
    return not ? YES - matches : matches;
  }

  /// §4.3, AMB-05: to be spared a session must be listed with its role and its account; a boundary
  /// forfeits it.
  private int principal(Reference request) {
    if (!ref.matches("(resource|resourceControl|vpcEndpoint)[/#].*")) {
      return YES;
    } else if (!body.containsKey("NotPrincipal")) {
      return answer(!request.caller.named(body.get("Principal")).isEmpty());
    }
    Set<Named> listed = request.caller.named(body.get("NotPrincipal"));
    boolean whole = listed.containsAll(List.of(Named.ACCOUNT, Named.ROLE, Named.SELF));
    boolean spared =
        !deny()
            ? !listed.isEmpty()
            : request.caller.session() ? whole : listed.contains(Named.SELF);
    boolean bounded =
        deny() && request.has("permissionsBoundary") && !request.caller.account().isEmpty();
    return answer(!(spared || listed.contains(Named.EVERYONE)) || bounded);
  }

  /// How an allow of the resource names the caller; who is not listed is named with everyone.
  Set<Named> names(ReferencePrincipal caller) {
    return body.containsKey("NotPrincipal")
        ? Set.of(Named.EVERYONE)
        : caller.named(body.get("Principal"));
  }
}
