package io.keytrail.server.kms;

import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.ast.PolicyDocument;
import io.keytrail.policy.ast.PrincipalName;
import io.keytrail.policy.check.Parsed;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.condition.Diagnostic;
import io.keytrail.policy.condition.Position;
import java.util.List;
import java.util.Optional;

/// Key policies as the policy engine reads them. Stateless; safe for use by several threads.
public final class EngineKeyPolicies implements KeyPolicies {

  @Override
  public List<String> read(String document) {
    Parsed parsed = PolicyLanguage.parse(document, DocumentKind.KEY);
    PolicyDocument read =
        parsed.document().orElseThrow(() -> malformed(parsed.errors().getFirst()));
    return read.principals().stream()
        .filter(principal -> principal.type() == PrincipalName.Type.AWS)
        .map(PrincipalName::text)
        .distinct()
        .toList();
  }

  private static RuntimeException malformed(Diagnostic error) {
    Position at = error.span().start();
    String help = error.help().isEmpty() ? "" : "; " + error.help();
    return KmsErrors.malformedPolicy(at.line() + ":" + at.column() + ": " + error.message() + help);
  }

  @Override
  public Optional<CompiledPolicy> compile(KeyPolicy policy) {
    return PolicyLanguage.parse(policy.document(), DocumentKind.STORED_KEY)
        .document()
        .map(read -> PolicyLanguage.compile(read, KeyPolicy.NAME, policy.versionId()));
  }
}
