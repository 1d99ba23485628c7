package io.keytrail.server.iam.simulator;

import io.keytrail.policy.eval.Decision.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The answers about one action on several resources made one: the most restrictive counts.
final class Aggregate {
  private static final List<String> FROM_MILD =
      List.of(
          Verdict.ALLOWED.wireName(),
          Verdict.IMPLICIT_DENY.wireName(),
          Verdict.EXPLICIT_DENY.wireName());

  private final List<Answer> answers;
  private final String verdict;

  /// @param answers at least one
  Aggregate(List<Answer> answers) {
    this.answers = answers;
    this.verdict =
        answers.stream()
            .map(answer -> answer.verdict().wireName())
            .reduce(Aggregate::stricter)
            .orElseThrow();
  }

  /// @param named whether the request names resources
  ResultView view(String action, boolean named) {
    return new ResultView(
        action,
        answers.size() == 1 ? answers.getFirst().resource() : "*",
        verdict,
        statements(),
        answers.stream().flatMap(answer -> answer.missing().stream()).distinct().toList(),
        all(Answer::organizations).map(OrganizationsView::new),
        all(Answer::boundary).map(BoundaryView::new),
        named ? details() : Optional.empty(),
        named ? Optional.of(answers.stream().map(Answer::view).toList()) : Optional.empty());
  }

  /// Those of all resources, as AWS has it: some are allowed where others are not. A denial shows
  /// what denies only.
  private List<StatementView> statements() {
    boolean denied = verdict.equals(Verdict.EXPLICIT_DENY.wireName());
    return answers.stream()
        .filter(answer -> !denied || answer.verdict() == Verdict.EXPLICIT_DENY)
        .flatMap(answer -> answer.statements().stream())
        .distinct()
        .toList();
  }

  /// Whether it passed everywhere; absent if it was asked nowhere.
  private Optional<Boolean> all(Function<Answer, Optional<Boolean>> part) {
    return answers.stream().map(part).flatMap(Optional::stream).reduce(Boolean::logicalAnd);
  }

  /// Empty within one account; absent where service control policies ended every evaluation.
  private Optional<Map<String, String>> details() {
    if (all(Answer::organizations).filter(passed -> !passed).isPresent()
        && answers.stream().allMatch(answer -> answer.details().isEmpty())) {
      return Optional.empty();
    }
    Map<String, String> details = new LinkedHashMap<>();
    for (Answer answer : answers) {
      answer
          .details()
          .ifPresent(
              each -> each.forEach((kind, said) -> details.merge(kind, said, Aggregate::stricter)));
    }
    return Optional.of(details);
  }

  private static String stricter(String one, String other) {
    return FROM_MILD.indexOf(one) >= FROM_MILD.indexOf(other) ? one : other;
  }
}
