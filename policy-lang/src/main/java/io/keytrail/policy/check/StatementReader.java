package io.keytrail.policy.check;

import io.keytrail.policy.ast.ActionClause;
import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.ast.Effect;
import io.keytrail.policy.ast.PrincipalClause;
import io.keytrail.policy.ast.ResourceClause;
import io.keytrail.policy.ast.Statement;
import io.keytrail.policy.ast.Version;
import io.keytrail.policy.ast.Written;
import io.keytrail.policy.catalog.Catalogue;
import io.keytrail.policy.condition.ConditionBlock;
import io.keytrail.policy.condition.DidYouMean;
import io.keytrail.policy.condition.Span;
import io.keytrail.policy.syntax.JsonNode;
import io.keytrail.policy.syntax.JsonNode.JsonArray;
import io.keytrail.policy.syntax.JsonNode.JsonObject;
import io.keytrail.policy.syntax.JsonNode.JsonString;
import io.keytrail.policy.syntax.JsonNode.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads one statement: which elements there are, and their shape. Values are the checks' business.
final class StatementReader {
  private static final List<String> ELEMENTS =
      List.of(
          "Sid",
          "Effect",
          "Principal",
          "NotPrincipal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");

  private final DocumentKind kind;
  private final Findings findings;
  private final SidChecks sids;
  private final ActionChecks actions;
  private final PrincipalChecks principals;
  private final ResourceChecks resources;

  StatementReader(DocumentKind kind, Catalogue catalogue, Findings findings) {
    this.kind = kind;
    this.findings = findings;
    this.sids = new SidChecks(kind, findings);
    this.actions = new ActionChecks(catalogue, findings);
    this.principals = new PrincipalChecks(kind, findings);
    this.resources = new ResourceChecks(kind, findings);
  }

  /// Empty where an element that every statement needs is missing or malformed; a finding says
  /// which.
  Optional<Statement> read(JsonNode node, int number, String pointer, Version version) {
    if (!(node instanceof JsonObject object)) {
      findings.error(
          "WRONG_TYPE", node.span(), "a statement is an object, not " + node.kindName(), "");
      return Optional.empty();
    }
    unknownElements(object);
    Optional<String> sid = DocumentReader.member(object, "Sid").flatMap(sids::read);
    Optional<Effect> effect = effect(object);
    Optional<PrincipalClause> principal = principal(object, effect);
    Optional<ActionClause> action = action(object);
    Optional<ResourceClause> resource = resource(object, version);
    ConditionBlock condition =
        DocumentReader.member(object, "Condition")
            .map(member -> new ConditionReader(findings, version).block(member.value()))
            .orElse(ConditionBlock.EMPTY);
    if (effect.isEmpty() || action.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Statement(
            number,
            pointer,
            sid,
            effect.get(),
            principal,
            action.get(),
            resource,
            condition,
            object.span()));
  }

  private void unknownElements(JsonObject object) {
    for (Member member : object.members()) {
      if (!ELEMENTS.contains(member.name())) {
        findings.error(
            "UNKNOWN_ELEMENT",
            member.nameSpan(),
            "a statement has no element `%s`",
            findings.full() ? "" : didYouMean(member.name(), ELEMENTS),
            member.name());
      }
    }
  }

  private Optional<Effect> effect(JsonObject object) {
    Optional<Member> member = DocumentReader.member(object, "Effect");
    if (member.isEmpty()) {
      findings.error(
          "MISSING_ELEMENT",
          object.span(),
          "the statement has no `Effect`",
          "say `Allow` or `Deny`");
      return Optional.empty();
    }
    JsonNode value = member.get().value();
    if (value instanceof JsonString(String text, _)) {
      if (text.equals("Allow")) {
        return Optional.of(Effect.ALLOW);
      }
      if (text.equals("Deny")) {
        return Optional.of(Effect.DENY);
      }
    }
    findings.error(
        "INVALID_EFFECT", value.span(), "`Effect` is `Allow` or `Deny`, in this letter case", "");
    return Optional.empty();
  }

