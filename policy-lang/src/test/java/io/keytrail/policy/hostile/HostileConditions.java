package io.keytrail.policy.hostile;

import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.condition.ConditionBlock;
import io.keytrail.policy.condition.ConditionTranslator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/// Texts of the condition language of about n tokens, or n characters where there are few tokens,
/// and `Condition` blocks to be written as text.
public final class HostileConditions {
  /// What the language takes.
  private static final int TOKENS = 6_000;

  private static final int FAR_TOO_LONG = 1_000_000;

  private HostileConditions() {}

  /// By name; the argument counts tokens.
  public static Map<String, IntFunction<String>> ofTokens() {
    Map<String, IntFunction<String>> all = new LinkedHashMap<>();
    all.put("words joined by and", n -> "a" + " and a".repeat(n / 2 - 1));
    all.put("words joined by or", n -> "a" + " or a".repeat(n / 2 - 1));
    all.put("comparisons", n -> comparisons(n, "a:b = \"c\""));
    all.put("comparisons of all kinds", n -> comparisons(n, "any k? not in (\"x\")", 8));
    all.put("a list", n -> "a in (" + "1,".repeat(n / 2 - 4) + "1)");
    all.put("groups", n -> comparisons(n, "(a = 1 or not b not in (\"x\"))", 14));
    all.put(
        "groups in groups",
        n -> "(a and ".repeat(63) + comparisons(n - 300, "a = 1") + ")".repeat(63));
    all.put("ambiguous atoms", n -> comparisons(n, "not not (a)", 5));
    all.put("unknown kinds", n -> comparisons(n, "a = foo \"c\"", 4));
    all.put("unquoted values", n -> comparisons(n, "a = b"));
    all.put(
        "a mistake at the end",
        n -> comparisons(n, "(a = 1 or not b not in (\"x\"))", 14) + " and )");
    all.put("blanks between", n -> "a" + ("  ".repeat(10) + "and\n a").repeat(n / 2 - 1));
    all.put("distinct keys", n -> keys(n / 4));
    return all;
  }

  /// By name; the argument counts characters.
  public static Map<String, IntFunction<String>> ofCharacters() {
    Map<String, IntFunction<String>> all = new LinkedHashMap<>();
    all.put("parentheses", "("::repeat);
    all.put("nots", n -> "not ".repeat(n / 4));
    all.put("unterminated string", n -> "a = \"" + "x".repeat(n));
    all.put("unterminated key", n -> "a:\"" + "x".repeat(n));
    all.put("unterminated string of escapes", n -> "a = \"x\" and \"" + "\\\"".repeat(n / 2));
    all.put("unterminated number", n -> "a = `" + "1".repeat(n));
    all.put("blanks and a wrong character", n -> " ".repeat(n) + "é");
    all.put("a comment", n -> "#" + "é".repeat(n) + "\na = 1");
    all.put("one string", n -> "a = \"" + "x".repeat(n) + "\"");
    all.put("one word", "x"::repeat);
    all.put("two words", n -> "x".repeat(n / 2) + " " + "x".repeat(n / 2));
    all.put("one number", n -> "a = " + "1".repeat(n));
    all.put("words that end as quoted keys", n -> "a:".repeat(n / 2) + "\"");
    return all;
  }

  private static String comparisons(int tokens, String one) {
    return comparisons(tokens, one, 3);
  }

  /// @param each tokens of one
  private static String comparisons(int tokens, String one, int each) {
    return one + (" and " + one).repeat(tokens / (each + 1) - 2);
  }

  private static String keys(int times) {
    StringBuilder text = new StringBuilder("a = 1");
    for (int i = 1; i < times; i++) {
      text.append(" and k").append(i).append(" = 1");
    }
    return text.toString();
  }

  static void addTo(List<HostileInput> all) {
    ofTokens().forEach((name, text) -> all.add(toBlock(name, text, TOKENS)));
    ofCharacters().forEach((name, text) -> all.add(toBlock(name + ", 1 MB", text, FAR_TOO_LONG)));
    for (String name :
        List.of("values", "unknown operators", "for all values", "null beside for all values")) {
      all.add(toText(name, HostileDocuments.of(name)));
    }
  }

  private static HostileInput toBlock(String name, IntFunction<String> text, int size) {
    return new HostileInput(
        "condition text: " + name,
        () -> {
          String written = text.apply(size);
          return () -> ConditionTranslator.toBlock(written);
        });
  }

  /// The block of a document's only statement.
  private static HostileInput toText(String name, IntFunction<String> document) {
    return new HostileInput(
        "condition block: " + name,
        () -> {
          String text = HostileReadings.largest(document);
          int from = text.indexOf("\"Condition\":") + "\"Condition\":".length();
          String block = text.substring(from, text.length() - "}]}".length());
          return () ->
              PolicyLanguage.parseCondition(block).block().ifPresent(HostileConditions::written);
        });
  }

  private static void written(ConditionBlock block) {
    ConditionTranslator.toText(block);
  }
}
