package io.keytrail.policy.reference;

import static java.util.regex.Pattern.DOTALL;
import static java.util.stream.Collectors.joining;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One element of a statement against a request, §4.3 to §4.7 of the facts. Answers are NO, ERROR
/// (cannot be answered: an Allow takes it for no, a Deny for yes) or YES: "and" is their least,
/// "or" their greatest. Regular expressions do the work on purpose: the engine has none, so the two
/// share no mistake.
record ReferenceMatch(Map<String, Values> context, boolean variables) {
  /// The values of a context key; a list is that of a multi-valued key, however long it is.
  record Values(List<String> all, boolean multi) {
    static Values of(@Nullable Object value) {
      return new Values(Json.texts(value), value instanceof List);
    }

    static Values in(Map<String, Values> context, String key) {
      return context.getOrDefault(lower(key), new Values(List.of(), false));
    }

    @Nullable String single() {
      return multi || all.isEmpty() ? null : all.getFirst();
    }
  }

  static final int NO = 0;
  static final int ERROR = 1;
  static final int YES = 2;
  static final String RUN = "\uE000"; // the wildcards * and ? once they are told from literal text
  static final String ONE = "\uE001";
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{\\s*([^,}]*[^,}\\s])\\s*(?:, ?'([^}]*)')?\\}");
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

  /// §4.3: any ASCII case, wildcards in the name only, or a lone `*` (`*:*`, AMB-21).
  static int action(String pattern, String action) {
    String[] want = lower(pattern).split(":", 2);
    String[] have = lower(action).split(":", 2);
    boolean both = want.length == 2 && want[0].equals(have[0]) && glob(wildcards(want[1]), have[1]);
    return answer(pattern.equals("*") || pattern.equals("*:*") || both);
  }

  /// §4.7: segment by segment, the service written out. §4.6: variables after the fifth colon only.
  int resource(String pattern, String resource) {
    String[] want = pattern.split(":", 6);
    String[] have = resource.split(":", 6);
    boolean service = want.length > 3 && have.length == 6 && want[2].equals(have[2]);
    String head =
        wildcards(String.join(":", Arrays.asList(want).subList(0, Math.min(5, want.length))));
    if (pattern.equals("*") || !service || want.length < 6) {
      return answer(pattern.equals("*") || (service && arn(head, resource)));
    }
    try {
      return answer(arn(head + ":" + RUN, resource) && glob(pattern(want[5], true), have[5]));
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
    Values values = Values.in(context, key);
    List<String> actual = values.all();
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
    if (actual.isEmpty()) {
      return answer(parts.group(3) != null || every || (negated && !some));
    } else if ((every || some) && String.join("", actual).isEmpty()) {
      return answer(every); // AMB-11: no value, though the key is there
    }
    ToIntFunction<String> listed = value -> any(wanted, want -> compare(base, want, value));
    ToIntFunction<String> one = negated ? value -> YES - listed.applyAsInt(value) : listed;
    return every
        ? all(actual, one)
        : some ? any(actual, one) : values.multi() ? NO : all(actual, one);
  }

  private int compare(String base, String wanted, String value) {
    try {
      return switch (base) {
        case "stringequals" -> answer(pattern(wanted, false).equals(value));
        case "stringequalsignorecase" ->
            answer(simpleLower(pattern(wanted, false)).equals(simpleLower(value)));
        case "stringlike" -> answer(glob(pattern(wanted, true), value));
        case "arnequals", "arnlike" -> answer(isArn(value) && arn(pattern(wanted, true), value));
        case "bool" -> bool(wanted, value);
        case "binaryequals" -> answer(bytes(wanted).equals(bytes(value)));
        case "ipaddress" ->
            within(
                wanted.split("/", 2),
                address(value.replaceFirst(value.contains(":") ? "/128$" : "/32$", "")));
        default ->
            base.startsWith("date")
                ? ordered(base, date(value).compareTo(date(wanted)))
                : ordered(base, number(value).compareTo(number(wanted)));
      };
    } catch (RuntimeException malformed) {
      return ERROR;
    }
  }

  /// AMB-16: the `*` that ends a pattern of fewer segments stands for the missing ones.
  private static boolean arn(String pattern, String value) {
    String[] want = pattern.split(":", 6);
    String[] have = value.split(":", 6);
    boolean same = isArn(value) && (want.length == 6 || pattern.endsWith(RUN));
    for (int i = 0; i < want.length; i++) {
      same = same && glob(want[i], have[i]);
    }
    return same;
  }

  private static boolean isArn(String text) {
    return text.startsWith("arn:") && text.split(":", 6).length == 6;
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
    return new BigDecimal(
        text.matches("[-+]?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]{1,4})?") ? text : "malformed");
  }

  /// Seconds since 1970: up to 15 digits are an epoch (AMB-13), anything else is one of the W3C
  /// profiles of ISO 8601.
  private static BigDecimal date(String text) {
    if (text.matches("-?[0-9]{1,15}")) {
      return new BigDecimal(text);
    }
    if (!text.matches("[0-9]{4}-.*") || text.matches(".*\\.[^0-9].*")) {
      throw new IllegalArgumentException("no year");
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
    int shift = range.length == 1 ? 0 : 8 * net.length - prefix(range[1]);
    BigInteger difference = new BigInteger(1, net).xor(new BigInteger(1, host)).shiftRight(shift);
    return shift < 0 || shift > 8 * net.length
        ? ERROR
        : answer(net.length == host.length && difference.signum() == 0);
  }

  private static int prefix(String text) {
    return text.matches("0|[1-9][0-9]{0,2}") ? Integer.parseInt(text) : Integer.MAX_VALUE;
  }

  /// Four or sixteen bytes; the library writes an IPv4 address mapped into IPv6 as four.
  private static byte[] address(String text) {
    byte[] bytes = InetAddress.ofLiteral(text).getAddress();
    String canonical = InetAddress.ofLiteral(text).getHostAddress();
    if (text.contains(":")
        ? text.matches(".*(%|[0-9a-fA-F]{5}|\\.0[0-9]|:0[0-9]+\\.).*")
        : !canonical.equals(text)) {
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
  /// (§4.6); throws where a variable has no single value and no default. What is no variable is
  /// plain text (AMB-29).
  private String pattern(String text, boolean wildcards) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (MatchResult found : VARIABLE.matcher(variables ? text : "").results().toList()) {
      String before = text.substring(at, found.start());
      out.append(wildcards ? wildcards(before) : before)
          .append(variable(found.group(1), found.group(2)));
      at = found.end();
    }
    return out.append(wildcards ? wildcards(text.substring(at)) : text.substring(at)).toString();
  }

  private String variable(String key, @Nullable String orElse) {
    Values values = Values.in(context, key);
    String text = key.matches("[*?$]") ? key : values.all().isEmpty() ? orElse : values.single();
    if (text == null) {
      throw new IllegalArgumentException("no single value");
    }
    return text;
  }

  private static String wildcards(String text) {
    return text.replace("*", RUN).replace("?", ONE);
  }

  private static boolean glob(String pattern, String text) {
    if (!pattern.contains(RUN) && !pattern.contains(ONE)) {
      return pattern.equals(text);
    }
    String regex = Pattern.quote(pattern).replace(RUN, "\\E.*\\Q").replace(ONE, "\\E.\\Q");
    return Pattern.compile(regex, DOTALL).matcher(text).matches();
  }

  /// ASCII letters only.
  static String lower(String text) {
    StringBuilder out = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.setCharAt(i, c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
    }
    return out.toString();
  }
}
