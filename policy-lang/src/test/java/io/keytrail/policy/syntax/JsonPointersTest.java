package io.keytrail.policy.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.condition.Position;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// From a place to a pointer.
class JsonPointersTest {
  private static final String TEXT =
      """
      {"Statement": [
        {"Action": ["a", "😀", "c"],
         "a/b~c": {"": null}}], "x": 1}
      """;

  @ParameterizedTest
  @CsvSource({
    "1, 1, ''", // the brace
    "1, 2, /Statement", // a name
    "1, 13, ''", // the colon
    "1, 15, /Statement", // the list's bracket
    "2, 3, /Statement/0",
    "2, 15, /Statement/0/Action/0",
    "2, 17, /Statement/0/Action/0", // its closing quote
    "2, 18, /Statement/0/Action", // the comma behind it
    "2, 25, /Statement/0/Action/2", // behind a character of two chars
    "3, 5, /Statement/0/a~1b~0c",
    "3, 18, '/Statement/0/a~1b~0c/'", // the name is empty
    "3, 32, /x",
    "9, 9, ''"
  })
  void place_leadsToTheInnermostValue(int line, int column, String pointer) {
    JsonNode root = JsonReader.read(TEXT).root().orElseThrow();
    assertThat(JsonPointers.at(root, new Position(line, column))).isEqualTo(pointer);
  }
}
