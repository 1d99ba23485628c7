package io.keytrail.audit.index;

import io.keytrail.audit.event.EnrichedEvent;
import io.keytrail.audit.event.HostileStrings;
import io.keytrail.audit.schema.AuditField;
import io.keytrail.audit.schema.AuditFields;
import io.keytrail.policy.condition.Condition;
import io.keytrail.policy.condition.Condition.Literal;
import io.keytrail.policy.condition.Condition.Symbol;
import io.keytrail.policy.condition.Quantifier;
import io.keytrail.policy.condition.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/// Trees from a seed that ask for what some of the given events hold, nearly or exactly.
final class RandomQueries {
  private static final List<AuditField> FIELDS =
      Stream.of(AuditFields.stored()).flatMap(List::stream).toList();

  private final Random random;
  private final List<EnrichedEvent> events;

  RandomQueries(Random random, List<EnrichedEvent> events) {
    this.random = random;
    this.events = events;
  }

  Condition next(int depth) {
    return switch (depth <= 0 ? 3 : random.nextInt(6)) {
      case 0 -> new Condition.And(some(depth), Span.NONE);
      case 1 -> new Condition.Or(some(depth), Span.NONE);
      case 2 -> new Condition.Not(next(depth - 1), Span.NONE);
      default -> leaf();
    };
  }

  private List<Condition> some(int depth) {
    var terms = new ArrayList<Condition>();
    for (int i = random.nextInt(4); i > 0; i--) {
      terms.add(next(depth - 1));
    }
    return terms;
  }

  private Condition leaf() {
    EnrichedEvent event = events.get(random.nextInt(events.size()));
    return switch (random.nextInt(8)) {
      case 0 -> time(event);
      case 1 ->
          comparison("seq", order(), List.of(Long.toString(event.seq() + random.nextInt(3) - 1)));
      case 2 -> text(event);
      case 3 -> pair(event);
      default -> keyword(event);
    };
  }

  private Condition time(EnrichedEvent event) {
    String full = Instant.ofEpochMilli(event.sortTimeMillis()).toString();
    int[] precisions = {4, 7, 10, 13, 16, 19};
    return comparison(
        "eventTime", order(), List.of(full.substring(0, precisions[random.nextInt(6)])));
  }

  private Symbol order() {
    Symbol[] symbols = {Symbol.EQ, Symbol.NE, Symbol.LT, Symbol.LE, Symbol.GT, Symbol.GE};
    return symbols[random.nextInt(symbols.length)];
  }

  private Condition text(EnrichedEvent event) {
    return new Condition.Text(words(event), true, Span.NONE);
  }

  private Condition pair(EnrichedEvent event) {
    if (event.context().isEmpty()) {
      return keyword(event);
    }
    var pair = event.context().get(random.nextInt(event.context().size()));
    String name = AuditFields.CONTEXT_PREFIX + pair.key();
    return pair.key().isEmpty() ? keyword(event) : ofValue(name, pair.value());
  }

  private Condition keyword(EnrichedEvent event) {
    AuditField field = FIELDS.get(random.nextInt(FIELDS.size()));
    List<String> values = event.values(field.name());
    return switch (field.type()) {
      case OBJECT, TIME -> presence(field.name());
      case BOOLEAN -> is(field.name(), random.nextBoolean() ? "true" : "absent");
      case KEYWORD, NUMBER, CONTEXT_PAIR ->
          values.isEmpty() || random.nextInt(8) == 0
              ? presence(field.name())
              : ofValue(field.name(), values.get(random.nextInt(values.size())));
    };
  }

  private Condition ofValue(String field, String value) {
    String escaped = value.replace("$", "${$}");
    return switch (random.nextInt(9)) {
      case 0 -> comparison(field, Symbol.EQ, List.of(escaped));
      case 1 -> comparison(field, Symbol.NE, List.of(escaped));
      case 2 ->
          comparison(
              field, Symbol.IN, List.of(escaped, HostileStrings.next(random).replace("$", "")));
      case 3 -> comparison(field, Symbol.NOT_IN, List.of(escaped, "x"));
      case 4 -> tagged(field, value.length() > 900 ? "x" : swapCase(escaped));
      case 5 -> presence(field);
      default ->
          comparison(
              field, random.nextInt(4) == 0 ? Symbol.NOT_LIKE : Symbol.LIKE, List.of(glob(value)));
    };
  }

  /// A pattern made of the value: escaped, cut, with holes and runs.
  private String glob(String value) {
    var out = new StringBuilder();
    int holes = 0;
    int length = Math.min(value.length(), 80);
    for (int i = 0; i < length; ) {
      int c = value.codePointAt(i);
      i += Character.charCount(c);
      int kind = random.nextInt(20);
      if (kind == 0 && holes++ < 10) {
        out.append('?');
      } else if (kind == 1) {
        out.append('*');
        i += Math.min(random.nextInt(6), length - i);
        if (i > 0 && i < length && Character.isLowSurrogate(value.charAt(i))) {
          i++;
        }
      } else if (c == '*' || c == '?' || c == '$') {
        out.append("${").appendCodePoint(c).append('}');
      } else {
        out.appendCodePoint(c);
      }
    }
    return value.length() > 80 || random.nextBoolean()
        ? out.append('*').toString()
        : out.toString();
  }

  private String words(EnrichedEvent event) {
    List<String> sources = new ArrayList<>(event.values("errorMessage"));
    sources.addAll(event.values("principal"));
    sources.addAll(event.values("sid"));
    event.context().forEach(pair -> sources.add(pair.value()));
    String text = sources.isEmpty() ? "x" : sources.get(random.nextInt(sources.size()));
    String cut = text.length() > 40 ? text.substring(0, 40) : text;
    return random.nextBoolean() || cut.isEmpty() ? cut + "a" : cut;
  }

  private static String swapCase(String text) {
    var out = new StringBuilder();
    text.chars().forEach(c -> out.append((char) (c >= 'a' && c <= 'z' ? c - 32 : c)));
    return out.toString();
  }

  private Condition presence(String field) {
    return is(field, random.nextBoolean() ? "present" : "absent");
  }

  private static Condition is(String field, String what) {
    return new Condition.Comparison(
        Quantifier.NONE,
        field,
        Span.NONE,
        false,
        Symbol.IS,
        Optional.empty(),
        false,
        List.of(new Literal(Literal.Kind.WORD, what, Span.NONE)),
        Span.NONE);
  }

  private static Condition tagged(String field, String value) {
    return build(field, Symbol.EQ, Optional.of("anycase"), List.of(value));
  }

  private static Condition comparison(String field, Symbol symbol, List<String> values) {
    return build(field, symbol, Optional.empty(), values);
  }

  private static Condition build(
      String field, Symbol symbol, Optional<String> family, List<String> values) {
    return new Condition.Comparison(
        Quantifier.NONE,
        field,
        Span.NONE,
        false,
        symbol,
        family,
        values.size() != 1,
        values.stream().map(value -> new Literal(Literal.Kind.QUOTED, value, Span.NONE)).toList(),
        Span.NONE);
  }
}
