package io.keytrail.policy.lint;

import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.ast.PolicyDocument;
import io.keytrail.policy.catalog.Catalogue;
import io.keytrail.policy.check.DocumentReader;
import io.keytrail.policy.check.Parsed;
import io.keytrail.policy.condition.Diagnostic;
import io.keytrail.policy.condition.Severity;
import io.keytrail.policy.syntax.JsonNode;
import io.keytrail.policy.syntax.JsonParse;
import io.keytrail.policy.syntax.JsonReader;
import java.util.List;

/// Everything that can be said about one document: errors, warnings and hints. Stateless, any
/// thread. Statements are compared with each other as far as an [Effort] goes; the rest is linear.
public final class Linter {
  private Linter() {}

  /// Never throws at a bad document. With errors only those (and what was found on the way) are
  /// answered, because a lint of half a document would mislead.
  ///
  /// @return in text order
  public static List<Diagnostic> lint(String text, DocumentKind kind, Catalogue catalogue) {
    JsonParse json = JsonReader.read(text);
    Parsed parsed = DocumentReader.read(json, text, kind, catalogue, true);
    if (parsed.document().isEmpty()) {
      return parsed.diagnostics();
    }
    var report = new Report();
    parsed.diagnostics().forEach(report::add);
    version(json, report);
    document(parsed.document().get(), catalogue, report);
    return report.inTextOrder();
  }

  private static void document(PolicyDocument document, Catalogue catalogue, Report report) {
    OverlapLints.check(document, report);
    var conditions = new ConditionLints(catalogue, report);
    document.statements().forEach(conditions::check);
    new AccessLints(document, catalogue, report).check();
  }

  private static void version(JsonParse json, Report report) {
    if (json.root().orElseThrow() instanceof JsonNode.JsonObject object
        && object.members().stream().noneMatch(member -> member.name().equals("Version"))) {
      report.add(
          "NO_VERSION",
          Severity.HINT,
          object.span(),
          "without `Version` the document is of 2008-10-17, where `${…}` is plain text",
          "say `\"Version\": \"2012-10-17\"`");
    }
  }
}
