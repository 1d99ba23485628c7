package io.keytrail.policy.compile;

import io.keytrail.policy.catalog.Catalogue;
import io.keytrail.policy.compile.TextPattern.Part;
import io.keytrail.policy.compile.TextPattern.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Splits a text into fixed pieces, wildcards and variables. What is not a well-formed `${…}` stays
/// plain text.
final class TextCompiler {
  private final boolean wildcards;
  private final List<Part> parts = new ArrayList<>();
  private Glob.Builder fixed = new Glob.Builder();
  private boolean variables;

  private TextCompiler(boolean wildcards) {
    this.wildcards = wildcards;
  }

  /// @param wildcards whether `*` and `?` are special
  /// @param variables whether `${…}` is
  static TextPattern compile(String text, boolean wildcards, boolean variables) {
    return compile(text, wildcards, variables ? 0 : text.length());
  }

  /// @param variablesFrom index in the text from where on `${…}` is special
  static TextPattern compile(String text, boolean wildcards, int variablesFrom) {
    var compiler = new TextCompiler(wildcards);
    compiler.split(text, variablesFrom);
    return compiler.pattern(text);
  }

  private void split(String text, int variablesFrom) {
    int i = 0;
    int lastBrace = text.lastIndexOf('}');
    while (i < text.length()) {
      boolean opened = i >= variablesFrom && i < lastBrace && text.startsWith("${", i);
      int end = opened ? text.indexOf('}', i) : -1;
      if (end > 0 && variable(text.substring(i + 2, end))) {
        i = end + 1;
        continue;
      }
      int code = text.codePointAt(i);
      fixed.add(wildcards && code == '*' ? Glob.RUN : wildcards && code == '?' ? Glob.ONE : code);
      i += Character.charCount(code);
    }
  }

  /// False if what stands between the braces is no variable.
  private boolean variable(String body) {
    if (body.equals("*") || body.equals("?") || body.equals("$")) {
      fixed.addText(body);
      return true;
    }
    int comma = body.indexOf(',');
    String key = (comma < 0 ? body : body.substring(0, comma)).strip();
    Optional<String> fallback = Optional.empty();
    if (comma >= 0) {
      String quoted = body.substring(comma + 1).strip();
      if (quoted.length() < 2 || !quoted.startsWith("'") || !quoted.endsWith("'")) {
        return false;
      }
      fallback = Optional.of(quoted.substring(1, quoted.length() - 1));
    }
    if (key.isEmpty()) {
      return false;
    }
    variables = true;
    parts.add(new Part.Fixed(fixed.build()));
    fixed = new Glob.Builder();
    parts.add(new Part.Variable(key, Catalogue.standard().foldKey(key), fallback));
    return true;
  }

  private TextPattern pattern(String text) {
    Glob glob = fixed.build();
    if (variables) {
      parts.add(new Part.Fixed(glob));
      return new TextPattern(text, Shape.TEMPLATE, "", Glob.EMPTY, parts);
    }
    Shape shape = shape(glob);
    int literalLength =
        switch (shape) {
          case EXACT -> glob.length();
          case PREFIX -> glob.length() - 1;
          case ANY, GLOB, TEMPLATE -> 0;
        };
    return new TextPattern(text, shape, literal(glob, literalLength), glob, List.of());
  }

  private static Shape shape(Glob glob) {
    int wild = 0;
    while (wild < glob.length() && glob.code(wild) >= 0) {
      wild++;
    }
    if (wild == glob.length()) {
      return Shape.EXACT;
    }
    if (wild == glob.length() - 1 && glob.code(wild) == Glob.RUN) {
      return wild == 0 ? Shape.ANY : Shape.PREFIX;
    }
    return Shape.GLOB;
  }

  private static String literal(Glob glob, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(glob.code(i));
    }
    return text.toString();
  }
}
