package io.keytrail.server.policydiff;

import io.keytrail.policy.ast.PolicyDocument;
import io.keytrail.policy.ast.Statement;
import io.keytrail.policy.ast.Written;
import io.keytrail.policy.catalog.Catalogue;
import io.keytrail.policy.catalog.Service;
import io.keytrail.policy.condition.ConditionBlock.Entry;
import io.keytrail.policy.condition.IamOperator;
import io.keytrail.policy.condition.JsonLiteral;
import io.keytrail.policy.eval.ContextValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the two documents speak of, made concrete: every action they could mean, everyone they name
/// and a stranger, every resource they could mean, and contexts on both sides of every condition.
///
/// @param holders callers of the account whom conditions tell apart
/// @param contexts the empty one first; nothing in them says who asks
record Vocabulary(
    List<String> actions,
    List<String> principals,
    List<String> holders,
    List<String> resources,
    List<Map<String, ContextValue>> contexts) {
  private static final int MAX_ACTIONS = 2_000;
  private static final int MAX_CONTEXTS = 400;
  private static final String STRANGER = "a-value-no-policy-names";

  static Vocabulary of(List<PolicyDocument> documents, String account) {
    Set<String> actions = new LinkedHashSet<>();
    Callers callers = new Callers(account);
    Set<String> resources = new LinkedHashSet<>();
    Set<Map<String, ContextValue>> contexts = new LinkedHashSet<>();
    contexts.add(Map.of());
    for (PolicyDocument document : documents) {
      for (Statement statement : document.statements()) {
        statement.action().patterns().forEach(pattern -> actions(pattern, actions));
        statement.principal().ifPresent(clause -> clause.names().forEach(callers::add));
        statement
            .resource()
            .ifPresent(clause -> clause.patterns().forEach(p -> resources.add(concrete(p.text()))));
        contexts(statement, callers, contexts);
      }
    }
    callers.add("arn:aws:iam::" + account + ":user/someone-else");
    callers.add("arn:aws:iam::" + account + ":root");
    callers.add("arn:aws:iam::999999999999:user/stranger");
    return new Vocabulary(
        actions.stream().limit(MAX_ACTIONS).toList(),
        callers.all(),
        callers.told(),
        List.copyOf(resources),
        contexts.stream().limit(MAX_CONTEXTS).toList());
  }

  /// The catalogue's actions that a pattern covers; the pattern itself, made concrete, if it has
  /// none.
  private static void actions(Written pattern, Set<String> to) {
    Catalogue catalogue = Catalogue.standard();
    String folded = Catalogue.fold(pattern.text());
    int colon = folded.indexOf(':');
    if (colon < 0 || folded.equals("*:*")) {
      for (int i = 0; i < catalogue.size(); i++) {
        to.add(catalogue.action(i).name());
      }
      return;
    }
    Optional<Service> service = catalogue.service(folded.substring(0, colon));
    List<String> known = service.map(found -> catalogue.matching(found, folded)).orElse(List.of());
    if (known.isEmpty()) {
      to.add(pattern.text().replace("*", "Anything").replace('?', 'X'));
    }
    to.addAll(known);
  }

  static String concrete(String pattern) {
    return pattern.equals("*") ? pattern : pattern.replace("*", "anything").replace('?', 'x');
  }

  /// One context that meets the whole condition, and for each test one that misses it by its value,
  /// and one that misses it by its absence.
  private static void contexts(
      Statement statement, Callers callers, Set<Map<String, ContextValue>> to) {
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : statement.condition().entries()) {
      if (Callers.tells(entry.key())) {
        callers.add(entry);
      } else {
        entries.add(entry);
      }
    }
    if (entries.isEmpty()) {
      return;
    }
    Map<String, ContextValue> meeting = new LinkedHashMap<>();
    for (Entry entry : entries) {
      meeting.put(entry.key(), value(entry, first(entry)));
    }
    to.add(meeting);
    for (Entry entry : entries) {
      for (JsonLiteral literal : entry.values()) {
        to.add(with(meeting, entry.key(), value(entry, concrete(literal.text()))));
      }
      to.add(with(meeting, entry.key(), value(entry, neighbour(first(entry)))));
      Map<String, ContextValue> without = new LinkedHashMap<>(meeting);
      without.remove(entry.key());
      to.add(without);
    }
  }

  private static Map<String, ContextValue> with(
      Map<String, ContextValue> context, String key, ContextValue value) {
    Map<String, ContextValue> changed = new LinkedHashMap<>(context);
    changed.put(key, value);
    return changed;
  }

  private static String first(Entry entry) {
    boolean negated =
        IamOperator.parse(entry.operator())
            .filter(o -> o.base().wireName().contains("Not"))
            .isPresent();
    String text = entry.values().isEmpty() ? STRANGER : concrete(entry.values().getFirst().text());
    return negated ? neighbour(text) : text;
  }

  /// A value of the same kind that is another.
  private static String neighbour(String text) {
    return switch (text) {
      case "true" -> "false";
      case "false" -> "true";
      default -> text.startsWith("arn:") ? text + "-other" : STRANGER;
    };
  }

  private static ContextValue value(Entry entry, String text) {
    boolean multi =
        Catalogue.standard().key(entry.key()).filter(key -> key.multiValued()).isPresent();
    return multi ? ContextValue.list(new ArrayList<>(List.of(text))) : ContextValue.of(text);
  }
}
