package io.keytrail.server.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/// The policies of the page that the product is specified by, as they stand in its code blocks.
record SeedPolicies(String key, String workspaces, String kms, String oneKey) {

  /// Skips the test where the page is not at hand.
  static SeedPolicies read() {
    Path page =
        Path.of(System.getProperty("keytrail.shared", "")).resolve("seed/encrypt-workspaces.md");
    Assumptions.assumeTrue(Files.exists(page), "skipped: the seed's page is not at hand");
    List<String> policies = new ArrayList<>();
    try {
      String[] parts = Files.readString(page).split("```", -1);
      for (int i = 1; i < parts.length; i += 2) {
        if (parts[i].contains("\"Statement\"")) {
          policies.add(parts[i].substring(1));
        }
      }
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
    return new SeedPolicies(policies.get(0), policies.get(1), policies.get(2), policies.get(3));
  }

  /// The key policy without its second statement, which makes Alice an administrator.
  String keyWithoutAdministrator() {
    int first = key.indexOf("    {", key.indexOf("root"));
    int end = key.indexOf("    },", first) + "    },\n".length();
    return key.substring(0, first) + key.substring(end);
  }
}
