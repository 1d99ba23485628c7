package io.keytrail.policy.explain;

import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.Grant;
import io.keytrail.policy.eval.Inspection;
import io.keytrail.policy.eval.Inspection.GrantAnswer;
import io.keytrail.policy.eval.Level;
import io.keytrail.policy.eval.Truth;
import io.keytrail.policy.explain.Explanation.Kind;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Makes a grant fit the request: by asking so that its constraints hold, or by a grant of the same
/// kind with what it lacks. Confined to one grant.
final class GrantTrial {
  private static final String SOURCE_ARN = "aws:SourceArn";

  private final Inspection inspection;
  private final Grant original;
  private final GrantAnswer answer;
  private final Draft draft;
  private String grantee;
  private final Set<String> operations;

  GrantTrial(Inspection inspection, Grant original) {
    this.inspection = inspection;
    this.original = original;
    this.answer = inspection.grant(original);
    this.draft = new Draft(inspection.request().request());
    this.grantee = original.grantee();
    this.operations = new HashSet<>(original.operations());
  }

  /// How many fields fail.
  static int failures(GrantAnswer answer) {
    return (answer.key() ? 0 : 1)
        + (answer.counts() ? 0 : 1)
        + (answer.operation() ? 0 : 1)
        + (answer.party() == Level.NONE && answer.operation() ? 1 : 0)
        + (answer.source() == Truth.TRUE ? 0 : 1)
        + (answer.constraint() == Truth.TRUE ? 0 : 1);
  }

  /// False if some field cannot be made to fit. A grant on another key never can.
  boolean fit() {
    if (!answer.key() || !(answer.operation() || operation())) {
      return false;
    }
    if (!answer.counts()) {
      draft.failed(Kind.CONDITION, "grant token", original.grantId(), "absent");
      draft.token(original.grantId());
    }
    return (answer.source() == Truth.TRUE || source())
        && (answer.constraint() == Truth.TRUE || constraint())
        && party();
  }

  Draft draft() {
    return draft;
  }

  Grant changed() {
    return new Grant(
        original.grantId(),
        original.keyArn(),
        grantee,
        operations,
        original.constraint(),
        original.sourceArn(),
        original.versionId(),
        original.ending(),
        original.pending());
  }

  private boolean operation() {
    String asked = draft.request().action();
    draft.failed(Kind.ACTION, "operations", GrantExplainer.operations(original), asked);
    Optional<String> operation = inspection.grantOperation();
    operation.ifPresent(
        name -> {
          operations.add(name);
          draft.add("/Operations", name, "the operations of grant `" + original.grantId() + "`");
        });
    return operation.isPresent();
  }

  private boolean party() {
    if (inspection.grant(changed()).party() != Level.NONE) {
      return true;
    }
    var caller = draft.request().principal();
    draft.failed(Kind.PRINCIPAL, "grantee", original.grantee(), caller.arn());
    if (CallerName.pattern(caller).isEmpty()) {
      return false;
    }
    grantee = CallerName.text(caller);
    draft.replace(
        "/GranteePrincipal", grantee, "the grantee of grant `" + original.grantId() + "`");
    return true;
  }

  private boolean source() {
    ContextValue now = inspection.request().value("aws:sourcearn");
    String wanted = original.sourceArn().orElseThrow();
    draft.failed(
        Kind.CONDITION,
        SOURCE_ARN,
        wanted,
        now == null ? "absent" : String.join(", ", now.values()));
    draft.give(SOURCE_ARN, ContextValue.of(wanted));
    return true;
  }

  private static String kind(Grant.Constraint constraint) {
    return switch (constraint) {
      case Grant.Constraint.Equals _ -> "EncryptionContextEquals";
      case Grant.Constraint.Subset _ -> "EncryptionContextSubset";
    };
  }

  /// Of a grant made under a grant the constraint is its own business.
  private boolean constraint() {
    if (original.constraint().isEmpty() || inspection.makesGrant()) {
      return false;
    }
    var pairs = new TreeMap<>(original.constraint().get().pairs());
    var now = new GivenPairs(draft.request());
    draft.failed(
        Kind.CONDITION, kind(original.constraint().get()), pairs.toString(), now.all().toString());
    pairs.forEach(
        (key, value) -> {
          if (!now.holds(key, value)) {
            draft.pair(key, value);
          }
        });
    return true;
  }
}
