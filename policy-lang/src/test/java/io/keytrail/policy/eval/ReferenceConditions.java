package io.keytrail.policy.eval;

import io.keytrail.policy.condition.ConditionBlock;
import io.keytrail.policy.condition.IamOperator;
import io.keytrail.policy.condition.JsonLiteral;
import io.keytrail.policy.condition.Quantifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Conditions and patterns for [ReferenceEvaluator]. Text is compared by recursion, values are read
/// by the JDK.
final class ReferenceConditions {
  /// Stand for characters that a variable put in, which are never wildcards.
  private static final char LITERAL_STAR = '\uE000';

  private static final char LITERAL_MARK = '\uE001';

  private final AccessRequest request;
  private final boolean variables;

  /// @param request with everything derived
  ReferenceConditions(AccessRequest request, boolean variables) {
    this.request = request;
    this.variables = variables;
  }

  Truth block(ConditionBlock block) {
    Truth all = Truth.TRUE;
    for (ConditionBlock.Entry entry : block.entries()) {
      all = all.and(entry(IamOperator.parse(entry.operator()).orElseThrow(), entry));
    }
    return all;
  }

  private Truth entry(IamOperator operator, ConditionBlock.Entry entry) {
    ContextValue value = value(entry.key());
    boolean absent = value == null || value.values().isEmpty();
    List<String> wanted = entry.values().stream().map(JsonLiteral::text).toList();
    String name = operator.base().wireName();
    if (name.equals("Null")) {
      return any(wanted, w -> Truth.of(w.equalsIgnoreCase("true") == absent));
    }
    boolean negated = name.contains("Not");
    if (value == null || absent) {
      return Truth.of(
          operator.ifExists()
              || (operator.quantifier() == Quantifier.NONE
                  ? negated
                  : operator.quantifier() == Quantifier.EVERY));
    }
    Function<String, Truth> one =
        v -> {
          Truth in = any(wanted, w -> compare(name.replace("Not", ""), v, w));
          return negated ? in.not() : in;
        };
    boolean empty = value.values().stream().allMatch(String::isEmpty);
    return switch (operator.quantifier()) {
      case NONE -> value.multi() ? Truth.FALSE : one.apply(value.values().getFirst());
      case ANY -> empty ? Truth.FALSE : any(value.values(), one);
      case EVERY -> empty ? Truth.TRUE : any(value.values(), v -> one.apply(v).not()).not();
    };
  }

  private static Truth any(List<String> list, Function<String, Truth> test) {
    return list.stream().map(test).reduce(Truth.FALSE, Truth::or);
  }

  private Truth compare(String base, String value, String wanted) {
    if (base.startsWith("String") || base.startsWith("Arn")) {
      String pattern = substituted(wanted, base.equals("StringLike") || base.startsWith("Arn"));
      if (base.startsWith("Arn") && (!value.startsWith("arn:") || value.split(":", 6).length < 6)) {
        return Truth.FALSE;
      }
      if (pattern == null) {
        return Truth.ERROR;
      }
      return Truth.of(
          switch (base) {
            case "StringEquals" -> pattern.equals(value);
            case "StringEqualsIgnoreCase" ->
                ReferenceEvaluator.lower(pattern).equals(ReferenceEvaluator.lower(value));
            case "StringLike" -> glob(pattern, value);
            default -> arn(pattern, value);
          });
    }
    try {
      return Truth.of(typed(base, value, wanted));
    } catch (IllegalArgumentException | DateTimeParseException | UnknownHostException _) {
      return Truth.ERROR;
    }
  }

  private static boolean typed(String base, String value, String wanted)
      throws UnknownHostException {
    if (base.startsWith("Numeric")) {
      return ordered(base, new BigDecimal(value).compareTo(new BigDecimal(wanted)));
    }
    if (base.startsWith("Date")) {
      return ordered(base, date(value).compareTo(date(wanted)));
    }
    return switch (base) {
      case "Bool" -> bool(value) == bool(wanted);
      case "BinaryEquals" ->
          Arrays.equals(
              java.util.Base64.getDecoder().decode(value),
              java.util.Base64.getDecoder().decode(wanted));
      default -> address(value, wanted);
    };
  }

  private static boolean ordered(String base, int order) {
    return (base.endsWith("LessThan") && order < 0)
        || (base.endsWith("LessThanEquals") && order <= 0)
        || (base.endsWith("GreaterThan") && order > 0)
        || (base.endsWith("GreaterThanEquals") && order >= 0)
        || (base.matches("(Numeric|Date)Equals") && order == 0);
  }

