package io.keytrail.server.policydiff;

import io.keytrail.policy.ast.PrincipalName;
import io.keytrail.policy.catalog.Catalogue;
import io.keytrail.policy.condition.ConditionBlock.Entry;
import io.keytrail.policy.condition.JsonLiteral;
import io.keytrail.server.simulate.PrincipalText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Who could ask: whom principals name, and whom conditions tell apart. What a request says of its
/// caller follows from the caller; put as context it would make requests that nobody can send.
final class Callers {
  private final String account;
  private final Set<String> all = new LinkedHashSet<>();
  private final Set<String> told = new LinkedHashSet<>();

  Callers(String account) {
    this.account = account;
  }

  /// Whether the key says who asks.
  static boolean tells(String key) {
    return switch (Catalogue.fold(key)) {
      case "aws:principalarn",
          "aws:principalaccount",
          "aws:principaltype",
          "aws:principalisawsservice",
          "aws:principalservicename",
          "aws:principalservicenameslist",
          "aws:userid",
          "aws:username",
          "kms:calleraccount" ->
          true;
      default -> false;
    };
  }

  void add(PrincipalName name) {
    String text = name.text();
    if (isAccount(text)) {
      add("arn:aws:iam::" + text + ":root");
      add("arn:aws:iam::" + text + ":user/someone-else");
    } else {
      add(text);
    }
  }

  /// Somebody for each value of a key that [#tells].
  void add(Entry entry) {
    for (JsonLiteral literal : entry.values()) {
      String value = Vocabulary.concrete(literal.text());
      switch (Catalogue.fold(entry.key())) {
        case "aws:principalarn", "aws:principalservicename", "aws:principalservicenameslist" ->
            tell(value);
        case "aws:principalaccount", "kms:calleraccount" ->
            tell("arn:aws:iam::" + value + ":user/someone-else");
        case "aws:username" -> tell("arn:aws:iam::" + account + ":user/" + value);
        case "aws:principalisawsservice" -> tell("ec2.amazonaws.com");
        default -> {}
      }
    }
  }

  private void tell(String text) {
    add(text);
    if (all.contains(text)) {
      told.add(text);
    }
  }

  /// A text that is no principal is left out.
  void add(String text) {
    if (PrincipalText.parse(text).isPresent()) {
      all.add(text);
    }
  }

  List<String> all() {
    return List.copyOf(all);
  }

  /// Those of the account whom conditions tell apart: they could have the policy.
  List<String> told() {
    return told.stream().filter(one -> one.startsWith("arn:aws:iam::" + account + ":")).toList();
  }

  private static boolean isAccount(String text) {
    return text.length() == 12 && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
