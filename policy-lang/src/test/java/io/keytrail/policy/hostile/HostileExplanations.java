package io.keytrail.policy.hostile;

import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.Grant;
import io.keytrail.policy.eval.PolicySet;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.keytrail.policy.explain.Explainer;
import io.keytrail.policy.script.ScriptPrincipals;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/// Denials whose explanation is long, and of which much nearly allows.
public final class HostileExplanations {
  private static final String KEY =
      "arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

  private HostileExplanations() {}

  static void addTo(List<HostileInput> all) {
    all.add(
        new HostileInput("explain: statements that lack one value", () -> of(near(300, "x:t", 1))));
    all.add(
        new HostileInput("explain: statements that lack one resource", () -> of(elsewhere(520))));
    all.add(
        new HostileInput("explain: statements about other actions", () -> of(otherActions(640))));
    all.add(
        new HostileInput(
            "explain: one statement of 2,900 values", () -> of(near(1, "x:t", 2_900))));
    all.add(
        new HostileInput(
            "explain: 10,000 grants", () -> explanation(decrypt("vol-none"), granted(10_000))));
    all.add(
        new HostileInput(
            "explain: values times values",
            () -> {
              CompiledPolicy policy =
                  HostileDecisions.like("ForAnyValue:StringLike", Collections.nCopies(2_900, "v*"));
              AccessRequest request =
                  HostileDecisions.asked(
                      ContextValue.list(Collections.nCopies(5_000, "w")), Set.of());
              return explanation(request, HostileDecisions.identity(policy));
            }));
  }

  private static Runnable of(String document) {
    return explanation(
        HostileDecisions.single("a"),
        HostileDecisions.identity(HostileDecisions.compiled(document)));
  }

  static Runnable explanation(AccessRequest request, PolicySet policies) {
    Explainer explainer = new Explainer();
    return () -> explainer.explain(request, policies);
  }

  /// Statements that fail by their condition alone.
  public static String near(int statements, String key, int values) {
    IntFunction<String> list = i -> HostileDocuments.join(values, j -> "\"v" + i + "-" + j + "*\"");
    return HostileDocuments.list(
        statements,
        i ->
            "\"Effect\":\"Allow\",\"Action\":\"s3:Get*\",\"Resource\":\"arn:aws:s3:::*\",\"Condition\":{\"StringLike\":{\""
                + key
                + "\":["
                + list.apply(i)
                + "]}}");
  }

  private static String elsewhere(int statements) {
    return HostileDocuments.list(
        statements,
        i ->
            "\"Effect\":\"Allow\",\"Action\":\"s3:Get*\",\"Resource\":\"arn:aws:s3:::b%d*\""
                .formatted(i));
  }

  private static String otherActions(int statements) {
    return HostileDocuments.list(
        statements, _ -> "\"Effect\":\"Allow\",\"Action\":\"s3:PutObject\",\"Resource\":\"*\"");
  }

  /// A key whose grants are each for one volume.
  static PolicySet granted(int times) {
    List<Grant> grants = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      grants.add(
          new Grant(
              "grant-" + i,
              KEY,
              "arn:aws:iam::123456789012:user/Alice",
              Set.of("Decrypt", "Encrypt"),
              Optional.of(new Grant.Constraint.Subset(Map.of("aws:ebs:id", "vol-" + i))),
              Optional.empty(),
              "1"));
    }
    return new PolicySet(
        List.of(),
        Optional.empty(),
        Optional.empty(),
        new ResourceGuard.Key(Optional.of(keyPolicy()), grants),
        List.of(),
        List.of(),
        List.of());
  }

  static AccessRequest decrypt(String volume) {
    return new AccessRequest(
        ScriptPrincipals.parse("arn:aws:iam::123456789012:user/Alice"),
        "kms:Decrypt",
        KEY,
        "123456789012",
        Map.of(),
        Map.of("aws:ebs:id", volume),
        List.of(),
        Set.of());
  }

  private static CompiledPolicy keyPolicy() {
    String text = OrdinaryWork.KEY_POLICY;
    return PolicyLanguage.compile(
        PolicyLanguage.parse(text, DocumentKind.KEY).document().orElseThrow(), "default", "1");
  }
}
