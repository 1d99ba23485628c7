package io.keytrail.policy.compile;

import io.keytrail.policy.compile.TextPattern.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Collects the context keys that policies speak of: those of conditions, and the variables in
/// their values and in resources. Used once, by one thread.
public final class ReferencedKeys {
  private final List<String> keys = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  /// Adds what the policy speaks of.
  public void add(CompiledPolicy policy) {
    for (CompiledStatement statement : policy.statements()) {
      statement.resource().ifPresent(set -> set.patterns().forEach(pattern -> add(pattern.text())));
      add(statement.condition());
    }
  }

  /// In the order in which they were met, each once, as first spelled.
  public List<String> keys() {
    return List.copyOf(keys);
  }

  private void add(CompiledCondition condition) {
    switch (condition) {
      case CompiledCondition.All(var terms) -> terms.forEach(this::add);
      case CompiledCondition.Any(var terms) -> terms.forEach(this::add);
      case CompiledCondition.Negation(var term) -> add(term);
      case CompiledCondition.Test(var source, var foldedKey, var operand) -> {
        add(source.key(), foldedKey);
        add(operand);
      }
    }
  }

  private void add(Operand operand) {
    switch (operand) {
      case Operand.Texts(var patterns, _) -> patterns.forEach(this::add);
      case Operand.Arns(var patterns) -> patterns.forEach(pattern -> add(pattern.text()));
      // Their values take no variables.
      case Operand.Numbers _,
          Operand.Dates _,
          Operand.Booleans _,
          Operand.Binaries _,
          Operand.Networks _,
          Operand.Presence _ -> {}
    }
  }

  private void add(TextPattern pattern) {
    for (Part part : pattern.parts()) {
      switch (part) {
        case Part.Variable(var key, var foldedKey, _) -> add(key, foldedKey);
        case Part.Fixed _ -> {}
      }
    }
  }

  private void add(String key, String foldedKey) {
    if (seen.add(foldedKey)) {
      keys.add(key);
    }
  }
}
