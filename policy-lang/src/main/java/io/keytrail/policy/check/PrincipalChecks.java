package io.keytrail.policy.check;

import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.ast.PrincipalName;
import io.keytrail.policy.condition.Span;
import io.keytrail.policy.syntax.JsonNode;
import io.keytrail.policy.syntax.JsonNode.JsonArray;
import io.keytrail.policy.syntax.JsonNode.JsonObject;
import io.keytrail.policy.syntax.JsonNode.JsonString;
import io.keytrail.policy.syntax.JsonNode.Member;
import java.util.ArrayList;
import java.util.List;

/// `Principal`: `"*"`, or a map of types to names. Wildcards other than a lone `*` are refused, as
/// at AWS.
final class PrincipalChecks {
  private final DocumentKind kind;
  private final Findings findings;

  PrincipalChecks(DocumentKind kind, Findings findings) {
    this.kind = kind;
    this.findings = findings;
  }

  List<PrincipalName> read(JsonNode value) {
    List<PrincipalName> names = new ArrayList<>();
    if (value instanceof JsonString(String text, Span span)) {
      if (text.equals("*")) {
        names.add(new PrincipalName(PrincipalName.Type.AWS, text, span));
      } else {
        invalid(text, span, "say `{\"AWS\": \"%s\"}`");
      }
    } else if (value instanceof JsonObject(List<Member> members, Span span)) {
      if (members.isEmpty()) {
        findings.error("EMPTY_LIST", span, "the principal is empty", "");
      }
      members.forEach(member -> typed(member, names));
    } else {
      findings.error(
          "WRONG_TYPE",
          value.span(),
          "a principal is `*` or an object, not " + value.kindName(),
          "");
    }
    return names;
  }

  private void typed(Member member, List<PrincipalName> names) {
    for (PrincipalName.Type type : PrincipalName.Type.values()) {
      if (type.wireName().equals(member.name())) {
        values(type, member, names);
        return;
      }
    }
    findings.error(
        "INVALID_PRINCIPAL",
        member.nameSpan(),
        "`%s` is no type of principal",
        "the types are `AWS`, `Service`, `Federated` and `CanonicalUser`",
        member.name());
  }

  private void values(PrincipalName.Type type, Member member, List<PrincipalName> names) {
    List<JsonNode> values =
        member.value() instanceof JsonArray(List<JsonNode> elements, _)
            ? elements
            : List.of(member.value());
    if (values.isEmpty()) {
      findings.error("EMPTY_LIST", member.value().span(), "`%s` names nobody", "", member.name());
    }
    for (JsonNode value : values) {
      if (value instanceof JsonString(String text, Span span)) {
        check(type, text, span);
        names.add(new PrincipalName(type, text, span));
      } else {
        findings.error(
            "WRONG_TYPE", value.span(), "a principal is a string, not " + value.kindName(), "");
      }
    }
  }

  private void check(PrincipalName.Type type, String text, Span span) {
    switch (type) {
      case AWS -> {
        if (!PrincipalSyntax.aws(text)) {
          invalid(text, span, "name an account, a user, a role, a session or `*`");
        }
      }
      case SERVICE -> {
        if (!PrincipalSyntax.service(text)) {
          invalid(text, span, "name a service like `ec2.amazonaws.com`");
        }
      }
      case FEDERATED, CANONICAL_USER -> {
        if (text.isEmpty()) {
          invalid(text, span, "");
        }
      }
    }
    if (kind == DocumentKind.RESOURCE_CONTROL && !text.equals("*")) {
      findings.error(
          "INVALID_PRINCIPAL",
          span,
          "the principal of a resource control policy is `*`",
          "narrow it by a condition on `aws:PrincipalArn`");
    }
  }

  private void invalid(String text, Span span, String help) {
    findings.error("INVALID_PRINCIPAL", span, "`%s` is no principal", help, text);
  }
}