  private static BigDecimal date(String text) {
    if (text.matches("-?[0-9]+")) {
      return new BigDecimal(text);
    }
    if (text.matches("[0-9]{4}-[0-9]{2}(-[0-9]{2})?")) {
      LocalDate day = LocalDate.parse(text.length() == 7 ? text + "-01" : text);
      return BigDecimal.valueOf(day.toEpochDay() * 86_400);
    }
    return BigDecimal.valueOf(OffsetDateTime.parse(text).toEpochSecond());
  }

  private static boolean bool(String text) {
    if (!text.matches("(?i)true|false")) {
      throw new IllegalArgumentException(text);
    }
    return text.equalsIgnoreCase("true");
  }

  private static boolean address(String value, String wanted) throws UnknownHostException {
    String[] block = wanted.split("/", -1);
    byte[] host = bytes(value);
    byte[] network = bytes(block[0]);
    int bits = block.length == 1 ? network.length * 8 : Integer.parseInt(block[1]);
    if (bits > network.length * 8) {
      throw new IllegalArgumentException(wanted);
    }
    int shift = network.length * 8 - bits;
    return host.length == network.length
        && new BigInteger(1, host)
            .shiftRight(shift)
            .equals(new BigInteger(1, network).shiftRight(shift));
  }

  private static byte[] bytes(String address) throws UnknownHostException {
    if (!address.matches("[0-9]{1,3}([.][0-9]{1,3}){3}|[0-9a-f]*:[0-9a-f:]+")) {
      throw new IllegalArgumentException(address);
    }
    return InetAddress.getByName(address).getAddress();
  }

  /// Of a `Resource`: variables only behind the fifth colon, no wildcard in the service.
  Truth resource(String written) {
    if (written.equals("*")) {
      return Truth.TRUE;
    }
    String[] parts = written.split(":", 6);
    if (parts.length > 2 && parts[2].matches(".*[*?].*")) {
      return Truth.FALSE;
    }
    String pattern = written;
    if (parts.length == 6) {
      String rest = substituted(parts[5], true);
      if (rest == null) {
        return Truth.ERROR;
      }
      pattern = written.substring(0, written.length() - parts[5].length()) + rest;
    }
    return Truth.of(arn(pattern, request.resource()));
  }

  private static boolean arn(String pattern, String arn) {
    if (pattern.equals("*")) {
      return true;
    }
    String[] wanted = pattern.split(":", 6);
    String[] parts = arn.split(":", 6);
    if (parts.length < 6 || (wanted.length < 6 && !pattern.endsWith("*"))) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (!glob(wanted[i], parts[i])) {
        return false;
      }
    }
    return true;
  }

  /// Null if a variable has no value.
  private @Nullable String substituted(String text, boolean wildcards) {
    int start = variables ? text.indexOf("${") : -1;
    int end = start < 0 ? -1 : text.indexOf('}', start);
    if (end < 0) {
      return text;
    }
    String[] body = text.substring(start + 2, end).split(", '", 2);
    String value;
    if (List.of("*", "?", "$").contains(body[0])) {
      value = body[0];
    } else {
      ContextValue known = value(body[0]);
      known = known != null && known.values().isEmpty() ? null : known;
      if (known != null && !known.multi()) {
        value = known.values().getFirst();
      } else if (known == null && body.length == 2) {
        value = body[1].substring(0, body[1].length() - 1);
      } else {
        return null;
      }
    }
    String literal =
        wildcards ? value.replace('*', LITERAL_STAR).replace('?', LITERAL_MARK) : value;
    String rest = substituted(text.substring(end + 1), wildcards);
    return rest == null ? null : text.substring(0, start) + literal + rest;
  }

  private @Nullable ContextValue value(String key) {
    for (Map.Entry<String, ContextValue> entry : request.context().entrySet()) {
      if (ReferenceEvaluator.lower(entry.getKey()).equals(ReferenceEvaluator.lower(key))) {
        return entry.getValue();
      }
    }
    return null;
  }

  static boolean glob(String pattern, String text) {
    if (pattern.isEmpty()) {
      return text.isEmpty();
    }
    char wanted = pattern.charAt(0);
    if (wanted == '*') {
      return glob(pattern.substring(1), text)
          || (!text.isEmpty() && glob(pattern, text.substring(1)));
    }
    char literal = wanted == LITERAL_STAR ? '*' : wanted == LITERAL_MARK ? '?' : wanted;
    return !text.isEmpty()
        && (wanted == '?' || literal == text.charAt(0))
        && glob(pattern.substring(1), text.substring(1));
  }
}
