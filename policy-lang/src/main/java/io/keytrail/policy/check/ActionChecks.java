package io.keytrail.policy.check;

import io.keytrail.policy.ast.Written;
import io.keytrail.policy.catalog.Catalogue;
import io.keytrail.policy.catalog.Service;
import io.keytrail.policy.condition.DidYouMean;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Actions: `*`, or `service:Name` with `*` and `?` in the name. An unknown one is a warning, never
/// refused: it matches only a request of that very name.
final class ActionChecks {
  /// No action of AWS's has half as many.
  private static final int MAX_CHARS = 128;

  /// Patterns of one document with a wildcard elsewhere than at the end. Each is compared with all
  /// actions of its service; the largest policies of AWS's own have a few.
  private static final int MAX_WILD = 100;

  /// Names of one document that are looked up by their likeness: one with more wrong ones was not
  /// mistyped.
  private static final int MAX_SEARCHES = 10;

  private final Catalogue catalogue;
  private final Findings findings;

  /// Patterns about which there is nothing to say. Documents repeat themselves.
  private final Set<String> known = new HashSet<>();

  private int wild;
  private int searches;

  ActionChecks(Catalogue catalogue, Findings findings) {
    this.catalogue = catalogue;
    this.findings = findings;
  }

  void check(List<Written> patterns) {
    Set<String> seen = new HashSet<>();
    for (Written pattern : patterns) {
      if (pattern.text().length() > MAX_CHARS) {
        findings.error(
            "TOO_LARGE", pattern.span(), "an action has at most %d characters", "", MAX_CHARS);
      } else if (wellFormed(pattern.text())) {
        check(pattern, seen);
      } else {
        findings.error(
            "INVALID_ACTION",
            pattern.span(),
            "`%s` is no action",
            "write `service:Name`, or `*` for all",
            pattern.text());
      }
    }
  }

  private void check(Written pattern, Set<String> seen) {
    String folded = Catalogue.fold(pattern.text());
    if (!seen.add(folded)) {
      findings.hint(
          "REPEATED_ACTION",
          pattern.span(),
          "`%s` stands in this list already",
          "remove it",
          pattern.text());
    }
    if (!wildWithin(folded) || affordable(pattern)) {
      search(pattern, folded);
    }
  }

  private static boolean wildWithin(String folded) {
    int star = folded.indexOf('*');
    int one = folded.indexOf('?');
    int last = folded.length() - 1;
    return (star >= 0 && star < last) || (one >= 0 && one < last);
  }

  private boolean affordable(Written pattern) {
    wild++;
    if (wild == MAX_WILD + 1) {
      findings.error(
          "TOO_MANY_WILDCARDS",
          pattern.span(),
          "more than %d actions have a wildcard before their end",
          "name the actions, or let the wildcards end them",
          MAX_WILD);
    }
    return wild <= MAX_WILD;
  }

  private void search(Written pattern, String folded) {
    int colon = folded.indexOf(':');
    boolean fine = colon < 0 || folded.equals("*:*") || catalogue.number(folded) >= 0;
    if (fine || findings.full() || known.contains(folded)) {
      return;
    }
    String prefix = folded.substring(0, colon);
    Optional<Service> service = catalogue.service(prefix);
    if (service.isEmpty()) {
      nearest(prefix, catalogue.prefixes())
          .filter(near -> prefix.length() > 3)
          .ifPresent(near -> unknownService(pattern, prefix, near));
    } else if (!service.get().complete() || catalogue.coversAny(folded)) {
      known.add(folded);
    } else {
      unknownAction(pattern, folded, service.get());
    }
  }

  private Optional<String> nearest(String word, Collection<String> known) {
    return ++searches > MAX_SEARCHES ? Optional.empty() : DidYouMean.closest(word, known);
  }

  private void unknownService(Written pattern, String prefix, String near) {
    findings.warning(
        "UNKNOWN_SERVICE",
        pattern.span(),
        "no service `%s` is known",
        "did you mean `%2$s`",
        prefix,
        near);
  }

  private void unknownAction(Written pattern, String folded, Service service) {
    List<String> longer =
        wildWithin(folded) ? List.of() : catalogue.matching(service, folded + "*");
    String help =
        longer.isEmpty()
            ? nearest(folded, service.actions()).map("did you mean `%s`"::formatted).orElse("")
            : "did you mean `%s`".formatted(String.join("` or `", longer));
    findings.warning(
        "UNKNOWN_ACTION",
        pattern.span(),
        "`%s` matches no known action of `%s`",
        help,
        pattern.text(),
        service.prefix());
  }

  private static boolean wellFormed(String text) {
    if (text.equals("*") || text.equals("*:*")) {
      return true;
    }
    int colon = text.indexOf(':');
    if (colon < 1 || colon == text.length() - 1) {
      return false;
    }
    return all(text, 0, colon, false) && all(text, colon + 1, text.length(), true);
  }

  private static boolean all(String text, int from, int to, boolean name) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      boolean plain = Ascii.alphanumeric(c) || c == '-';
      if (!plain && !(name && (c == '*' || c == '?' || c == '_' || c == '.'))) {
        return false;
      }
    }
    return true;
  }
}
