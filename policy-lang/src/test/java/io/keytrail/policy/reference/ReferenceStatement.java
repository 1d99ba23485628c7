package io.keytrail.policy.reference;

import static io.keytrail.policy.reference.Json.asMap;
import static io.keytrail.policy.reference.Json.texts;
import static io.keytrail.policy.reference.ReferenceValues.arn;
import static io.keytrail.policy.reference.ReferenceValues.base64;
import static io.keytrail.policy.reference.ReferenceValues.bits;
import static io.keytrail.policy.reference.ReferenceValues.fits;
import static io.keytrail.policy.reference.ReferenceValues.glob;
import static io.keytrail.policy.reference.ReferenceValues.host;
import static io.keytrail.policy.reference.ReferenceValues.isArn;
import static io.keytrail.policy.reference.ReferenceValues.lower;
import static io.keytrail.policy.reference.ReferenceValues.number;
import static io.keytrail.policy.reference.ReferenceValues.order;
import static io.keytrail.policy.reference.ReferenceValues.parts;
import static io.keytrail.policy.reference.ReferenceValues.plain;
import static io.keytrail.policy.reference.ReferenceValues.simpleLower;
import static io.keytrail.policy.reference.ReferenceValues.truth;
import static io.keytrail.policy.reference.ReferenceValues.wild;
import static java.util.regex.Matcher.quoteReplacement;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One statement against a request, §4.3 to §4.7 of the facts. Its operators exist: who reads a
/// policy refuses others.
record ReferenceStatement(Reference asked, StatedAt at) {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{\\s*([^,}]*[^,}\\s])\\s*(?:, ?'([^}]*)')?\\}");

  boolean deny() {
    return "Deny".equals(at.statement().get("Effect"));
  }

  private boolean of(String... kinds) {
    return List.of(kinds).contains(at.kind());
  }

  boolean applies() {
    boolean key = of("resource") && asked.key; // §4.2.3, AMB-01: `*` is this key
    boolean role = of("resource") && asked.trust;
    return (!key || texts(at.statement().get("Resource")).contains("*"))
        && (key || role || element("Resource", this::covers))
        && element("Action", this::includes)
        && !names().isEmpty()
        && conditions();
  }

  /// §4.3: how it names the caller, if it does; who is not listed is named with everyone. To be
  /// spared a session must be listed with its role and its account (AMB-05), and a boundary
  /// forfeits it.
  Set<String> names() {
    if (!of("resource", "resourceControl", "vpcEndpoint")) return Set.of("everyone");
    if (!at.statement().containsKey("NotPrincipal"))
      return asked.named(at.statement().get("Principal"));
    Set<String> listed = asked.named(at.statement().get("NotPrincipal"));
    boolean session = asked.caller.matches(".*:(assumed-)?role/.*");
    Set<String> enough = session ? Set.of("account", "role", "self") : Set.of("self");
    boolean whole = deny() ? listed.containsAll(enough) : !listed.isEmpty();
    boolean bounded = deny() && asked.has("permissionsBoundary") && !asked.account.isEmpty();
    boolean spared = (whole || listed.contains("everyone")) && !bounded;
    return spared ? Set.of() : Set.of("everyone");
  }

  private boolean element(String name, Predicate<String> matches) {
    boolean not = at.statement().containsKey("Not" + name);
    return one(texts(at.statement().get(not ? "Not" + name : name)), not, matches);
  }

  /// Whether one of `wanted` matches, or with `not` none does. What cannot be read or has no value
  /// is taken to deny and not to allow (AMB-07, AMB-08, AMB-19).
  private boolean one(List<String> wanted, boolean not, Predicate<String> matches) {
    boolean found = false;
    for (String want : wanted) {
      try {
        found |= matches.test(want);
      } catch (RuntimeException unreadable) {
        found |= not != deny();
      }
    }
    return not != found;
  }

  /// §4.3: any ASCII case, wildcards in the name only, or a lone `*` (`*:*`, AMB-21).
  private boolean includes(String pattern) {
    String[] want = lower(pattern).split(":", 2);
    boolean named = want.length == 2 && glob(want[0] + ":" + wild(want[1]), lower(asked.action));
    return named || pattern.matches("\\*(:\\*)?");
  }

  /// §4.7: part by part, the service as written. §4.6: variables in the last part only.
  private boolean covers(String pattern) {
    List<String> want = parts(wild(pattern));
    List<String> have = parts(asked.resource);
    if (pattern.equals("*")) return true;
    return isArn(asked.resource)
        && want.size() == 6
        && want.get(2).equals(have.get(2))
        && IntStream.of(0, 1, 3, 4).allMatch(i -> glob(want.get(i), have.get(i)))
        && glob(filled(want.get(5)), have.get(5));
  }

  /// §4.5: every key of every operator holds.
  boolean conditions() {
    for (var operator : asMap(at.statement().get("Condition")).entrySet())
      for (var key : asMap(operator.getValue()).entrySet())
        if (!condition(lower(operator.getKey()), asked.given(key.getKey()), texts(key.getValue())))
          return false;
    return true;
  }

  private boolean condition(String operator, @Nullable Object given, List<String> wanted) {
    List<String> values = texts(given);
    boolean absent = values.isEmpty(); // AMB-22: an empty list, too
    boolean every = operator.startsWith("forallvalues:");
    boolean some = operator.startsWith("foranyvalue:");
    boolean optional = operator.endsWith("ifexists");
    boolean negated = operator.contains("not");
    String base = operator.replaceAll("^for(all|any)values?:|not|ifexists$", "");
    Predicate<String> holds =
        value -> fits(base, value) && one(wanted, negated, want -> compare(base, want, value));
    if (base.equals("null")) return one(wanted, false, want -> truth(want).equals("" + absent));
    if (absent) return optional || every || (negated && !some); // AMB-10
    if (every) return values.stream().allMatch(holds); // AMB-11: an empty one, too
    return (some || !(given instanceof List)) && values.stream().anyMatch(holds); // AMB-06
  }

  private boolean compare(String base, String want, String value) {
    return switch (base) {
      case "stringequals" -> filled(want).equals(value);
      case "stringequalsignorecase" -> simpleLower(filled(want)).equals(simpleLower(value));
      case "stringlike" -> glob(filled(wild(want)), value);
      case "arnequals", "arnlike" -> arn(filled(wild(want)), value);
      case "bool" -> truth(want).equals(truth(value)); // AMB-20: no variables
      case "binaryequals" -> base64(want).equals(base64(value));
      case "ipaddress" -> host(value).startsWith(bits(want));
      default -> base.contains(order(number(base, value), number(base, want)));
    };
  }

  /// §4.6: the variables replaced by text in which nothing is a wildcard or a variable. What is no
  /// variable is plain text (AMB-29).
  private String filled(String text) {
    if (!"2012-10-17".equals(at.document().get("Version"))) return text; // §4.4
    return VARIABLE.matcher(text).replaceAll(found -> quoteReplacement(plain(variable(found))));
  }

  private String variable(MatchResult found) {
    String key = plain(found.group(1));
    if (key.matches("[*?$]")) return key;
    Object given = asked.given(key);
    if (texts(given).isEmpty()) return Objects.requireNonNull(found.group(2)); // AMB-12
    if (given instanceof List) throw new IllegalArgumentException("several values");
    return Json.text(given);
  }
}