  private Optional<PrincipalClause> principal(JsonObject object, Optional<Effect> effect) {
    Optional<Member> written = either(object, "Principal", "NotPrincipal");
    boolean identity = kind == DocumentKind.IDENTITY || kind == DocumentKind.SERVICE_CONTROL;
    if (written.isEmpty()) {
      if (!identity) {
        findings.error(
            "MISSING_ELEMENT",
            object.span(),
            "the statement has no `Principal`",
            "say whom it is for");
      }
      return Optional.empty();
    }
    Member member = written.get();
    if (identity) {
      findings.error(
          "UNEXPECTED_ELEMENT",
          member.nameSpan(),
          "this kind of policy has no `%s`",
          "it is for whom it is attached to",
          member.name());
      return Optional.empty();
    }
    boolean negated = member.name().equals("NotPrincipal");
    if (negated && effect.equals(Optional.of(Effect.ALLOW))) {
      findings.warning(
          "NOT_PRINCIPAL_WITH_ALLOW",
          member.nameSpan(),
          "this allows everyone else, anonymous callers included",
          "name whom you allow");
    }
    return Optional.of(new PrincipalClause(negated, principals.read(member.value())));
  }

  private Optional<ActionClause> action(JsonObject object) {
    Optional<Member> written = either(object, "Action", "NotAction");
    if (written.isEmpty()) {
      findings.error(
          "MISSING_ELEMENT",
          object.span(),
          "the statement has no `Action`",
          "say what it is about");
      return Optional.empty();
    }
    Member member = written.get();
    List<Written> patterns = strings(member);
    actions.check(patterns);
    return Optional.of(new ActionClause(member.name().equals("NotAction"), patterns));
  }

  private Optional<ResourceClause> resource(JsonObject object, Version version) {
    Optional<Member> written = either(object, "Resource", "NotResource");
    if (written.isEmpty()) {
      if (kind != DocumentKind.TRUST) {
        findings.error(
            "MISSING_ELEMENT",
            object.span(),
            "the statement has no `Resource`",
            "`*` means every one");
      }
      return Optional.empty();
    }
    Member member = written.get();
    if (kind == DocumentKind.TRUST) {
      findings.error(
          "UNEXPECTED_ELEMENT",
          member.nameSpan(),
          "a trust policy has no `%s`",
          "it is about the role it is attached to",
          member.name());
      return Optional.empty();
    }
    var clause = new ResourceClause(member.name().equals("NotResource"), strings(member));
    resources.check(clause, member.nameSpan(), version);
    return Optional.of(clause);
  }

  /// The one of two excluding elements that is there.
  private Optional<Member> either(JsonObject object, String plain, String negated) {
    Optional<Member> first = DocumentReader.member(object, plain);
    Optional<Member> second = DocumentReader.member(object, negated);
    if (first.isPresent() && second.isPresent()) {
      Span span = second.get().nameSpan();
      findings.error(
          "CONFLICTING_ELEMENTS",
          span,
          "a statement has `%s` or `%s`, not both",
          "make two statements",
          plain,
          negated);
    }
    return first.or(() -> second);
  }

  private List<Written> strings(Member member) {
    List<Written> strings = new ArrayList<>();
    switch (member.value()) {
      case JsonString(String text, Span span) -> strings.add(new Written(text, span));
      case JsonArray(List<JsonNode> elements, Span span) -> {
        if (elements.isEmpty()) {
          findings.error("EMPTY_LIST", span, "`%s` is an empty list", "", member.name());
        }
        for (JsonNode element : elements) {
          if (element instanceof JsonString(String text, Span at)) {
            strings.add(new Written(text, at));
          } else {
            notText(member.name(), element);
          }
        }
      }
      case JsonObject _, JsonNode.JsonNumber _, JsonNode.JsonBoolean _, JsonNode.JsonNull _ ->
          notText(member.name(), member.value());
    }
    return strings;
  }

  private void notText(String element, JsonNode found) {
    findings.error(
        "WRONG_TYPE",
        found.span(),
        "`%s` is a string or a list of strings, not %s",
        "",
        element,
        found.kindName());
  }

  static String didYouMean(String word, List<String> known) {
    return DidYouMean.help(word, known);
  }
}
