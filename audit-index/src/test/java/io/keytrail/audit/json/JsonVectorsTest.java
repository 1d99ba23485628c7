package io.keytrail.audit.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keytrail.audit.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// JSONTestSuite: what must be accepted, what must be refused.
final class JsonVectorsTest {
  private static final Set<String> DUPLICATE_KEYS =
      Set.of("y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json");

  @TestFactory
  Stream<DynamicTest> mustAccept_works() throws IOException {
    return vectors("y_").stream()
        .filter(file -> !DUPLICATE_KEYS.contains(file.getFileName().toString()))
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> accept(file)));
  }

  @TestFactory
  Stream<DynamicTest> mustRefuse_fails() throws IOException {
    return Stream.concat(
            vectors("n_").stream(),
            vectors("y_").stream()
                .filter(file -> DUPLICATE_KEYS.contains(file.getFileName().toString())))
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> refuse(file)));
  }

  @TestFactory
  Stream<DynamicTest> undefined_neverCrashes() throws IOException {
    return vectors("i_").stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> either(file)));
  }

  @Test
  void vectors_areComplete() throws IOException {
    assertThat(vectors("y_")).hasSize(95);
    assertThat(vectors("n_")).hasSize(188);
  }

  private static void accept(Path file) throws Exception {
    JsonValue value = StrictJson.parse(Files.readAllBytes(file), Limits.REQUEST);
    byte[] written = JsonWriter.toBytes(value);
    assertThat(StrictJson.parse(written, Limits.REQUEST)).isEqualTo(value);
  }

  private static void refuse(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    assertThatThrownBy(() -> StrictJson.parse(bytes, Limits.REQUEST))
        .isInstanceOf(JsonSyntaxException.class);
  }

  private static void either(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try {
      JsonValue value = StrictJson.parse(bytes, Limits.REQUEST.withMaxDepth(1_000));
      assertThat(StrictJson.parse(JsonWriter.toBytes(value), Limits.REQUEST.withMaxDepth(1_000)))
          .isEqualTo(value);
    } catch (JsonSyntaxException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  private static List<Path> vectors(String prefix) throws IOException {
    try (Stream<Path> files = Files.list(SharedData.folder("vectors/json"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .sorted()
          .toList();
    }
  }
}
