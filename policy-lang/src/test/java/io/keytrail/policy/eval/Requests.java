package io.keytrail.policy.eval;

import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.ast.Version;
import io.keytrail.policy.compile.CompiledCondition;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.compile.ConditionCompiler;
import io.keytrail.policy.compile.Operand;
import io.keytrail.policy.compile.TextPattern;
import io.keytrail.policy.condition.BoundCondition;
import io.keytrail.policy.condition.Conditions;
import io.keytrail.policy.condition.IamOperator.Base;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.keytrail.policy.script.ScriptPrincipals;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Requests and policies in one line, for tests that ask one part of the evaluator.
final class Requests {
  static final String ACCOUNT = "123456789012";
  static final String ALICE = "arn:aws:iam::123456789012:user/Alice";
  static final String KEY = "arn:aws:kms:us-west-2:123456789012:key/k1";

  private Requests() {}

  static AccessRequest on(String resource, String action) {
    return by(ALICE, action, resource, Map.of(), Map.of(), Set.of());
  }

  static AccessRequest by(String principal, String action) {
    return by(principal, action, KEY, Map.of(), Map.of(), Set.of());
  }

  static AccessRequest with(Map<String, ContextValue> context, String... unknown) {
    return by(ALICE, "kms:Decrypt", KEY, context, Map.of(), Set.of(unknown));
  }

  static AccessRequest by(
      String principal,
      String action,
      String resource,
      Map<String, ContextValue> context,
      Map<String, String> encryption,
      Set<String> unknown) {
    return new AccessRequest(
        ScriptPrincipals.parse(principal),
        action,
        resource,
        ACCOUNT,
        context,
        encryption,
        List.of(),
        unknown);
  }

  static CompiledPolicy policy(String name, DocumentKind kind, String... statements) {
    return Cases.compile(name, kind, List.of(statements), true);
  }

  /// As `StringLike` has it in a document of 2012-10-17.
  static TextPattern pattern(String written) {
    BoundCondition like = Conditions.test(Base.STRING_LIKE, "x:t", List.of(written));
    return ConditionCompiler.compile(like, Version.V2012)
            instanceof CompiledCondition.Test(var _, var _, Operand.Texts(var patterns, var _))
        ? patterns.getFirst()
        : fail(written);
  }

  private static TextPattern fail(String written) {
    throw new AssertionError(written);
  }

  static PolicySet identity(CompiledPolicy... policies) {
    return new PolicySet(
        List.of(policies),
        Optional.empty(),
        Optional.empty(),
        new ResourceGuard.None(),
        List.of(),
        List.of(),
        List.of());
  }
}
