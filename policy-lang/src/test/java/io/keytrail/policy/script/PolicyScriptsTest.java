package io.keytrail.policy.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.eval.AccessRequests;
import io.keytrail.policy.eval.Decision;
import io.keytrail.policy.eval.Decision.Decider;
import io.keytrail.policy.eval.Evaluator;
import io.keytrail.policy.eval.PolicyType;
import io.keytrail.policy.explain.Explained;
import io.keytrail.policy.explain.Explainer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;

/// Runs every script of `src/test/policies`. A failure names file, line and column.
class PolicyScriptsTest {
  private static final Path SCRIPTS = Path.of("src/test/policies");

  /// One test a file, not one an expectation: for the mutation test, which starts each test anew.
  private static final boolean WHOLE = Boolean.getBoolean("keytrail.scripts.whole");

  private final Evaluator evaluator = new Evaluator();
  private final Explainer explainer = new Explainer();

  @TestFactory
  Stream<DynamicNode> scripts() throws IOException {
    try (Stream<Path> files = Files.list(SCRIPTS)) {
      List<Path> sorted =
          files.filter(file -> file.toString().endsWith(".policy")).sorted().toList();
      assertThat(sorted).isNotEmpty();
      return sorted.stream().flatMap(this::tests);
    }
  }

  private Stream<DynamicNode> tests(Path file) {
    String name = file.getFileName().toString();
    if (WHOLE) {
      return Stream.of(DynamicTest.dynamicTest(name, () -> read(file).forEach(this::check)));
    }
    List<Expectation> expectations;
    try {
      expectations = read(file);
    } catch (IOException | RuntimeException e) {
      return Stream.of(DynamicTest.dynamicTest(name, () -> fail(e)));
    }
    return expectations.stream()
        .map(
            expectation ->
                DynamicTest.dynamicTest(
                    "%s:%d %s".formatted(name, expectation.line(), expectation.request().action()),
                    URI.create(file.toUri() + "?line=" + expectation.line()),
                    () -> check(expectation)));
  }

  private static List<Expectation> read(Path file) throws IOException {
    return new ScriptReader(file.getFileName().toString(), Files.readAllLines(file)).read();
  }

  /// A script that needs what is not there is skipped.
  private static void fail(Exception e) {
    if (e instanceof TestAbortedException skipped) {
      throw skipped;
    }
    throw new AssertionError(e.getMessage(), e);
  }

  private void check(Expectation expected) {
    Decision decision = evaluator.decide(expected.request(), expected.policies());
    Optional<Explained> explained = explained(expected);
    String where = explained.map(Explained::summary).orElse("") + " " + decision;
    assertThat(decision.verdict().wireName())
        .as(at(expected, expected.request().action()) + where)
        .isEqualTo(expected.verdict().wireName());
    expected
        .by()
        .ifPresent(by -> assertThat(by(decision)).as(at(expected, " by ") + where).isEqualTo(by));
    expected
        .blocked()
        .ifPresent(
            blocked ->
                assertThat(blocked(decision))
                    .as(at(expected, " blocked ") + where)
                    .isEqualTo(blocked));
    expected
        .missing()
        .ifPresent(
            missing ->
                assertThat(String.join(" ", new TreeSet<>(decision.missingContext())))
                    .as(at(expected, " missing ") + where)
                    .isEqualTo(missing));
    expected
        .notes()
        .ifPresent(
            notes ->
                assertThat(
                        decision.notes().stream()
                            .map(n -> n.substring(0, 6))
                            .collect(Collectors.joining(" ")))
                    .as(at(expected, " notes ") + where)
                    .isEqualTo(notes));
    expected
        .near()
        .ifPresent(
            near ->
                assertThat(
                        explained.orElseThrow().nearMisses().stream()
                            .map(miss -> word(miss.ref()))
                            .collect(Collectors.joining(" ")))
                    .as(at(expected, " near ") + where + explained)
                    .isEqualTo(near));
    expected
        .condition()
        .ifPresent(
            condition ->
                assertThat(decision.allowedIf())
                    .as(at(expected, " if ") + where)
                    .contains(condition));
    explained.ifPresent(
        each -> assertThat(each.decision()).as("the explainer decides alike").isEqualTo(decision));
    assertThat(evaluator.decide(AccessRequests.derive(expected.request()), expected.policies()))
        .as("deriving first changes nothing")
        .isEqualTo(decision);
  }

  /// Near misses are most of the work: the mutation test does without where none are expected.
  private Optional<Explained> explained(Expectation expected) {
    return WHOLE && expected.near().isEmpty()
        ? Optional.empty()
        : Optional.of(explainer.explain(expected.request(), expected.policies()));
  }

  /// `file:line:column: `, the column that of the part which is wrong.
  private static String at(Expectation expected, String part) {
    int column = Math.max(0, expected.text().indexOf(part)) + 1;
    return "%s:%d:%d: ".formatted(expected.file(), expected.line(), column);
  }

  private static String by(Decision decision) {
    return decision.decidedBy().stream()
        .map(PolicyScriptsTest::word)
        .collect(Collectors.joining(" "));
  }

  private static String word(Decider decider) {
    return switch (decider) {
      case Decider.StatementRef ref -> ref.type().wireName() + ":" + ref.statement();
      case Decider.GrantRef(String id) -> "grant:" + id;
      case Decider.RuleRef(String rule) -> "rule:" + rule;
    };
  }

  private static String blocked(Decision decision) {
    return decision.blockedBy().stream()
        .sorted()
        .map(PolicyType::wireName)
        .collect(Collectors.joining(" "));
  }
}
