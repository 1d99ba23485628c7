package io.keytrail.server.invoke;

import java.util.List;

/// What an operation declares about its authorisation: shown in the API reference, and held against
/// what [Operation#checks] really returns.
public sealed interface Access {

  /// Each listed action is checked; `resource` says on what, in words (`the key`, `the alias`,
  /// `*`).
  record Checked(List<Rule> rules) implements Access {
    public Checked {
      rules = List.copyOf(rules);
    }
  }

  /// Decided by being a party to a grant; no policy can give it.
  record ByGrant(String reason) implements Access {}

  /// Not checked at all.
  record None(String reason) implements Access {}

  /// One action and what it is checked on.
  record Rule(String action, String resource) {}

  static Access checked(String action, String resource) {
    return new Checked(List.of(new Rule(action, resource)));
  }
}
