package io.keytrail.policy.check;

import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.ast.PolicyDocument;
import io.keytrail.policy.ast.Statement;
import io.keytrail.policy.ast.Version;
import io.keytrail.policy.catalog.Catalogue;
import io.keytrail.policy.syntax.JsonNode;
import io.keytrail.policy.syntax.JsonNode.JsonArray;
import io.keytrail.policy.syntax.JsonNode.JsonObject;
import io.keytrail.policy.syntax.JsonNode.JsonString;
import io.keytrail.policy.syntax.JsonNode.Member;
import io.keytrail.policy.syntax.JsonParse;
import io.keytrail.policy.syntax.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a policy document of one kind. One instance reads one document; confined to one thread.
public final class DocumentReader {
  /// The KMS quota for a key policy, in UTF-8 bytes.
  private static final int MAX_KEY_POLICY_BYTES = 32_768;

  private static final List<String> ELEMENTS = List.of("Version", "Id", "Statement");

  private final DocumentKind kind;
  private final Findings findings = new Findings();
  private final StatementReader statements;
  private Version version = Version.V2008;
  private Optional<String> id = Optional.empty();

  private DocumentReader(DocumentKind kind, Catalogue catalogue) {
    this.kind = kind;
    this.statements = new StatementReader(kind, catalogue, findings);
  }

  /// Reads a document, or says why it is none.
  ///
  /// @param positions whether the asker knows this text, so that answers may point into it
  public static Parsed read(
      String text, DocumentKind kind, Catalogue catalogue, boolean positions) {
    return read(JsonReader.read(text), text, kind, catalogue, positions);
  }

  /// The same of a text that was read as JSON before.
  public static Parsed read(
      JsonParse json, String text, DocumentKind kind, Catalogue catalogue, boolean positions) {
    if (json.root().isEmpty()) {
      return new Parsed(Optional.empty(), json.diagnostics());
    }
    var reader = new DocumentReader(kind, catalogue);
    List<Statement> read = reader.document(json.root().get());
    reader.checkSize(text, json.root().get());
    Findings findings = reader.findings;
    if (findings.hasErrors()) {
      return new Parsed(Optional.empty(), findings.inTextOrder());
    }
    return new Parsed(
        Optional.of(new PolicyDocument(kind, reader.version, reader.id, read, positions)),
        findings.inTextOrder());
  }

  private List<Statement> document(JsonNode root) {
    if (!(root instanceof JsonObject object)) {
      findings.error(
          "WRONG_TYPE", root.span(), "a policy document is an object, not " + root.kindName(), "");
      return List.of();
    }
    // Version first: what `${` means in a statement depends on it, wherever it stands.
    member(object, "Version").ifPresent(this::version);
    member(object, "Id").ifPresent(this::id);
    unknownElements(object);
    Optional<Member> statement = member(object, "Statement");
    if (statement.isEmpty()) {
      findings.error(
          "MISSING_ELEMENT", object.span(), "the document has no `Statement`", "add one");
      return List.of();
    }
    return statementList(statement.get().value());
  }

  private void version(Member member) {
    if (member.value() instanceof JsonString(String text, _)) {
      for (Version known : Version.values()) {
        if (known.wireName().equals(text)) {
          version = known;
          return;
        }
      }
    }
    findings.error(
        "INVALID_VERSION",
        member.value().span(),
        "`Version` is `2012-10-17` or `2008-10-17`",
        "it is the version of the language, not of your policy");
  }

  private void id(Member member) {
    if (member.value() instanceof JsonString(String text, _)) {
      id = Optional.of(text);
    } else {
      findings.error("WRONG_TYPE", member.value().span(), "`Id` is a string", "");
    }
  }

  private void unknownElements(JsonObject object) {
    for (Member member : object.members()) {
      if (!ELEMENTS.contains(member.name())) {
        findings.error(
            "UNKNOWN_ELEMENT",
            member.nameSpan(),
            "a document has no element `%s`",
            findings.full() ? "" : StatementReader.didYouMean(member.name(), ELEMENTS),
            member.name());
      }
    }
  }

  private List<Statement> statementList(JsonNode value) {
    List<Statement> read = new ArrayList<>();
    switch (value) {
      case JsonObject lone -> statements.read(lone, 1, "/Statement", version).ifPresent(read::add);
      case JsonArray(List<JsonNode> elements, _) -> {
        if (elements.isEmpty()) {
          findings.warning(
              "EMPTY_LIST", value.span(), "the document has no statement and allows nothing", "");
        }
        for (int i = 0; i < elements.size(); i++) {
          statements.read(elements.get(i), i + 1, "/Statement/" + i, version).ifPresent(read::add);
        }
      }
      case JsonString _, JsonNode.JsonNumber _, JsonNode.JsonBoolean _, JsonNode.JsonNull _ ->
          findings.error(
              "WRONG_TYPE",
              value.span(),
              "`Statement` is an object or a list of objects, not " + value.kindName(),
              "");
    }
    return read;
  }

  private void checkSize(String text, JsonNode root) {
    if (kind != DocumentKind.KEY) {
      return;
    }
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_KEY_POLICY_BYTES) {
      findings.error(
          "TOO_LARGE",
          root.span(),
          "a key policy has at most %d bytes, this one has %d",
          "",
          MAX_KEY_POLICY_BYTES,
          bytes);
    }
  }

  static Optional<Member> member(JsonObject object, String name) {
    for (Member member : object.members()) {
      if (member.name().equals(name)) {
        return Optional.of(member);
      }
    }
    return Optional.empty();
  }
}
