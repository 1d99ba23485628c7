package io.keytrail.policy.eval;

import io.keytrail.policy.catalog.Catalogue;
import io.keytrail.policy.catalog.ConditionKey;
import io.keytrail.policy.compile.ArnPattern;
import io.keytrail.policy.compile.Cidr;
import io.keytrail.policy.compile.CompiledCondition.Test;
import io.keytrail.policy.compile.Moment;
import io.keytrail.policy.compile.Operand;
import io.keytrail.policy.compile.TextPattern;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Values of one key, enough to bring about every answer that its tests can give together. Absence
/// is not among them: whoever tries begins with it.
///
/// What a key may be is what the catalogue says: one text, or several for a multi-valued key;
/// either for a key that the catalogue does not know.
final class SampleValues {
  /// Matches nothing that a policy names, and is no number, date or address.
  private static final String STRANGER = "~other~";

  /// Only an ARN fits a negated operator on ARNs.
  private static final String OTHER_ARN = "arn:~other~:~other~:::~other~";

  private static final String OTHER_BYTES = "fn5vdGhlcn5+";

  /// An address of either family, for blocks that are all of the other.
  private static final List<String> OTHER_ADDRESSES = List.of("198.51.100.77", "2001:db8:ffff::77");

  private static final int MAX_SUBSETS_OF = 4;

  private final String key;
  private final Set<String> texts = new LinkedHashSet<>();
  private final TreeSet<BigDecimal> numbers = new TreeSet<>();
  private final TreeSet<Moment> moments = new TreeSet<>();
  private boolean complete = true;

  SampleValues(String key) {
    this.key = key;
  }

  String key() {
    return key;
  }

  /// Whether the values are enough to be certain.
  boolean complete() {
    return complete && (!severalPossible() || all().size() <= MAX_SUBSETS_OF);
  }

  void add(Test test) {
    switch (test.operand()) {
      case Operand.Texts(var patterns, boolean ignoreCase) -> addTexts(patterns, ignoreCase);
      case Operand.Arns(var patterns) -> {
        addTexts(patterns.stream().map(ArnPattern::text).toList(), false);
        texts.add(OTHER_ARN);
      }
      case Operand.Numbers(var values) -> values.forEach(value -> value.ifPresent(numbers::add));
      case Operand.Dates(var values) -> values.forEach(value -> value.ifPresent(moments::add));
      case Operand.Booleans _ -> texts.addAll(List.of("true", "false"));
      case Operand.Binaries _ -> {
        test.source().values().forEach(value -> texts.add(value.text()));
        texts.add(OTHER_BYTES);
      }
      case Operand.Networks(var networks) -> {
        networks.forEach(network -> network.ifPresent(this::around));
        texts.addAll(OTHER_ADDRESSES);
      }
      case Operand.Presence _ -> {}
    }
  }

  /// Patterns match more than can be tried, and those with variables rest on other keys as well.
  private void addTexts(List<TextPattern> patterns, boolean ignoreCase) {
    for (TextPattern pattern : patterns) {
      switch (pattern.shape()) {
        case EXACT -> {
          texts.add(pattern.literal());
          // Letters of the other case may be told apart elsewhere.
          complete &= !ignoreCase;
        }
        case PREFIX, ANY, GLOB, TEMPLATE -> complete = false;
      }
    }
  }

  /// The first and last address of a block, and those beside it.
  private void around(Cidr network) {
    texts.addAll(network.samples());
  }

  /// Of a key whose values are [#complete].
  List<ContextValue> values() {
    List<String> all = all();
    List<ContextValue> values = new ArrayList<>();
    Optional<ConditionKey> known = Catalogue.standard().key(key);
    if (known.isEmpty() || !known.get().multiValued()) {
      all.forEach(text -> values.add(ContextValue.of(text)));
    }
    if (severalPossible()) {
      addLists(all, values);
    }
    return values;
  }

  private boolean severalPossible() {
    return Catalogue.standard().key(key).map(ConditionKey::multiValued).orElse(true);
  }

  /// Every set of them, the empty one first.
  private static void addLists(List<String> texts, List<ContextValue> values) {
    List<List<String>> sets = new ArrayList<>(List.of(List.of()));
    for (String text : texts) {
      for (List<String> set : List.copyOf(sets)) {
        List<String> more = new ArrayList<>(set);
        more.add(text);
        sets.add(more);
      }
    }
    sets.forEach(set -> values.add(ContextValue.list(set)));
  }

  private List<String> all() {
    // The empty text is a value like others.
    Set<String> all = new LinkedHashSet<>(List.of(""));
    all.addAll(texts);
    between(all);
    moments(all);
    all.add(STRANGER);
    return List.copyOf(all);
  }

  private void between(Set<String> all) {
    BigDecimal before = null;
    for (BigDecimal number : numbers) {
      BigDecimal lower =
          before == null
              ? number.subtract(BigDecimal.ONE)
              : before.add(number).divide(BigDecimal.TWO);
      all.add(lower.toPlainString());
      all.add(number.toPlainString());
      before = number;
    }
    if (before != null) {
      all.add(before.add(BigDecimal.ONE).toPlainString());
    }
  }

  private void moments(Set<String> all) {
    for (Moment moment : moments) {
      all.add(moment.plusNanos(-1).text());
      all.add(moment.text());
      all.add(moment.plusNanos(1).text());
    }
  }
}
