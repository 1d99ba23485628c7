package io.keytrail.policy.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.catalog.Catalogue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The index against looking at every statement, and against what it must not cost.
class ActionIndexTest {
  private static final Catalogue CATALOGUE = Catalogue.standard();

  /// For each action of the catalogue: those that cover it, in document order, and at most some of
  /// those about most actions (3, 6, 7) beside them.
  @Test
  void candidates_areThoseThatCover() {
    CompiledPolicy large =
        policy(
            "\"Action\":\"kms:Decrypt\"",
            "\"Action\":[\"kms:De*\",\"KMS:ENCRYPT\"]",
            "\"Action\":\"*\"",
            "\"Action\":\"s3:Get?bject\"",
            "\"Action\":\"s3:*\"",
            "\"NotAction\":\"kms:*\"",
            "\"NotAction\":[\"s3:*\",\"ec2:*\"]",
            "\"Action\":\"nobody:Knows\"",
            "\"Action\":\"kms:List*\"");
    for (int number = 0; number < CATALOGUE.size(); number++) {
      List<Integer> candidates = numbers(large.candidates(number));
      List<Integer> covering = covering(large, number);
      assertThat(candidates)
          .as(CATALOGUE.action(number).name())
          .filteredOn(each -> covering.contains(each) || !List.of(3, 6, 7).contains(each))
          .isEqualTo(covering);
    }
    assertThat(large.candidates(-1)).isEqualTo(large.statements());
  }

  @Test
  void withoutWideStatements_otherActionsHaveNoCandidates() {
    CompiledPolicy policy = policy(repeated("\"Action\":\"kms:Decrypt\"", 8));
    assertThat(policy.candidates(CATALOGUE.number("kms:decrypt"))).hasSize(8);
    for (int number = 0; number < CATALOGUE.size(); number++) {
      if (number != CATALOGUE.number("kms:decrypt")) {
        assertThat(policy.candidates(number)).isEmpty();
      }
    }
  }

  /// Between the first and the last action that is named, only the wide ones apply.
  @Test
  void actionsBetween_haveTheWideStatementsAlone() {
    List<String> texts = new ArrayList<>(List.of(repeated("\"Action\":\"kms:Decrypt\"", 8)));
    texts.add("\"Action\":\"*\"");
    texts.add("\"Action\":\"kms:Verify\"");
    CompiledPolicy policy = policy(texts.toArray(String[]::new));
    assertThat(numbers(policy.candidates(CATALOGUE.number("kms:encrypt")))).containsExactly(9);
    assertThat(numbers(policy.candidates(CATALOGUE.number("kms:verify")))).containsExactly(9, 10);
    assertThat(numbers(policy.candidates(CATALOGUE.number("s3:getobject")))).containsExactly(9);
  }

  /// Nothing but wide statements, and nothing that the catalogue knows.
  @Test
  void policiesWithoutNarrowStatements_areNotListed() {
    CompiledPolicy wide = policy(repeated("\"Action\":\"*\"", 8));
    assertThat(wide.candidates(0)).hasSize(8);
    CompiledPolicy unknown = policy(repeated("\"Action\":\"nobody:Knows\"", 8));
    assertThat(unknown.candidates(0)).isEmpty();
    assertThat(unknown.candidates(-1)).hasSize(8);
  }

  /// Seven statements have no index: each is a candidate for each action that one of them covers.
  @Test
  void smallPolicies_areNotListed() {
    List<String> texts = new ArrayList<>(List.of(repeated("\"Action\":\"kms:Decrypt\"", 6)));
    texts.add("\"Action\":\"s3:GetObject\"");
    CompiledPolicy small = policy(texts.toArray(String[]::new));
    assertThat(small.candidates(CATALOGUE.number("s3:getobject"))).hasSize(7);
    assertThat(small.candidates(CATALOGUE.number("s3:putobject"))).isEmpty();
    texts.add("\"Action\":\"s3:GetObject\"");
    CompiledPolicy listed = policy(texts.toArray(String[]::new));
    assertThat(listed.candidates(CATALOGUE.number("s3:getobject"))).hasSize(2);
  }

  /// A statement about half of all actions is not wide; about one more it is. Neither changes an
  /// answer. Neighbours with the same statements share a list.
  @Test
  void neighbours_shareTheirLists() {
    CompiledPolicy policy = policy(repeated("\"Action\":\"kms:*\"", 8));
    int first = CATALOGUE.service("kms").orElseThrow().first();
    assertThat(policy.candidates(first)).isSameAs(policy.candidates(first + 1)).hasSize(8);
  }

  /// An index of more than a hundred thousand entries is not made: every statement is a candidate
  /// then.
  @Test
  void tooLargeAnIndex_isNotMade() {
    int ec2 = CATALOGUE.service("ec2").orElseThrow().actions().size();
    CompiledStatement aboutEc2 = policy("\"Action\":\"ec2:*\"").statements().getFirst();
    CompiledStatement aboutOne = policy("\"Action\":\"kms:Decrypt\"").statements().getFirst();
    List<CompiledStatement> statements =
        new ArrayList<>(Collections.nCopies(100_000 / ec2, aboutEc2));
    statements.addAll(Collections.nCopies(100_000 % ec2, aboutOne));
    int decrypt = CATALOGUE.number("kms:decrypt");
    assertThat(ActionIndex.of(statements, CATALOGUE.size()).candidates(decrypt).size())
        .isEqualTo(100_000 % ec2);
    CompiledStatement wide = policy("\"Action\":\"*\"").statements().getFirst();
    statements.add(wide);
    assertThat(ActionIndex.of(statements, CATALOGUE.size()).candidates(decrypt).size())
        .isEqualTo(statements.size());
    statements.set(statements.size() - 1, aboutOne);
    assertThat(ActionIndex.of(statements, CATALOGUE.size()).candidates(decrypt).size())
        .isEqualTo(statements.size());
  }

  private static List<Integer> covering(CompiledPolicy policy, int number) {
    String folded = CATALOGUE.action(number).folded();
    return policy.statements().stream()
        .filter(statement -> statement.action().covers(number, folded))
        .map(statement -> statement.source().number())
        .toList();
  }

  private static List<Integer> numbers(List<CompiledStatement> statements) {
    return statements.stream().map(statement -> statement.source().number()).toList();
  }

  private static String[] repeated(String text, int times) {
    return Collections.nCopies(times, text).toArray(String[]::new);
  }

  private static CompiledPolicy policy(String... actions) {
    StringBuilder text = new StringBuilder("{\"Version\":\"2012-10-17\",\"Statement\":[");
    for (String action : actions) {
      text.append(text.charAt(text.length() - 1) == '[' ? "" : ",")
          .append("{\"Effect\":\"Allow\",\"Resource\":\"*\",")
          .append(action)
          .append('}');
    }
    return PolicyLanguage.compile(
        PolicyLanguage.parse(text.append("]}").toString(), DocumentKind.IDENTITY)
            .document()
            .orElseThrow(),
        "p",
        "1");
  }
}
