package io.keytrail.policy.check;

import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.ast.ResourceClause;
import io.keytrail.policy.ast.Version;
import io.keytrail.policy.ast.Written;
import io.keytrail.policy.condition.Span;

/// Resources: `*`, or an ARN whose parts may hold `*` and `?`. A key policy is about its own key:
/// `*` only.
final class ResourceChecks {
  private static final int MAX_CHARS = 2_048;

  private final DocumentKind kind;
  private final Findings findings;

  ResourceChecks(DocumentKind kind, Findings findings) {
    this.kind = kind;
    this.findings = findings;
  }

  void check(ResourceClause clause, Span name, Version version) {
    if (ofKey() && clause.negated()) {
      notThisKey(name, "a key policy has no `NotResource`", "say `\"Resource\": \"*\"`");
    }
    for (Written pattern : clause.patterns()) {
      check(pattern);
      if (version == Version.V2008 && pattern.text().contains("${")) {
        oldVersion(findings, pattern.text(), pattern.span());
      }
    }
  }

  private void check(Written pattern) {
    String text = pattern.text();
    if (ofKey() && !text.equals("*")) {
      notThisKey(pattern.span(), "the resource of a key policy is `*`, which means this key", "");
    } else if (text.length() > MAX_CHARS) {
      findings.error(
          "TOO_LARGE", pattern.span(), "a pattern has at most %d characters", "", MAX_CHARS);
    } else if (!text.equals("*") && !text.startsWith("arn:")) {
      findings.error(
          "INVALID_ARN",
          pattern.span(),
          "`%s` is no ARN",
          "write `arn:partition:service:region:account:resource`, or `*`",
          text);
    } else if (!text.equals("*") && !complete(text)) {
      findings.warning(
          "INCOMPLETE_ARN",
          pattern.span(),
          "`%s` has fewer than six parts and matches nothing",
          "write `arn:partition:service:region:account:resource`",
          text);
    } else if (wildcardService(text)) {
      findings.warning(
          "WILDCARD_SERVICE",
          pattern.span(),
          "a wildcard in the service of an ARN matches nothing",
          "name the service");
    }
  }

  private boolean ofKey() {
    return kind == DocumentKind.KEY || kind == DocumentKind.STORED_KEY;
  }

  private void notThisKey(Span span, String message, String help) {
    if (kind == DocumentKind.KEY) {
      findings.error("INVALID_RESOURCE", span, message, help);
    } else {
      findings.warning("INVALID_RESOURCE", span, message + "; this statement has no effect", help);
    }
  }

  /// Six parts, or fewer if the last ends in `*`, which then stands for the rest.
  private static boolean complete(String arn) {
    return arn.split(":", 6).length == 6 || arn.endsWith("*");
  }

  private static boolean wildcardService(String text) {
    String[] parts = text.split(":", 6);
    if (parts.length <= 2) {
      return !text.equals("*");
    }
    return parts[2].indexOf('*') >= 0 || parts[2].indexOf('?') >= 0;
  }

  static void oldVersion(Findings findings, String text, Span span) {
    findings.warning(
        "OLD_VERSION_WITH_VARIABLE",
        span,
        "`%s` is plain text in a document of version 2008-10-17",
        "say `\"Version\": \"2012-10-17\"`",
        text);
  }
}
