package io.keytrail.policy.reference;

import static java.util.regex.Pattern.DOTALL;
import static java.util.stream.Collectors.joining;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One element of a statement against a request, §4.3 to §4.7 of the facts. Answers are NO, ERROR
// (cannot be
/// answered: an Allow takes it for no, a Deny for yes) or YES: "and" is their least, "or" their
// greatest.
/// Regular expressions do the work on purpose: the engine has none, so the two share no mistake.
record ReferenceMatch(Map<String, List<String>> context, boolean variables) {
  static final int NO = 0;
  static final int ERROR = 1;
  static final int YES = 2;
  private static final String RUN =
      "\uE000"; // the wildcards * and ? once they are told from literal text
  private static final String ONE = "\uE001";
  private static final Pattern OPERATOR =
      Pattern.compile(
          "(forallvalues:|foranyvalue:)?(string(?:not)?(?:equals|equalsignorecase|like)|arn(?:not)?(?:equals|like)"
              + "|(?:numeric|date)(?:(?:not)?equals|(?:less|greater)than(?:equals)?)|bool|binaryequals"
              + "|(?:not)?ipaddress)(ifexists)?");

  static <T> int all(Collection<T> each, ToIntFunction<T> test) {
    return each.stream().mapToInt(test).min().orElse(YES);
  }

  static <T> int any(Collection<T> each, ToIntFunction<T> test) {
    return each.stream().mapToInt(test).max().orElse(NO);
  }

  static int answer(boolean holds) {
    return holds ? YES : NO;
  }

  /// §4.3: any ASCII case, wildcards in the name only, or a lone `*`.
  static int action(String pattern, String action) {
    String[] want = lower(pattern).split(":", 2);
    String[] have = lower(action).split(":", 2);
    boolean both = want.length == 2 && want[0].equals(have[0]) && glob(wildcards(want[1]), have[1]);
    return answer(pattern.equals("*") || both);
  }

  /// §4.7: segment by segment, the service written out; a `*` at the end covers the segments that
  // are not
  /// written. §4.6: variables after the fifth colon only.
  int resource(String pattern, String resource) {
    String[] want = pattern.split(":", 6);
    int last = want.length - 1;
    String[] have = resource.split(":", want.length);
    if (pattern.equals("*")
        || last < 3
        || have.length <= last
        || resource.split(":", 6).length < 6) {
      return answer(pattern.equals("*"));
    }
    boolean same = want[2].equals(have[2]) && (last == 5 || want[last].endsWith("*"));
    for (int i = 0; i < last; i++) {
      same = same && glob(wildcards(want[i]), have[i]);
    }
    try {
      return answer(
          same && glob(last == 5 ? pattern(want[5], true) : wildcards(want[last]), have[last]));
    } catch (IllegalArgumentException noValue) {
      return ERROR;
    }
  }

  /// §4.5: every key of every operator holds.
  int condition(Map<String, @Nullable Object> block) {
    return all(
        block.entrySet(),
        operator ->
            all(
                Json.asMap(operator.getValue()).entrySet(),
                key -> test(operator.getKey(), key.getKey(), Json.texts(key.getValue()))));
  }

  private int test(String operator, String key, List<String> wanted) {
    List<String> actual = context.getOrDefault(lower(key), List.of());
    if (lower(operator).equals("null")) {
      return any(wanted, want -> bool(want, String.valueOf(actual.isEmpty())));
    }
    var parts = OPERATOR.matcher(lower(operator));
    if (!parts.matches()) {
      return ERROR;
    }
    boolean every = "forallvalues:".equals(parts.group(1));
    boolean some = "foranyvalue:".equals(parts.group(1));
    boolean negated = parts.group(2).contains("not");
    String base = parts.group(2).replace("not", "");
    if (every || some ? String.join("", actual).isEmpty() : actual.isEmpty()) {
      return answer(parts.group(3) != null || every || (negated && !some));
    }
    ToIntFunction<String> listed = value -> any(wanted, want -> compare(base, want, value));
    ToIntFunction<String> one = negated ? value -> YES - listed.applyAsInt(value) : listed;
    return every
        ? all(actual, one)
        : some ? any(actual, one) : actual.size() > 1 ? NO : all(actual, one);
  }

  private int compare(String base, String wanted, String value) {
    try {
      return switch (base) {
        case "stringequals" -> answer(pattern(wanted, false).equals(value));
        case "stringequalsignorecase" ->
            answer(simpleLower(pattern(wanted, false)).equals(simpleLower(value)));
        case "stringlike" -> answer(glob(pattern(wanted, true), value));
        case "arnequals", "arnlike" ->
            arn(pattern(wanted, true).split(":", 6), value.split(":", 6));
        case "bool" -> bool(wanted, value);
        case "binaryequals" -> answer(bytes(wanted).equals(bytes(value)));
        case "ipaddress" -> within(wanted.split("/", 2), address(value));
        default ->
            base.startsWith("date")
                ? ordered(base, date(value).compareTo(date(wanted)))
                : ordered(base, number(value).compareTo(number(wanted)));
      };
    } catch (RuntimeException malformed) {
      return ERROR;
    }
  }

