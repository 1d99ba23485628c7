package io.keytrail.policy.check;

import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.condition.Span;
import io.keytrail.policy.syntax.JsonNode.JsonString;
import io.keytrail.policy.syntax.JsonNode.Member;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Statement ids: their alphabet, and that each is used once. Key and other resource policies are
/// laxer, as at AWS (its own default key policy says `Enable IAM User Permissions`).
final class SidChecks {
  private final boolean strict;
  private final Findings findings;
  private final Set<String> seen = new HashSet<>();

  SidChecks(DocumentKind kind, Findings findings) {
    this.strict =
        switch (kind) {
          case IDENTITY, TRUST, SERVICE_CONTROL -> true;
          case KEY, STORED_KEY, RESOURCE, RESOURCE_CONTROL, VPC_ENDPOINT -> false;
        };
    this.findings = findings;
  }

  Optional<String> read(Member member) {
    if (!(member.value() instanceof JsonString(String sid, Span span))) {
      findings.error("INVALID_SID", member.value().span(), "`Sid` is a string", "");
      return Optional.empty();
    }
    if (strict && !alphanumeric(sid)) {
      findings.error("INVALID_SID", span, "`Sid` has characters other than A–Z, a–z and 0–9", "");
    }
    if (!sid.isEmpty() && !seen.add(sid)) {
      duplicate(sid, span);
    }
    return Optional.of(sid);
  }

  private void duplicate(String sid, Span span) {
    String message = "another statement already has the `Sid` `%s`";
    if (strict) {
      findings.error("DUPLICATE_SID", span, message, "", sid);
    } else {
      findings.warning("DUPLICATE_SID", span, message, "", sid);
    }
  }

  private static boolean alphanumeric(String text) {
    return text.chars().allMatch(Ascii::alphanumeric);
  }
}
