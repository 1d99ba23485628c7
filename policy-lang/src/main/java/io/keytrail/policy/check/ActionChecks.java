package io.keytrail.policy.check;

import io.keytrail.policy.ast.Written;
import io.keytrail.policy.catalog.Catalogue;
import io.keytrail.policy.catalog.Service;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Actions: `*`, or `service:Name` with `*` and `?` in the name. An unknown one is a warning, never
/// refused: it matches only a request of that very name.
final class ActionChecks {
  /// Patterns of one document with a wildcard elsewhere than at the end. Each is compared with
  // every
  /// action of its service; the largest policies of AWS's own have a few.
  private static final int MAX_WILD = 500;

  /// Names of one document that are looked up by their likeness; a document with more wrong ones
  // was
  /// not mistyped.
  private static final int MAX_SEARCHES = 20;

  private final Catalogue catalogue;
  private final Findings findings;
  private int wild;
  private int searches;

  ActionChecks(Catalogue catalogue, Findings findings) {
    this.catalogue = catalogue;
    this.findings = findings;
  }

  void check(List<Written> patterns) {
    Set<String> seen = new HashSet<>();
    for (Written pattern : patterns) {
      if (!wellFormed(pattern.text())) {
        findings.error(
            "INVALID_ACTION",
            pattern.span(),
            "`%s` is no action".formatted(pattern.text()),
            "write `service:Name`, or `*` for all");
        continue;
      }
      String folded = Catalogue.fold(pattern.text());
      if (!seen.add(folded)) {
        findings.hint(
            "REPEATED_ACTION",
            pattern.span(),
            "`%s` stands in this list already".formatted(pattern.text()),
            "remove it");
      }
      if (!wildWithin(folded) || affordable(pattern)) {
        known(pattern, folded);
      }
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
          "more than %d actions have a wildcard before their end".formatted(MAX_WILD),
          "name the actions, or let the wildcards end them");
    }
    return wild <= MAX_WILD;
  }

  private void known(Written pattern, String folded) {
    int colon = folded.indexOf(':');
    boolean fine = colon < 0 || folded.equals("*:*") || catalogue.number(folded) >= 0;
    if (fine || findings.full()) {
      return;
    }
    String prefix = folded.substring(0, colon);
    Optional<Service> service = catalogue.service(prefix);
    if (service.isEmpty()) {
      nearest(prefix, catalogue.prefixes())
          .filter(near -> prefix.length() > 3)
          .ifPresent(near -> unknownService(pattern, prefix, near));
    } else if (service.get().complete() && catalogue.matching(service.get(), folded).isEmpty()) {
      unknownAction(pattern, folded, service.get());
    }
  }

  private Optional<String> nearest(String word, Collection<String> known) {
    return ++searches > MAX_SEARCHES ? Optional.empty() : Suggestions.nearest(word, known);
  }

  private void unknownService(Written pattern, String prefix, String near) {
    findings.warning(
        "UNKNOWN_SERVICE",
        pattern.span(),
        "no service `%s` is known".formatted(prefix),
        "did you mean `%s`".formatted(near));
  }

  private void unknownAction(Written pattern, String folded, Service service) {
    List<String> longer = catalogue.matching(service, folded + "*");
    String help =
        longer.isEmpty()
            ? nearest(folded, service.actions()).map("did you mean `%s`"::formatted).orElse("")
            : "did you mean `%s`".formatted(String.join("` or `", longer));
    findings.warning(
        "UNKNOWN_ACTION",
        pattern.span(),
        "`%s` matches no known action of `%s`".formatted(pattern.text(), service.prefix()),
        help);
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
