package io.keytrail.policy.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Which pieces of a text unknown variables may be. The variables `x:a` and `x:b` are unknown,
/// `x:v` is `v`.
class TemplateSearchTest {
  private static final String FACE = "\uD83D\uDE00";
  private static final RequestView REQUEST =
      RequestView.of(Requests.with(Map.of("x:v", ContextValue.of("v")), "x:a", "x:b"));

  @Test
  void pieces_areWhatTheRestLeaves() {
    assertThat(ways("p${x:a}s", "pvs")).containsExactly("a=v");
    assertThat(ways("p${x:a}s", "ps")).containsExactly("a=");
    assertThat(ways("p${x:a}s", "qvs")).isEmpty();
    assertThat(ways("p${x:a}s", "p")).isEmpty();
    assertThat(ways("p${x:a}s", "pvsx")).isEmpty();
    assertThat(ways("${x:a}*", "ab")).containsExactly("a=", "a=a", "a=ab");
    assertThat(ways("*${x:a}", "ab")).containsExactly("a=ab", "a=b", "a=");
    assertThat(ways("?${x:a}?", "abc")).containsExactly("a=b");
    assertThat(ways("${x:a}${x:b}", "ab")).containsExactly("a= b=ab", "a=a b=b", "a=ab b=");
    assertThat(ways("${x:a}-${x:a}", "1-1")).containsExactly("a=1");
    assertThat(ways("${x:a}-${x:a}", "1-2")).isEmpty();
    assertThat(ways("*${x:a}*b", "bb")).containsExactly("a=", "a=b");
  }

  @Test
  void knownVariables_areTheirValues() {
    assertThat(ways("${x:a}${x:v}", "1v")).containsExactly("a=1");
    assertThat(ways("${x:a}-${x:v}", "1-w")).isEmpty();
    assertThat(ways("${x:v}${x:a}", "")).isEmpty();
    assertThat(ways("${x:none, 'd'}${x:a}", "de")).containsExactly("a=e");
    assertThat(ways("${x:v}${x:a}", "V1")).isEmpty();
    assertThat(search("${x:v}P${x:a}", "Vp1", true, new Scratch(), 9)).containsExactly("a=1");
    assertThat(search("${x:v}P${x:a}", "Vq1", true, new Scratch(), 9)).isEmpty();
  }

  @Test
  void surrogates_stayTogether() {
    assertThat(ways("${x:a}*", FACE)).containsExactly("a=", "a=" + FACE);
    assertThat(ways("*${x:a}", FACE)).containsExactly("a=" + FACE, "a=");
    assertThat(ways("${x:a}?", "a" + FACE)).containsExactly("a=a");
    assertThat(ways("${x:a}*", "a" + FACE + "b"))
        .containsExactly("a=", "a=a", "a=a" + FACE, "a=a" + FACE + "b");
    assertThat(ways("${x:a}", "\uD83Da")).containsExactly("a=\uD83Da");
    assertThat(ways("${x:a}*", "\uD83Da")).containsExactly("a=", "a=\uD83D", "a=\uD83Da");
    assertThat(ways("${x:a}*", "a\uDE00")).containsExactly("a=", "a=a", "a=a\uDE00");
    assertThat(ways("*${x:a}", "a\uDE00")).containsExactly("a=a\uDE00", "a=\uDE00", "a=");
  }

  @Test
  void search_endsWhereTooManyWaysAreFound() {
    for (String pattern : List.of("*${x:a}", "${x:a}*", "${x:a}${x:b}", "?*${x:v}*${x:a}*")) {
      List<String> found = new ArrayList<>();
      assertThat(run(pattern, "abvcvd", 3, new Scratch(), found)).as(pattern).isFalse();
      assertThat(found).as(pattern).hasSize(4);
    }
    List<String> found = new ArrayList<>();
    assertThat(run("*${x:a}", "ab", 3, new Scratch(), found)).isTrue();
    assertThat(found).hasSize(3);
  }

  @Test
  void search_endsWithTheSteps() {
    var scratch = new Scratch();
    scratch.budget.spend(Budget.STEPS);
    assertThat(run("${x:a}", "a", 9, scratch, new ArrayList<>())).isFalse();
  }

  private static List<String> ways(String pattern, String text) {
    return search(pattern, text, false, new Scratch(), 9);
  }

  private static List<String> search(
      String pattern, String text, boolean ignoreCase, Scratch scratch, int limit) {
    scratch.request = REQUEST;
    var search =
        new TemplateSearch(Requests.pattern(pattern).parts(), text, ignoreCase, Map.of(), scratch);
    assertThat(search.run(limit)).as(pattern).isTrue();
    return search.ways().stream().map(TemplateSearchTest::shown).toList();
  }

  private static boolean run(
      String pattern, String text, int limit, Scratch scratch, List<String> found) {
    scratch.request = REQUEST;
    var search =
        new TemplateSearch(Requests.pattern(pattern).parts(), text, false, Map.of(), scratch);
    boolean all = search.run(limit);
    search.ways().forEach(way -> found.add(shown(way)));
    return all;
  }

  private static String shown(Map<String, Optional<String>> way) {
    StringBuilder text = new StringBuilder();
    way.forEach(
        (key, value) ->
            text.append(text.isEmpty() ? "" : " ")
                .append(key.substring(2))
                .append('=')
                .append(value.orElse("(absent)")));
    return text.toString();
  }
}
