package io.keytrail.policy;

import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.ast.PolicyDocument;
import io.keytrail.policy.catalog.Catalogue;
import io.keytrail.policy.check.BlockReader;
import io.keytrail.policy.check.DocumentReader;
import io.keytrail.policy.check.Parsed;
import io.keytrail.policy.check.ParsedBlock;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.compile.PolicyCompiler;
import io.keytrail.policy.condition.Diagnostic;
import io.keytrail.policy.lint.Linter;
import io.keytrail.policy.syntax.JsonParse;
import io.keytrail.policy.syntax.JsonReader;
import io.keytrail.policy.syntax.PolicyFormatter;
import java.util.List;
import java.util.Optional;

/// The way in: text to document, document to what [io.keytrail.policy.eval.Evaluator] runs.
/// Stateless, any thread.
public final class PolicyLanguage {
  private PolicyLanguage() {}

  /// Reads and checks a document whose text the asker knows. Never throws at a bad document.
  public static Parsed parse(String text, DocumentKind kind) {
    return parse(text, kind, true);
  }

  /// Reads and checks a document.
  ///
  /// @param positions false where the text was printed by a program, so that answers must not point
  ///     into it
  public static Parsed parse(String text, DocumentKind kind, boolean positions) {
    return DocumentReader.read(text, kind, Catalogue.standard(), positions);
  }

  /// Everything that can be said about a document: [#parse]'s findings, and what is allowed but
  /// hardly meant. Never throws at a bad document.
  ///
  /// @return in text order
  public static List<Diagnostic> lint(String text, DocumentKind kind) {
    return Linter.lint(text, kind, Catalogue.standard());
  }

  /// The document in the one layout, or why it is no JSON. Its meaning is not looked at.
  public static Formatted format(String text) {
    JsonParse json = JsonReader.read(text);
    return new Formatted(json.root().map(PolicyFormatter::format), json.diagnostics());
  }

  /// @param text absent where `errors` say why
  public record Formatted(Optional<String> text, List<Diagnostic> errors) {
    public Formatted {
      errors = List.copyOf(errors);
    }
  }

  /// Reads a `Condition` object alone.
  public static ParsedBlock parseCondition(String json) {
    return BlockReader.read(json);
  }

  /// Compiles a document; the result is shared between threads.
  ///
  /// @param document from [#parse]
  /// @param name what answers call the policy
  /// @param versionId what the evaluated request records of it
  public static CompiledPolicy compile(PolicyDocument document, String name, String versionId) {
    return PolicyCompiler.compile(document, name, versionId, Catalogue.standard());
  }
}
