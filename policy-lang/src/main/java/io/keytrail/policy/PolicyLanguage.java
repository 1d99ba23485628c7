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
