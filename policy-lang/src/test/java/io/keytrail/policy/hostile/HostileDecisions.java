package io.keytrail.policy.hostile;

import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.Evaluator;
import io.keytrail.policy.eval.PolicySet;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.keytrail.policy.script.ScriptPrincipals;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Decisions that stall matchers: one statement, and values of the request made for it.
public final class HostileDecisions {
  /// The longest value that a policy may hold, and one that a request may well bring.
  private static final int PATTERN = 2_048;

  private static final int TEXT = 8_192;

  private HostileDecisions() {}

  /// A pattern and a text, as functions of their lengths.
  public record Shape(IntFunction<String> pattern, IntFunction<String> text) {}

  /// Patterns that make backtracking matchers stall.
  public static Map<String, Shape> shapes() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    IntFunction<String> as = "a"::repeat;
    shapes.put("*a*a…*b on a…", new Shape(n -> "*a".repeat(n / 2 - 1) + "*b", as));
    shapes.put("*a*a…*b* on a…", new Shape(n -> "*a".repeat(n / 2 - 2) + "*b*", as));
    shapes.put("?*?*…b on a…", new Shape(n -> "?*".repeat(n / 2 - 1) + "b", as));
    shapes.put("**…b on a…", new Shape(n -> "*".repeat(n - 1) + "b", as));
    shapes.put("*aa…b on a…", new Shape(n -> "*" + "a".repeat(n - 2) + "b", as));
    shapes.put("*aa…b* on a…", new Shape(n -> "*" + "a".repeat(n - 3) + "b*", as));
    shapes.put("*?aa…b* on a…", new Shape(n -> "*?" + "a".repeat(n - 4) + "b*", as));
    shapes.put("*baa…* on a…", new Shape(n -> "*b" + "a".repeat(n - 3) + "*", as));
    shapes.put("*a…ba…* on a…", new Shape(n -> halves(n), as));
    shapes.put(
        "*😀*😀…*b", new Shape(n -> "*😀".repeat(n / 3 - 1) + "*b", n -> "😀".repeat(n / 2)));
    shapes.put(
        "*😀😀…b*", new Shape(n -> "*" + "😀".repeat(n / 2 - 2) + "b*", n -> "😀".repeat(n / 2)));
    return shapes;
  }

  private static String halves(int n) {
    return "*" + "a".repeat(n / 2 - 2) + "b" + "a".repeat(n / 2 - 2) + "*";
  }

  /// A value of a policy and one of a request, for each family of operators.
  public static Map<String, String[]> families() {
    Map<String, String[]> families = new LinkedHashMap<>();
    families.put("StringEquals", new String[] {"v", "w"});
    families.put("StringNotEquals", new String[] {"v", "w"});
    families.put("StringEqualsIgnoreCase", new String[] {"v", "w"});
    families.put("StringLike", new String[] {"v*", "w"});
    families.put("NumericEquals", new String[] {"1", "2"});
    families.put("DateEquals", new String[] {"1", "2"});
    families.put("Bool", new String[] {"true", "false"});
    families.put("BinaryEquals", new String[] {"AQI=", "AQID"});
    families.put("IpAddress", new String[] {"10.0.0.0/8", "11.0.0.1"});
    families.put("ArnLike", new String[] {"arn:aws:s3:::v", "arn:aws:s3:::w"});
    return families;
  }

  static void addTo(List<HostileInput> all) {
    shapes()
        .forEach(
            (name, shape) -> {
              all.add(new HostileInput("decide: " + name, () -> matching(shape, 1)));
              all.add(
                  new HostileInput("decide: " + name + ", 20 times", () -> matching(shape, 20)));
            });
    families()
        .forEach(
            (operator, values) ->
                all.add(
                    new HostileInput(
                        "decide: values times values, " + operator,
                        () -> comparing(operator, values[0], values[1]))));
    all.add(new HostileInput("decide: variables of long values", HostileDecisions::variables));
    all.add(new HostileInput("decide: open variables", HostileDecisions::openVariables));
    all.add(new HostileInput("decide: open conditions", HostileDecisions::openConditions));
    all.add(new HostileInput("decide: open values", HostileDecisions::openValues));
  }

  private static Runnable matching(Shape shape, int times) {
    List<String> patterns = Collections.nCopies(times, shape.pattern().apply(PATTERN));
    return decision(like("StringLike", patterns), single(shape.text().apply(TEXT)));
  }

  /// As many values as a document may hold, and more in the request.
  private static Runnable comparing(String operator, String wanted, String given) {
    int fit = Math.min(2_990, 45_000 / (wanted.length() + 3));
    return decision(
        like("ForAnyValue:" + operator, Collections.nCopies(fit, wanted)),
        asked(ContextValue.list(Collections.nCopies(5_000, given)), Set.of()));
  }

  private static Runnable variables() {
    return decision(
        like("StringEquals", Collections.nCopies(25, "${x:t}".repeat(300))),
        single("a".repeat(500_000)));
  }

  private static Runnable openVariables() {
    String pattern = "*${x:a}*${x:b}*${x:c}*${x:d}*";
    return decision(
        like("StringLike", Collections.nCopies(1_000, pattern)),
        asked(ContextValue.of("a".repeat(TEXT)), Set.of("x:a", "x:b", "x:c", "x:d")));
  }

  private static Runnable openConditions() {
    String text =
        HostileDocuments.list(
            290,
            i ->
                "\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\",\"Condition\":{\"StringLike\":"
                    + "{\"x:a\":\"%d*\",\"x:b\":\"*%d\",\"x:c\":\"%d\"}}".formatted(i, i, i));
    return decision(
        compiled(text), asked(ContextValue.of("a"), Set.of("x:a", "x:b", "x:c", "x:d")));
  }

  private static Runnable openValues() {
    String text =
        HostileDocuments.list(
            40,
            i ->
                "\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":"
                    + "{\"x:k%d\":[%s],\"x:t\":\"a\"}}"
                        .formatted(i, HostileDocuments.join(100, j -> "\"v" + j + "\"")));
    return decision(compiled(text), asked(ContextValue.of("a"), keys(40)));
  }

  private static Set<String> keys(int times) {
    return Set.copyOf(IntStream.range(0, times).mapToObj(i -> "x:k" + i).toList());
  }

  private static Runnable decision(CompiledPolicy policy, AccessRequest request) {
    PolicySet policies = identity(policy);
    Evaluator evaluator = new Evaluator();
    return () -> evaluator.decide(request, policies).verdict();
  }

  /// Allows everything under one test of the key `x:t`.
  public static CompiledPolicy like(String operator, List<String> wanted) {
    return compiled(
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"%s\":{\"x:t\":[\"%s\"]}}}}"
            .formatted(operator, String.join("\",\"", wanted)));
  }

  public static CompiledPolicy compiled(String text) {
    return PolicyLanguage.compile(
        PolicyLanguage.parse(text, DocumentKind.IDENTITY).document().orElseThrow(), "p", "1");
  }

  public static AccessRequest single(String value) {
    return asked(ContextValue.of(value), Set.of());
  }

  public static AccessRequest asked(ContextValue value, Set<String> unknown) {
    return new AccessRequest(
        ScriptPrincipals.parse("arn:aws:iam::123456789012:user/Alice"),
        "s3:GetObject",
        "arn:aws:s3:::b",
        "123456789012",
        Map.of("x:t", value),
        Map.of(),
        List.of(),
        unknown);
  }

  public static PolicySet identity(CompiledPolicy policy) {
    return new PolicySet(
        List.of(policy),
        Optional.empty(),
        Optional.empty(),
        new ResourceGuard.None(),
        List.of(),
        List.of(),
        List.of());
  }
}
