package io.keytrail.server.iam.simulator;

import io.keytrail.policy.condition.Position;
import io.keytrail.policy.condition.Span;
import io.keytrail.policy.syntax.JsonNode;
import io.keytrail.policy.syntax.JsonNode.JsonArray;
import io.keytrail.policy.syntax.JsonNode.JsonObject;
import io.keytrail.policy.syntax.JsonReader;
import java.util.List;
import java.util.Optional;

/// Where the statements of a document's text stand, as AWS counts it: from behind what stands
/// before the statement (the `[`, or the statement before it; a lone statement's own `{`), to
/// behind its `}`. Seen in answers of AWS's simulator; lines and columns from 1.
final class StatementPlaces {
  private final Optional<JsonNode> statements;

  StatementPlaces(String text) {
    statements = JsonReader.read(text).root().flatMap(StatementPlaces::statements);
  }

  /// @param number of the statement, from 1
  StatementView view(String policyId, String policyType, int number) {
    return statements
        .map(node -> view(policyId, policyType, node, number))
        .orElseThrow(() -> new IllegalStateException("a policy that decided has statements"));
  }

  private static StatementView view(String id, String type, JsonNode node, int number) {
    if (node instanceof JsonArray(List<JsonNode> elements, Span span)) {
      Position start = number == 1 ? behindFirst(span) : elements.get(number - 2).span().end();
      return view(id, type, start, elements.get(number - 1).span().end());
    }
    return view(id, type, behindFirst(node.span()), node.span().end());
  }

  private static StatementView view(String id, String type, Position start, Position end) {
    return new StatementView(id, type, PositionView.of(start), PositionView.of(end));
  }

  private static Position behindFirst(Span span) {
    return new Position(span.start().line(), span.start().column() + 1);
  }

  private static Optional<JsonNode> statements(JsonNode root) {
    return root instanceof JsonObject object
        ? object.members().stream()
            .filter(member -> member.name().equals("Statement"))
            .map(JsonNode.Member::value)
            .findFirst()
        : Optional.empty();
  }
}
