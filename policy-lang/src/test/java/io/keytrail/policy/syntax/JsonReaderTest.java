package io.keytrail.policy.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.condition.Diagnostic;
import io.keytrail.policy.condition.Position;
import io.keytrail.policy.condition.Severity;
import io.keytrail.policy.condition.Span;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class JsonReaderTest {

  /// Every `y_` but duplicate keys is read, every `n_` is refused, and no `i_` breaks anything.
  @TestFactory
  Stream<DynamicTest> vectors() throws IOException {
    Path vectors = Path.of(System.getProperty("keytrail.shared", "")).resolve("vectors/json");
    Assumptions.assumeTrue(Files.isDirectory(vectors), "the JSON vectors are not on this machine");
    try (Stream<Path> files = Files.list(vectors)) {
      return files.sorted().toList().stream()
          .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> vector(file)));
    }
  }

  private static void vector(Path file) throws IOException {
    String name = file.getFileName().toString();
    boolean read = reads(Files.readAllBytes(file));
    if (name.startsWith("y_object_duplicated_key")) {
      assertThat(read).isFalse();
    } else if (name.startsWith("y_")) {
      assertThat(read).isTrue();
    } else if (name.startsWith("n_")) {
      assertThat(read).isFalse();
    }
  }

  private static boolean reads(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return JsonReader.read(text).root().isPresent();
    } catch (CharacterCodingException _) {
      return false;
    }
  }

  @Test
  void position_ofEveryNode_countsCodePointsAndLines() {
    JsonNode root = JsonReader.read("{\n  \"😀\": [1, \"x\"]\n}").root().orElseThrow();
    assertThat(root.span()).isEqualTo(span(1, 1, 3, 2));
    JsonNode.Member member = ((JsonNode.JsonObject) root).members().getFirst();
    assertThat(member.nameSpan()).isEqualTo(span(2, 3, 2, 6));
    assertThat(member.value().span()).isEqualTo(span(2, 8, 2, 16));
    assertThat(member.span()).isEqualTo(span(2, 3, 2, 16));
    assertThat(((JsonNode.JsonArray) member.value()).elements().get(1).span())
        .isEqualTo(span(2, 12, 2, 15));
  }

  @Test
  void escapes_areDecoded() {
    assertThat(JsonReader.read("\"a\\u0041\\n\\/\\\\\\uD83D\\uDE00\"").root())
        .get()
        .extracting(node -> ((JsonNode.JsonString) node).text())
        .isEqualTo("aA\n/\\😀");
  }

  @Test
  void problems_areNamedWhereTheyStand() {
    assertThat(finding("{\"a\": 1 \"b\": 2}"))
        .isEqualTo(error("SYNTAX", span(1, 9, 1, 12), "expected `,` or `}`, found `\"b\"`"));
    assertThat(finding("[1,]"))
        .isEqualTo(error("SYNTAX", span(1, 4, 1, 5), "expected a value, found `]`"));
    assertThat(finding("{1}"))
        .isEqualTo(error("SYNTAX", span(1, 2, 1, 3), "expected a string or `}`, found `1`"));
    assertThat(finding("[1 2]"))
        .isEqualTo(error("SYNTAX", span(1, 4, 1, 5), "expected `,` or `]`, found `2`"));
    assertThat(finding("[@]"))
        .isEqualTo(error("SYNTAX", span(1, 2, 1, 3), "expected a value or `]`, found `@`"));
    assertThat(finding("{\"a\" 1}"))
        .isEqualTo(error("SYNTAX", span(1, 6, 1, 7), "expected `:`, found `1`"));
    assertThat(finding(""))
        .isEqualTo(
            error("SYNTAX", span(1, 1, 1, 1), "expected a value, found the end of the text"));
    assertThat(finding("{} {}"))
        .isEqualTo(error("SYNTAX", span(1, 4, 1, 5), "expected the end of the text, found `{`"));
    assertThat(finding("{\"a\": \"x"))
        .isEqualTo(error("SYNTAX", span(1, 7, 1, 8), "expected a value, found `\"`"));
    assertThat(finding("{\n \"a\": 1,\n \"\\u0061\": 2}"))
        .isEqualTo(
            error("DUPLICATE_KEY", span(3, 2, 3, 10), "the name `a` is used twice in this object"));
    assertThat(finding("[\"😀\", \"\\ud800\"]"))
        .isEqualTo(
            error("LONE_SURROGATE", span(1, 7, 1, 15), "half a surrogate pair is no character"));
    assertThat(finding("[\n\"a\ud800\"]"))
        .isEqualTo(
            error("LONE_SURROGATE", span(2, 3, 2, 4), "half a surrogate pair is no character"));
  }

  @Test
  void depth_isBounded() {
    assertThat(JsonReader.read("[".repeat(64) + "]".repeat(64)).root()).isPresent();
    assertThat(finding("[".repeat(65) + "]".repeat(65)))
        .isEqualTo(error("TOO_DEEP", span(1, 65, 1, 66), "nesting deeper than 64 levels"));
    assertThat(finding("[".repeat(1_000)).code()).isEqualTo("TOO_DEEP");
  }

  @Test
  void size_isBounded() {
    String longest = "\"" + "x".repeat(JsonReader.MAX_CHARS - 2) + "\"";
    assertThat(JsonReader.read(longest).root()).isPresent();
    assertThat(finding(longest + " "))
        .isEqualTo(
            error("TOO_LARGE", Span.NONE, "the text has 49153 characters, at most 49152 are read"));
    String most = "[" + "1,".repeat(4_998) + "1]";
    assertThat(JsonReader.read(most).root()).isPresent();
    assertThat(finding(most + "1"))
        .isEqualTo(
            error(
                "TOO_LARGE",
                span(1, 10_001, 1, 10_001),
                "the text has more than 10000 strings, numbers and signs"));
  }

  private static Diagnostic finding(String text) {
    JsonParse parse = JsonReader.read(text);
    assertThat(parse.root()).isEmpty();
    assertThat(parse.diagnostics()).hasSize(1);
    return parse.diagnostics().getFirst();
  }

  private static Diagnostic error(String code, Span span, String message) {
    return new Diagnostic(code, Severity.ERROR, span, message, "");
  }

  private static Span span(int line, int column, int endLine, int endColumn) {
    return new Span(new Position(line, column), new Position(endLine, endColumn));
  }
}
