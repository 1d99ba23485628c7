package io.keytrail.server.iam;

import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.ast.PolicyDocument;
import io.keytrail.policy.check.Parsed;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.condition.Diagnostic;
import io.keytrail.policy.condition.Position;
import io.keytrail.server.invoke.ApiException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Policy documents of IAM: checked when they are put, compiled when they are used, shown
/// URL-encoded.
final class IdentityDocuments {
  private IdentityDocuments() {}

  /// Fails with `MalformedPolicyDocument` and the place of the first error.
  static void refuseMalformed(String document) {
    read(document, DocumentKind.IDENTITY);
  }

  /// The document, or `MalformedPolicyDocument` with the place of the first error.
  static PolicyDocument read(String document, DocumentKind kind) {
    Parsed parsed = PolicyLanguage.parse(document, kind);
    return parsed
        .document()
        .orElseThrow(
            () ->
                new ApiException(IamErrors.MALFORMED_POLICY, message(parsed.errors().getFirst())));
  }

  /// A stored document, ready to run.
  static CompiledPolicy compile(String document, DocumentKind kind, String name, String versionId) {
    return PolicyLanguage.parse(document, kind)
        .document()
        .map(read -> PolicyLanguage.compile(read, name, versionId))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the stored policy version `" + versionId + "` does not compile"));
  }

  /// What counts towards the quota: everything but white space.
  static int countedCharacters(String document) {
    return (int) document.codePoints().filter(c -> !Character.isWhitespace(c)).count();
  }

  /// RFC 3986, as the API answers documents.
  static String urlEncoded(String document) {
    return URLEncoder.encode(document, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static String message(Diagnostic error) {
    Position start = error.span().start();
    String help = error.help().isEmpty() ? "" : "; " + error.help();
    return "Syntax error at position (%d,%d): %s%s"
        .formatted(start.line(), start.column(), error.message(), help);
  }
}
