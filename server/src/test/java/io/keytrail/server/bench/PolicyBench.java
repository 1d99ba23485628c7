package io.keytrail.server.bench;

import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.AccessRequests;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.Decision;
import io.keytrail.policy.eval.Evaluator;
import io.keytrail.policy.eval.PolicySet;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.keytrail.policy.eval.Principal;
import io.keytrail.policy.explain.Explained;
import io.keytrail.policy.explain.Explainer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Decisions on the four-statement key policy, by JMH in a fork of its own, with the bytes that
/// each allocates.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class PolicyBench {
  private static final String KEY =
      "arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

  private final Evaluator evaluator = new Evaluator();
  private final Explainer explainer = new Explainer();
  private AccessRequest request =
      request("kms:CreateGrant", Map.of("kms:GrantIsForAWSResource", ContextValue.of("true")));
  private PolicySet policies = policies();

  /// Derived once, as the server does for each call.
  @Setup
  public void derive() {
    request = AccessRequests.derive(request);
    policies = policies();
  }

  @Benchmark
  public Decision decide() {
    return evaluator.decide(request, policies);
  }

  @Benchmark
  public Explained explain() {
    return explainer.explain(request, policies);
  }

  @Benchmark
  public CompiledPolicy parseCheckCompile() {
    return compile();
  }

  private static AccessRequest request(String action, Map<String, ContextValue> context) {
    return new AccessRequest(
        new Principal.User("123456789012", "/", "Alice", "AIDAEXAMPLE"),
        action,
        KEY,
        "123456789012",
        context,
        Map.of("aws:ebs:id", "vol-1234abcd"),
        List.of(),
        Set.of());
  }

  private static PolicySet policies() {
    return new PolicySet(
        List.of(),
        Optional.empty(),
        Optional.empty(),
        new ResourceGuard.Key(Optional.of(compile()), List.of()),
        List.of(),
        List.of(),
        List.of());
  }

  private static CompiledPolicy compile() {
    return PolicyLanguage.compile(
        PolicyLanguage.parse(SeedPolicy.keyPolicy(), DocumentKind.KEY).document().orElseThrow(),
        "default",
        "1");
  }

  static void run(Report report) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include(PolicyBench.class.getName())
            .forks(1)
            .warmupIterations(3)
            .warmupTime(TimeValue.seconds(2))
            .measurementIterations(5)
            .measurementTime(TimeValue.seconds(2))
            .addProfiler(GCProfiler.class)
            .verbosity(VerboseMode.SILENT)
            .build();
    for (RunResult result : new Runner(options).run()) {
      Result<?> main = result.getPrimaryResult();
      report.line(
          "%-36s %,13.0f /s (± %.0f %%)   %8.0f B/op   %s",
          main.getLabel(),
          main.getScore(),
          100 * main.getScoreError() / main.getScore(),
          allocated(result),
          target(main.getLabel()));
    }
  }

  private static double allocated(RunResult result) {
    for (Result<?> secondary : result.getSecondaryResults().values()) {
      if (secondary.getLabel().endsWith("gc.alloc.rate.norm")) {
        return secondary.getScore();
      }
    }
    return Double.NaN;
  }

  private static String target(String label) {
    return switch (label) {
      case "decide" -> "(target 2,000,000/s, 0 B)";
      case "explain" -> "(target 300,000/s)";
      default -> "(target 150 us each)";
    };
  }
}
