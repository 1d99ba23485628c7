package io.keytrail.policy.lint;

import io.keytrail.policy.compile.Booleans;
import io.keytrail.policy.compile.ByteText;
import io.keytrail.policy.compile.Cidr;
import io.keytrail.policy.compile.Moment;
import io.keytrail.policy.compile.Numbers;
import io.keytrail.policy.condition.ConditionBlock.Entry;
import io.keytrail.policy.condition.IamOperator;
import io.keytrail.policy.condition.JsonLiteral;
import io.keytrail.policy.condition.Severity;

/// Values of conditions that their operator cannot read: comparing with one is an error, so that an
/// allow does not apply and a deny always does (AMB-19).
final class ValueLints {
  private static final String ARN = "arn:";

  private final Report report;

  ValueLints(Report report) {
    this.report = report;
  }

  void check(Entry entry, IamOperator operator) {
    Wanted wanted = wanted(operator);
    for (JsonLiteral value : entry.values()) {
      if (!readable(wanted, value.text())) {
        report.add(
            "UNREADABLE_VALUE",
            Severity.WARNING,
            value.span(),
            "`%s` compares with %s, and `%s` is none",
            wanted.help,
            entry.operator(),
            wanted.kind,
            value.text());
      }
    }
  }

  private enum Wanted {
    TEXT("a text", ""),
    NUMBER("a number", "write it in digits, as in `10` or `2.5`"),
    DATE("a date", "write it as in `2026-11-26T09:00:00Z`, or as seconds since 1970"),
    BOOLEAN("a boolean", "write `true` or `false`"),
    BYTES("bytes", "write them in base64"),
    ADDRESS("an address", "write it as in `10.0.0.0/8` or `2001:db8::/32`"),
    ARN("an ARN", "write it as in `arn:aws:iam::123456789012:role/*`");

    private final String kind;
    private final String help;

    Wanted(String kind, String help) {
      this.kind = kind;
      this.help = help;
    }
  }

  private static Wanted wanted(IamOperator operator) {
    return switch (Compared.by(operator)) {
      case STRINGS -> Wanted.TEXT;
      case NUMBERS -> Wanted.NUMBER;
      case DATES -> Wanted.DATE;
      case BOOLEANS, PRESENCE -> Wanted.BOOLEAN;
      case BYTES -> Wanted.BYTES;
      case ADDRESSES -> Wanted.ADDRESS;
      case ARNS -> Wanted.ARN;
    };
  }

  private static boolean readable(Wanted wanted, String text) {
    return switch (wanted) {
      case TEXT -> true;
      case NUMBER -> Numbers.parse(text).isPresent();
      case DATE -> Moment.parse(text).isPresent();
      case BOOLEAN -> Booleans.parse(text).isPresent();
      case BYTES -> ByteText.parse(text).isPresent();
      case ADDRESS -> Cidr.parse(text).isPresent();
      case ARN -> beginsLikeArn(text);
    };
  }

  /// Up to the first wildcard or variable; behind it anything may follow.
  private static boolean beginsLikeArn(String text) {
    for (int i = 0; i < ARN.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : 0;
      if (c == '*' || c == '?' || c == '$') {
        return true;
      }
      if (c != ARN.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
