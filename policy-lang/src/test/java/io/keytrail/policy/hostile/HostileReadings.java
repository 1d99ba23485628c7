package io.keytrail.policy.hostile;

import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.check.Parsed;
import io.keytrail.policy.syntax.JsonReader;
import java.util.List;
import java.util.function.IntFunction;

/// The documents of [HostileDocuments] in the largest size that is read: read, checked and
/// compiled; linted; laid out. And far beyond that size.
final class HostileReadings {
  private static final int FAR_TOO_LONG = 1_000_000;

  private HostileReadings() {}

  static void addTo(List<HostileInput> all) {
    HostileDocuments.all()
        .forEach(
            (name, document) -> {
              all.add(new HostileInput("read: " + name, () -> reading(document)));
              all.add(new HostileInput("lint: " + name, () -> linting(document)));
            });
    for (String name : List.of("nesting of 64 around all", "statements", "values", "escapes")) {
      IntFunction<String> document = HostileDocuments.of(name);
      all.add(new HostileInput("format: " + name, () -> formatting(document)));
    }
    for (String name : List.of("nesting", "one long token", "unterminated string", "statements")) {
      IntFunction<String> document = HostileDocuments.of(name);
      all.add(new HostileInput("read 1 MB: " + name, () -> tooLong(document)));
    }
  }

  private static Runnable tooLong(IntFunction<String> document) {
    String text = document.apply(FAR_TOO_LONG);
    return () -> read(text, DocumentKind.IDENTITY);
  }

  private static Runnable reading(IntFunction<String> document) {
    String text = largest(document);
    DocumentKind kind = kind(text);
    return () -> read(text, kind);
  }

  private static Runnable linting(IntFunction<String> document) {
    String text = largest(document);
    DocumentKind kind = kind(text);
    return () -> PolicyLanguage.lint(text, kind);
  }

  private static Runnable formatting(IntFunction<String> document) {
    String text = largest(document);
    return () -> PolicyLanguage.format(text);
  }

  static Parsed read(String text, DocumentKind kind) {
    Parsed parsed = PolicyLanguage.parse(text, kind);
    parsed.document().ifPresent(tree -> PolicyLanguage.compile(tree, "p", "1"));
    return parsed;
  }

  static DocumentKind kind(String text) {
    return text.contains("\"Principal\":") ? DocumentKind.RESOURCE : DocumentKind.IDENTITY;
  }

  /// The largest that is read at all, found without the language: it has to meet its first.
  static String largest(IntFunction<String> document) {
    int size = JsonReader.MAX_CHARS;
    String text = document.apply(size);
    while (text.length() > JsonReader.MAX_CHARS || tokens(text) > JsonReader.MAX_TOKENS) {
      int tooLong = text.length() - JsonReader.MAX_CHARS;
      size -= Math.max(1, tooLong > 0 ? tooLong / 2 : size / 100);
      text = document.apply(size);
    }
    return text;
  }

  /// About as many as JSON has in it, and the end.
  private static int tokens(String text) {
    int tokens = 1;
    boolean quoted = false;
    char before = ' ';
    for (char c : text.toCharArray()) {
      boolean quote = c == '"' && before != '\\';
      boolean sign = !quoted && "{}[],:".indexOf(c) >= 0;
      boolean begins =
          !quoted && Character.isLetterOrDigit(c) && !Character.isLetterOrDigit(before);
      quoted ^= quote;
      tokens += sign || begins || (quote && quoted) ? 1 : 0;
      before = c;
    }
    return tokens;
  }
}
