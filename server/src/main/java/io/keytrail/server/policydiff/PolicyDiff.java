package io.keytrail.server.policydiff;

import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.ast.PolicyDocument;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.AccessRequests;
import io.keytrail.policy.eval.Decision;
import io.keytrail.policy.eval.Evaluator;
import io.keytrail.policy.eval.PolicySet;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts the same requests to an old and a new policy. Confined to one thread.
public final class PolicyDiff {
  private static final String ALLOW_ALL =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";

  private final PolicyDocument before;
  private final PolicyDocument after;
  private final CompiledPolicy oldPolicy;
  private final CompiledPolicy newPolicy;
  private final CompiledPolicy everything;
  private final Evaluator evaluator = new Evaluator();

  /// @param before and after are of one kind
  public PolicyDiff(PolicyDocument before, PolicyDocument after) {
    this.before = before;
    this.after = after;
    this.oldPolicy = PolicyLanguage.compile(before, "old", "");
    this.newPolicy = PolicyLanguage.compile(after, "new", "");
    this.everything =
        PolicyLanguage.compile(
            PolicyLanguage.parse(ALLOW_ALL, DocumentKind.IDENTITY).document().orElseThrow(),
            "everything",
            "");
  }

  /// One request that is decided differently, and how many others like it were found.
  ///
  /// @param request as it was put, so that who puts it sees the same
  /// @param withIamAllow whether it takes an identity policy that allows it (a key policy that
  ///     delegates, a ceiling)
  /// @param others requests of the same principal, action and resource in other contexts
  public record Difference(
      AccessRequest request, Decision before, Decision after, boolean withIamAllow, int others) {
    /// New access, as opposed to access that is gone.
    public boolean newlyAllowed() {
      return after.allowed();
    }
  }

  /// @param requests how many were put to both
  public record Result(List<Difference> differences, long requests) {
    public Result {
      differences = List.copyOf(differences);
    }

    public boolean hasNewAccess() {
      return differences.stream().anyMatch(Difference::newlyAllowed);
    }
  }

  /// Requests made from what the two documents speak of.
  public Result generated(String account) {
    Vocabulary words = Vocabulary.of(List.of(before, after), account);
    return run(new RequestSpace(words, before.kind(), account).requests());
  }

  /// Puts these requests to both.
  public Result run(Iterable<AccessRequest> requests) {
    Map<Subject, Difference> found = new LinkedHashMap<>();
    long asked = 0;
    for (AccessRequest one : requests) {
      AccessRequest derived = AccessRequests.derive(one);
      for (boolean iam : worlds()) {
        asked++;
        compare(one, derived, iam)
            .ifPresent(
                difference ->
                    found.merge(
                        Subject.of(difference), difference, (first, next) -> another(first)));
      }
    }
    return new Result(new ArrayList<>(found.values()), asked);
  }

  /// A resource policy is judged alone and beside identity policies that allow everything, because
  /// delegation shows only there; a ceiling only beside them.
  private boolean[] worlds() {
    return switch (before.kind()) {
      case IDENTITY -> new boolean[] {false};
      case KEY, STORED_KEY, TRUST, RESOURCE -> new boolean[] {false, true};
      case SERVICE_CONTROL, RESOURCE_CONTROL, VPC_ENDPOINT -> new boolean[] {true};
    };
  }

  private record Subject(String principal, String action, String resource, boolean allowed) {
    static Subject of(Difference difference) {
      AccessRequest request = difference.request();
      return new Subject(
          request.principal().arn(),
          request.action(),
          request.resource(),
          difference.newlyAllowed());
    }
  }

  private static Difference another(Difference first) {
    return new Difference(
        first.request(), first.before(), first.after(), first.withIamAllow(), first.others() + 1);
  }

  private Optional<Difference> compare(AccessRequest request, AccessRequest derived, boolean iam) {
    Decision one = evaluator.decide(derived, set(oldPolicy, iam));
    Decision two = evaluator.decide(derived, set(newPolicy, iam));
    return one.allowed() == two.allowed()
        ? Optional.empty()
        : Optional.of(new Difference(request, one, two, iam, 0));
  }

  private PolicySet set(CompiledPolicy policy, boolean iam) {
    List<CompiledPolicy> identity = iam ? List.of(everything) : List.of();
    List<List<CompiledPolicy>> level = List.of(List.of(policy));
    return switch (before.kind()) {
      case IDENTITY -> of(List.of(policy), new ResourceGuard.None(), List.of(), List.of());
      case KEY, STORED_KEY ->
          of(identity, new ResourceGuard.Key(Optional.of(policy), List.of()), List.of(), List.of());
      case TRUST -> of(identity, new ResourceGuard.Trust(policy), List.of(), List.of());
      case RESOURCE -> of(identity, new ResourceGuard.Policy(policy), List.of(), List.of());
      case SERVICE_CONTROL -> of(identity, new ResourceGuard.None(), level, List.of());
      case RESOURCE_CONTROL -> of(identity, new ResourceGuard.None(), List.of(), level);
      case VPC_ENDPOINT ->
          new PolicySet(
              identity,
              Optional.empty(),
              Optional.empty(),
              new ResourceGuard.None(),
              List.of(),
              List.of(),
              List.of(policy));
    };
  }

  private static PolicySet of(
      List<CompiledPolicy> identity,
      ResourceGuard guard,
      List<List<CompiledPolicy>> serviceControl,
      List<List<CompiledPolicy>> resourceControl) {
    return new PolicySet(
        identity,
        Optional.empty(),
        Optional.empty(),
        guard,
        serviceControl,
        resourceControl,
        List.of());
  }
}
