package io.keytrail.server.iam.simulator;

import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.check.Parsed;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.condition.Diagnostic;
import io.keytrail.policy.condition.Position;
import io.keytrail.policy.eval.PolicyType;
import io.keytrail.server.iam.IamErrors;
import java.util.List;
import java.util.stream.IntStream;

/// A policy that takes part in a simulation, under the name that answers give it.
///
/// @param type as what it takes part
/// @param id `PolicyInputList.1`, or `user_NAME_POLICY` of a user's inline policy
/// @param places of its statements
record SourcePolicy(PolicyType type, String id, CompiledPolicy compiled, StatementPlaces places) {
  private static final List<DocumentKind> KINDS =
      List.of(DocumentKind.IDENTITY, DocumentKind.RESOURCE, DocumentKind.TRUST);

  static final String OF_IAM = "IAM Policy";
  static final String OF_RESOURCE = "Resource Policy";
  static final String OF_BOUNDARY = "Permissions Boundary Policy";

  private static final String INPUT = "PolicyInputList.";

  /// @throws io.keytrail.server.invoke.ApiException `InvalidInput` with the policy and the place of
  ///     its first error
  static SourcePolicy read(PolicyType type, DocumentKind kind, String id, String text) {
    Parsed parsed = PolicyLanguage.parse(text, kind);
    CompiledPolicy compiled =
        parsed
            .document()
            .map(document -> PolicyLanguage.compile(document, id, ""))
            .orElseThrow(() -> IamErrors.invalidInput(message(id, parsed.errors().getFirst())));
    return new SourcePolicy(type, id, compiled, new StatementPlaces(text));
  }

  /// Policies of the request of which only the text counts, whatever they are attached to.
  ///
  /// @throws io.keytrail.server.invoke.ApiException `InvalidInput` as an identity policy would have
  static List<SourcePolicy> readAnyKind(String member, List<String> texts) {
    return IntStream.range(0, texts.size())
        .mapToObj(
            i ->
                read(
                    PolicyType.IDENTITY,
                    fitting(texts.get(i)),
                    member + "." + (i + 1),
                    texts.get(i)))
        .toList();
  }

  private static DocumentKind fitting(String text) {
    return KINDS.stream()
        .filter(kind -> PolicyLanguage.parse(text, kind).document().isPresent())
        .findFirst()
        .orElse(DocumentKind.IDENTITY);
  }

  /// Policies of the request, numbered as the request has them.
  ///
  /// @param member of the request
  static List<SourcePolicy> readAll(
      PolicyType type, DocumentKind kind, String member, List<String> texts) {
    return IntStream.range(0, texts.size())
        .mapToObj(i -> read(type, kind, member + "." + (i + 1), texts.get(i)))
        .toList();
  }

  private static String message(String id, Diagnostic error) {
    Position start = error.span().start();
    String help = error.help().isEmpty() ? "" : "; " + error.help();
    String place =
        id.startsWith(INPUT)
            ? "Policy input list item " + id.substring(INPUT.length()) + " has invalid content"
            : id;
    return "%s: Syntax error at position (%d,%d): %s%s"
        .formatted(place, start.line(), start.column(), error.message(), help);
  }

  /// A statement of it, by its number from 1.
  StatementView statement(int number) {
    String kind =
        switch (type) {
          case RESOURCE -> OF_RESOURCE;
          case PERMISSIONS_BOUNDARY -> OF_BOUNDARY;
          case IDENTITY, SESSION, SERVICE_CONTROL, RESOURCE_CONTROL, VPC_ENDPOINT -> OF_IAM;
        };
    return places.view(id, kind, number);
  }
}
