package io.keytrail.policy.reference;

import static java.util.regex.Pattern.DOTALL;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How the reference reads texts: literals, patterns, ARNs. What cannot be read throws. Regular
/// expressions do the work on purpose: the engine has none, so the two share no mistake.
final class ReferenceValues {
  static final String RUN = "\uE000"; // the wildcards * and ? once they are told from literal text
  static final String ONE = "\uE001";
  private static final Pattern CAPITALS = Pattern.compile("[A-Z]+");
  private static final String NUMBER =
      "(?=.{1,64}$)[-+]?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]{1,4})?"; // AMB-08
  private static final String V4 = "(N\\.){3}N".replace("N", "(0|[1-9][0-9]{0,2})");
  private static final String V6 = "([0-9a-fA-F]{0,4}:)+([0-9a-fA-F]{0,4}|" + V4 + ")";

  private static final String MAPPED = "0".repeat(80) + "1".repeat(16);
  static final String HOST = "[^/]*|[^:/]*/32|[^/]*:[^/]*/128"; // AMB-08

  private ReferenceValues() {}

  static String wild(String pattern) {
    return pattern.replace("*", RUN).replace("?", ONE);
  }

  static String plain(String text) {
    return text.replace(RUN, "*").replace(ONE, "?");
  }

  static boolean glob(String pattern, String text) {
    String regex = Pattern.quote(pattern).replace(RUN, "\\E.*\\Q").replace(ONE, "\\E.\\Q");
    return Pattern.compile(regex, DOTALL).matcher(text).matches();
  }

  static boolean isArn(String text) {
    return text.startsWith("arn:") && parts(text).size() == 6;
  }

  /// Whether an operator compares the value at all: one on ARNs only ARNs (AMB-09).
  static boolean fits(String operator, String value) {
    return !operator.startsWith("arn") || isArn(value);
  }

  /// The parts of an ARN; the `*` that ends one of fewer parts stands for the missing ones
  /// (AMB-16).
  static List<String> parts(String arn) {
    List<String> parts = List.of(arn.split(":", 6));
    return parts.size() < 6 && arn.endsWith(RUN) ? parts(arn + ":" + RUN) : parts;
  }

  /// §4.5: part by part.
  static boolean arn(String pattern, String arn) {
    List<String> want = parts(pattern);
    return want.size() == 6
        && IntStream.range(0, 6).allMatch(i -> glob(want.get(i), parts(arn).get(i)));
  }

  /// ASCII letters only.
  static String lower(String text) {
    return CAPITALS.matcher(text).replaceAll(found -> found.group().toLowerCase(Locale.ROOT));
  }

  static List<Integer> simpleLower(String text) {
    return text.codePoints().map(Character::toLowerCase).boxed().toList();
  }

  /// `text`, which must have this form.
  static String form(String form, String text) {
    if (!text.matches(form)) throw new IllegalArgumentException("`" + text + "` cannot be read");
    return text;
  }

  static String truth(String text) {
    return form("true|false", lower(text));
  }

  static ByteBuffer base64(String text) {
    return ByteBuffer.wrap(Base64.getDecoder().decode(text));
  }

  /// The number or date that an operator compares: a date as seconds since 1970, written so
  /// (AMB-13), or as one of the W3C profiles of ISO 8601.
  static BigDecimal number(String operator, String text) {
    if (operator.startsWith("numeric")) return new BigDecimal(form(NUMBER, text));
    if (text.matches("-?[0-9]{1,15}")) return new BigDecimal(text);
    String day = form("[0-9]{4}-([^.]|\\.[0-9])*", text.length() == 7 ? text + "-01" : text);
    OffsetDateTime time = OffsetDateTime.parse(day.length() == 10 ? day + "T00:00Z" : day);
    return BigDecimal.valueOf(time.toEpochSecond()).add(BigDecimal.valueOf(time.getNano(), 9));
  }

  /// How two compare, as the names of operators say it.
  static String order(BigDecimal one, BigDecimal other) {
    return List.of("less", "equals", "greater").get(1 + Integer.signum(one.compareTo(other)));
  }

  /// The bits of an address, behind the family; a mapped one is IPv4 (AMB-14).
  static String host(String text) {
    String bits = bits(form(HOST, text).split("/")[0]);
    return bits.replaceFirst("^v6:" + MAPPED + "(?=.{32}$)", "v4:");
  }

  /// The bits of an address, of a block those that count, behind the family as it is written.
  static String bits(String text) {
    boolean wide = text.contains(":");
    String[] block = form((wide ? V6 : V4) + "(/(0|[1-9][0-9]{0,2}))?", text).split("/");
    byte[] bytes = InetAddress.ofLiteral(block[0]).getAddress(); // four of a mapped address
    String bits = new BigInteger(1, bytes).setBit(8 * bytes.length).toString(2).substring(1);
    String all = wide && bytes.length == 4 ? MAPPED + bits : bits;
    int counting = block.length == 1 ? all.length() : Integer.parseInt(block[1]);
    return (wide ? "v6:" : "v4:") + all.substring(0, counting);
  }

  static String principalType(String caller) {
    boolean provider = caller.contains("-provider/") || caller.equals("accounts.google.com");
    String known = caller.startsWith("arn:") ? "aws" : "service";
    return caller.equals("anonymous") ? "nobody" : provider ? "federated" : known;
  }

  /// AMB-18: the ARN of a role without its path.
  static String pathless(String arn) {
    return arn.replaceFirst(":role/.*/", ":role/");
  }

  /// Names with their values, of several each, as `name=value`, the names in lower case.
  static List<String> pairs(@Nullable Object values) {
    return Json.asMap(values).entrySet().stream()
        .flatMap(of -> Json.texts(of.getValue()).stream().map(it -> lower(of.getKey()) + "=" + it))
        .sorted()
        .toList();
  }
}
