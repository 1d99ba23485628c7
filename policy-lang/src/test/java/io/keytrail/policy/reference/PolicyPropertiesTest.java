package io.keytrail.policy.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.explain.Explainer;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What must hold of the engine's decisions however the policies are written, over the cases of
/// [CaseGenerator]: no reference is needed. `-Dseed=N` runs one set of cases again.
class PolicyPropertiesTest {
  private static final int SETS = Boolean.getBoolean("keytrail.nightly") ? 20_000 : 250;
  private static final int REQUESTS = 4;
  private static final int FEWEST = 2;

  private final Engine engine = new Engine();
  private int compared;

  @Test
  void orderOfStatements_neverMatters() {
    same((seed, document) -> Rewrites.shuffled(document, seed));
  }

  @Test
  void splitLists_decideAlike() {
    same((_, document) -> Rewrites.split(document));
  }

  @Test
  void mergedLists_decideAlike() {
    same((_, document) -> Rewrites.merged(Rewrites.split(document)));
  }

  @Test
  void namesOfStatements_neverMatter() {
    same((_, document) -> Rewrites.renamed(document));
  }

  @Test
  void layout_neverMatters() {
    same(
        (_, document) ->
            Json.object(PolicyLanguage.format(Json.write(document)).text().orElseThrow()));
  }

  @Test
  void version_mattersToVariablesOnly() {
    same((_, document) -> version(document, "2008-10-17"));
    same((_, document) -> version(document, "2012-10-17"));
  }

  /// What an explainer remembers of the questions before shows in nothing.
  @Test
  void explanations_areThoseOfAFreshExplainer() {
    Explainer remembering = new Explainer();
    forEach(
        (seed, testCase) -> {
          for (int round = 0; round < 2; round++) {
            assertThat(engine.explained(testCase, remembering))
                .as(shown(seed, testCase))
                .isEqualTo(engine.explained(testCase, new Explainer()));
          }
          compared++;
        });
  }

  private static Map<String, @Nullable Object> version(
      Map<String, @Nullable Object> document, String version) {
    return Json.write(document).contains("${")
        ? document
        : Rewrites.with(document, "Version", version);
  }

  @Test
  void addedDeny_neverAllows() {
    forEach(
        (seed, testCase) -> {
          if (!decision(testCase).equals("allowed")) {
            Map<String, @Nullable Object> more = added(testCase, seed, "Deny");
            assertThat(decision(more)).as(shown(seed, more)).isNotEqualTo("allowed");
            compared++;
          }
        });
  }

  @Test
  void addedAllow_neverDenies() {
    forEach(
        (seed, testCase) -> {
          if (decision(testCase).equals("allowed")) {
            Map<String, @Nullable Object> more = added(testCase, seed, "Allow");
            assertThat(decision(more)).as(shown(seed, more)).isEqualTo("allowed");
            compared++;
          }
        });
  }

  /// Adds to each document a statement that nearly matches as well.
  private static Map<String, @Nullable Object> added(
      Map<String, @Nullable Object> testCase, long seed, String effect) {
    Map<String, @Nullable Object> policies = Json.asMap(testCase.get("policies"));
    Map<String, @Nullable Object> more = testCase;
    CaseGenerator generator = new CaseGenerator(seed);
    for (String kind : policies.keySet()) {
      if (!kind.equals("grants")) {
        Map<String, @Nullable Object> statement = generator.anyStatement(kind, effect);
        more = Rewrites.kind(more, kind, document -> Rewrites.added(document, statement));
      }
    }
    return more;
  }

  private interface Rewrite {
    Map<String, @Nullable Object> apply(long seed, Map<String, @Nullable Object> document);
  }

  /// Decision and blocking kinds are the same for the rewritten documents.
  private void same(Rewrite rewrite) {
    forEach(
        (seed, testCase) -> {
          Reference.Answer before = engine.decide(testCase);
          Map<String, @Nullable Object> other =
              Rewrites.everywhere(testCase, d -> rewrite.apply(seed, d));
          Reference.Answer after = engine.decide(other);
          assertThat(after.decision()).as(shown(seed, testCase)).isEqualTo(before.decision());
          assertThat(after.blockedBy()).as(shown(seed, testCase)).isEqualTo(before.blockedBy());
          compared++;
        });
  }

  private String decision(Map<String, @Nullable Object> testCase) throws Engine.Refused {
    return engine.decide(testCase).decision();
  }

  private static String shown(long seed, Map<String, @Nullable Object> testCase) {
    return "seed " + seed + ": " + Json.write(testCase);
  }

  private interface Property {
    void check(long seed, Map<String, @Nullable Object> testCase) throws Engine.Refused;
  }

  private void forEach(Property property) {
    Long single = Long.getLong("seed");
    long first = single == null ? 0 : single;
    for (long seed = first; seed < (single == null ? SETS : first + 1); seed++) {
      for (Map<String, @Nullable Object> testCase : CaseGenerator.cases(seed, REQUESTS)) {
        try {
          property.check(seed, testCase);
        } catch (Engine.Refused _) {
          break; // no valid case; the differential test counts these
        }
      }
    }
    assertThat(compared).isGreaterThan(single == null ? SETS / FEWEST : -1);
  }
}
