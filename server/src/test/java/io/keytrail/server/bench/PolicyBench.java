package io.keytrail.server.bench;

import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.AccessRequests;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.Decision;
import io.keytrail.policy.eval.Evaluator;
import io.keytrail.policy.eval.Judge;
import io.keytrail.policy.eval.PolicySet;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.keytrail.policy.eval.Principal;
import io.keytrail.policy.eval.RequestView;
import io.keytrail.policy.explain.Explained;
import io.keytrail.policy.explain.Explainer;
import java.util.ArrayList;
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

/// Decisions on the four-statement key policy, and on one of 10,000 statements, by JMH in a fork of
/// its own, with the bytes that each allocates.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class PolicyBench {
  private static final String KEY =
      "arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

  private static final List<String> OTHER_ACTIONS =
      List.of("s3:GetObject", "s3:Put*", "ec2:Describe*", "sqs:*", "dynamodb:Query", "logs:*");
  private static final int POLICIES = 100;
  private static final int STATEMENTS = 100;

  private final Evaluator evaluator = new Evaluator();
  private final Explainer explainer = new Explainer();
  private final Judge judge = new Judge();
  private AccessRequest request =
      request("kms:CreateGrant", Map.of("kms:GrantIsForAWSResource", ContextValue.of("true")));
  private RequestView view = RequestView.of(request);
  private PolicySet policies = policies();
  private PolicySet stored = policies;

  /// Derived and prepared once, as the server does for each call.
  @Setup
  public void derive() {
    request = AccessRequests.derive(request);
    view = RequestView.of(request);
    policies = policies();
    stored = stored();
  }

  /// The verdict on a prepared request.
  @Benchmark
  public Decision.Verdict decide() {
    return judge.verdict(view, policies);
  }

  /// The same from the request as it was asked, with who decided.
  @Benchmark
  public Decision decideWithDeciders() {
    return evaluator.decide(request, policies);
  }

  @Benchmark
  public Decision.Verdict among10000Statements() {
    return judge.verdict(view, stored);
  }

  @Benchmark
  public Explained explain() {
    return explainer.explain(request, policies);
  }

  @Benchmark
  public CompiledPolicy parseCheckCompile() {
    return compile();
  }

  /// A hundred identity policies of a hundred statements; 50 statements of all are about the asked
  /// action, on other keys.
  private static PolicySet stored() {
    List<CompiledPolicy> identity = new ArrayList<>();
    for (int p = 0; p < POLICIES; p++) {
      StringBuilder statements = new StringBuilder();
      for (int i = 0; i < STATEMENTS; i++) {
        boolean asked = i == 0 && p % 2 == 0;
        statements
            .append(i == 0 ? "" : ",")
            .append("{\"Effect\":\"Allow\",\"Action\":\"")
            .append(asked ? "kms:CreateGrant" : OTHER_ACTIONS.get((p + i) % OTHER_ACTIONS.size()))
            .append("\",\"Resource\":\"")
            .append(asked ? KEY + p : "arn:aws:s3:::bucket-" + p + "-" + i + "/*")
            .append("\"}");
      }
      String text = "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}";
      identity.add(
          PolicyLanguage.compile(
              PolicyLanguage.parse(text, DocumentKind.IDENTITY).document().orElseThrow(),
              "p" + p,
              "1"));
    }
    return new PolicySet(
        identity,
        Optional.empty(),
        Optional.empty(),
        new ResourceGuard.Key(Optional.of(compile()), List.of()),
        List.of(),
        List.of(),
        List.of());
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
            // As the launcher starts the server. Explanations take the compiler over ten seconds.
            .jvmArgsAppend("-XX:+UseSerialGC")
            .warmupIterations(8)
            .warmupTime(TimeValue.seconds(2))
            .measurementIterations(7)
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
      case "decideWithDeciders" -> "";
      case "among10000Statements" -> "(target 5 us each: 200,000/s)";
      case "explain" -> "(target 300,000/s)";
      default -> "(target 150 us each)";
    };
  }
}
