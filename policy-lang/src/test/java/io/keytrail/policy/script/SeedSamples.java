package io.keytrail.policy.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/// The policies of the seed's page, in the order in which they stand there.
public final class SeedSamples {
  private SeedSamples() {}

  /// One policy as it stands in its code block.
  ///
  /// @param number 1 the key policy, 2 WorkSpaces, 3 KMS on every key, 4 KMS on one key
  public static String sample(int number) {
    Path page =
        Path.of(System.getProperty("keytrail.shared", "")).resolve("seed/encrypt-workspaces.md");
    Assumptions.assumeTrue(Files.exists(page), "the seed page is not on this machine");
    try {
      return samples(Files.readString(page)).get(number - 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> samples(String page) {
    List<String> samples = new ArrayList<>();
    String[] fences = page.split("(?m)^```\\n", -1);
    for (int i = 1; i < fences.length; i += 2) {
      if (fences[i].contains("\"Statement\"")) {
        samples.add(fences[i]);
      }
    }
    return samples;
  }
}
