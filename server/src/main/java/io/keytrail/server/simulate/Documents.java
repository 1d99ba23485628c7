package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonBool;
import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.check.Parsed;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.condition.Diagnostic;
import io.keytrail.server.invoke.Members;
import io.keytrail.server.invoke.Problem;
import java.util.List;
import java.util.Optional;

/// Policy documents of requests, compiled; what was compiled lately is remembered by its text. Safe
/// for use by several threads.
///
/// A document is a policy object, its JSON text (then answers and errors have positions in it), or
/// `{"name": …, "document": either}`.
final class Documents {
  private static final long MAX_REMEMBERED_BYTES = 16L << 20;

  /// What a compiled policy holds, about, for each character and beside that: measured with small
  /// policies, which weigh most.
  private static final int BYTES_A_CHARACTER = 24;

  private static final int BYTES_A_POLICY = 2_048;
  private static final String EXPECTED = "a policy document, as an object or as its JSON text";
  private static final List<String> NAMED = List.of("name", "document");

  private final RecentCache<Key, CompiledPolicy> compiled = new RecentCache<>(MAX_REMEMBERED_BYTES);

  private record Key(String text, DocumentKind kind, boolean positions, String name) {}

  /// @throws Problem with the pointer to the document, and with its diagnostics if it is a text
  CompiledPolicy read(JsonValue value, String pointer, DocumentKind kind) {
    if (value instanceof JsonObject object && object.members().containsKey("document")) {
      Members named = Members.of(value, pointer, NAMED);
      JsonValue document =
          named
              .value("document")
              .orElseThrow(() -> Members.expected(named.at("document"), EXPECTED));
      return compile(document, named.at("document"), kind, named.string("name").orElse(""));
    }
    return compile(value, pointer, kind, "");
  }

  /// A list of documents, each with its own pointer.
  List<CompiledPolicy> readAll(List<JsonValue> values, String pointer, DocumentKind kind) {
    CompiledPolicy[] all = new CompiledPolicy[values.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = read(values.get(i), pointer + "/" + i, kind);
    }
    return List.of(all);
  }

  private CompiledPolicy compile(JsonValue value, String pointer, DocumentKind kind, String name) {
    return switch (value) {
      case JsonString(String text) -> compile(new Key(text, kind, true, name), pointer);
      case JsonObject object ->
          compile(new Key(JsonWriter.toText(object), kind, false, name), pointer);
      case JsonArray _, JsonNumber _, JsonBool _, JsonNull _ ->
          throw Members.expected(pointer, EXPECTED);
    };
  }

  private CompiledPolicy compile(Key key, String pointer) {
    CompiledPolicy known = compiled.find(key);
    if (known != null) {
      return known;
    }
    Parsed parsed = PolicyLanguage.parse(key.text(), key.kind(), key.positions());
    CompiledPolicy fresh =
        parsed
            .document()
            .map(document -> PolicyLanguage.compile(document, key.name(), ""))
            .orElseThrow(() -> malformed(key, pointer, parsed.errors()));
    compiled.remember(key, fresh, bytes(key.text().length()));
    return fresh;
  }

  /// What policies that came as so many characters hold of the heap, about.
  static long bytes(int characters) {
    return BYTES_A_POLICY + (long) BYTES_A_CHARACTER * characters;
  }

  private static Problem malformed(Key key, String pointer, List<Diagnostic> errors) {
    if (key.positions()) {
      return Problem.text(pointer, errors);
    }
    // The text is of our own printing: places in it would mean nothing to the client.
    Diagnostic first = errors.getFirst();
    String help = first.help().isEmpty() ? "" : "; " + first.help();
    return new Problem(
        400,
        first.code(),
        first.message() + help,
        Optional.of(pointer),
        Optional.empty(),
        List.of());
  }
}