  private static int arn(String[] want, String[] have) {
    boolean same = want.length == 6 && have.length == 6 && have[0].equals("arn");
    for (int i = 0; i < 6; i++) {
      same = same && glob(want[i], have[i]);
    }
    return answer(same);
  }

  private static int bool(String wanted, String value) {
    boolean valid = lower(wanted).matches("true|false") && lower(value).matches("true|false");
    return valid ? answer(lower(wanted).equals(lower(value))) : ERROR;
  }

  private static int ordered(String operator, int sign) {
    boolean less = operator.contains("less") && sign < 0;
    boolean greater = operator.contains("greater") && sign > 0;
    return answer(less || greater || (operator.endsWith("equals") && sign == 0));
  }

  private static BigDecimal number(String text) {
    return new BigDecimal(text.matches("[-+0-9.eE]*") ? text : "malformed");
  }

  /// Seconds since 1970: digits are an epoch, anything else is one of the W3C profiles of ISO 8601.
  private static BigDecimal date(String text) {
    if (text.matches("[0-9]+")) {
      return new BigDecimal(text);
    }
    String day = text.length() == 7 ? text + "-01" : text;
    OffsetDateTime time = OffsetDateTime.parse(day.length() == 10 ? day + "T00:00Z" : day);
    return BigDecimal.valueOf(time.toEpochSecond()).add(BigDecimal.valueOf(time.getNano(), 9));
  }

  private static ByteBuffer bytes(String base64) {
    return ByteBuffer.wrap(Base64.getDecoder().decode(base64));
  }

  private static int within(String[] range, byte[] host) {
    byte[] net = address(range[0]);
    int shift = range.length == 1 ? 0 : 8 * net.length - number(range[1]).intValueExact();
    BigInteger difference = new BigInteger(1, net).xor(new BigInteger(1, host)).shiftRight(shift);
    return shift < 0 || shift > 8 * net.length
        ? ERROR
        : answer(net.length == host.length && difference.signum() == 0);
  }

  /// Four or sixteen bytes; the library writes an IPv4 address mapped into IPv6 as four.
  private static byte[] address(String text) {
    byte[] bytes = InetAddress.ofLiteral(text).getAddress();
    String canonical = InetAddress.ofLiteral(text).getHostAddress();
    if (text.contains(":") ? text.contains("%") : !canonical.equals(text)) {
      throw new IllegalArgumentException("a zone, or not four plain decimals");
    }
    ByteBuffer wide = ByteBuffer.allocate(16).putShort(10, (short) -1);
    return text.contains(":") && bytes.length == 4 ? wide.put(12, bytes).array() : bytes;
  }

  private static String simpleLower(String text) {
    return text.codePoints()
        .map(Character::toLowerCase)
        .mapToObj(Character::toString)
        .collect(joining());
  }

  /// `text` with its wildcards marked and its variables replaced by text that is not read again
  // (§4.6); throws
  /// where a variable has no single value and no default.
  private String pattern(String text, boolean wildcards) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (MatchResult found :
        Pattern.compile("\\$\\{([^}]*)\\}").matcher(variables ? text : "").results().toList()) {
      String before = text.substring(at, found.start());
      out.append(wildcards ? wildcards(before) : before).append(variable(found.group(1)));
      at = found.end();
    }
    return out.append(wildcards ? wildcards(text.substring(at)) : text.substring(at)).toString();
  }

  private String variable(String body) {
    var parts = Pattern.compile("([^,]*)(?:, ?'(.*)')?", DOTALL).matcher(body);
    List<String> values =
        parts.matches() ? context.getOrDefault(lower(parts.group(1)), List.of()) : List.of();
    if (body.matches("[*?$]") || values.size() == 1) {
      return values.isEmpty() ? body : values.getFirst();
    } else if (!parts.matches() || parts.group(2) == null || !values.isEmpty()) {
      throw new IllegalArgumentException("no single value");
    }
    return parts.group(2);
  }

  private static String wildcards(String text) {
    return text.replace("*", RUN).replace("?", ONE);
  }

  private static boolean glob(String pattern, String text) {
    String regex = Pattern.quote(pattern).replace(RUN, "\\E.*\\Q").replace(ONE, "\\E.\\Q");
    return Pattern.compile(regex, DOTALL).matcher(text).matches();
  }

  /// ASCII letters only.
  static String lower(String text) {
    return Pattern.compile("[A-Z]")
        .matcher(text)
        .replaceAll(found -> found.group().toLowerCase(Locale.ROOT));
  }
}
