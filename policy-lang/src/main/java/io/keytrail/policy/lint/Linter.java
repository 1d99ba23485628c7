package io.keytrail.policy.lint;

import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.ast.PolicyDocument;
import io.keytrail.policy.catalog.Catalogue;
import io.keytrail.policy.check.DocumentReader;
import io.keytrail.policy.check.Parsed;
import io.keytrail.policy.condition.Diagnostic;
import io.keytrail.policy.condition.Severity;
import io.keytrail.policy.syntax.JsonNode;
import io.keytrail.policy.syntax.JsonReader;
import java.util.List;

/// Everything that can be said about one document: errors, warnings and hints. Stateless, any
/// thread; quadratic in the number of statements, of which a document's size allows a few hundred.
public final class Linter {
  private static final int MAX_COMPARED = 400;

  private Linter() {}

  /// Never throws at a bad document. With errors only those (and what was found on the way) are
  /// answered, because a lint of half a document would mislead.
  ///
  /// @return in text order
  public static List<Diagnostic> lint(String text, DocumentKind kind, Catalogue catalogue) {
    Parsed parsed = DocumentReader.read(text, kind, catalogue, true);
    if (parsed.document().isEmpty()) {
      return parsed.diagnostics();
    }
    var report = new Report();
    parsed.diagnostics().forEach(report::add);
    version(text, report);
    document(parsed.document().get(), catalogue, report);
    return report.inTextOrder();
  }

  private static void document(PolicyDocument document, Catalogue catalogue, Report report) {
    if (document.statements().size() <= MAX_COMPARED) {
      OverlapLints.check(document, report);
    }
    var conditions = new ConditionLints(catalogue, report);
    document.statements().forEach(conditions::check);
    new AccessLints(document, catalogue, report).check();
  }

  private static void version(String text, Report report) {
    if (JsonReader.read(text).root().orElseThrow() instanceof JsonNode.JsonObject object
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
