package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;

/// The dashboard in a real browser: Playwright drives Debian's Chromium (`web/e2e`) against a whole
/// server.
class DashboardBrowserTest {
  private static final long PATIENCE_SECONDS = 600;
  private static final Map<String, String> CONTEXT =
      Map.of(
          "aws:workspaces:sid-directoryid",
          "[S-1-5-21-277731876-1789304096-451871588-1107]@[d-1234abcd01]",
          "aws:ebs:id",
          "vol-1234abcd");

  @Test
  void dashboard_inChromium(@TempDir Path home) throws Exception {
    String chromium = Command.installed(chromium());
    Path web = Path.of(System.getProperty("keytrail.root", "..")).resolve("web").toRealPath();
    Path playwright = web.resolve("node_modules/@playwright/test/cli.js");
    assumeTrue(Files.exists(playwright), "skipped: `npm ci` was not run in web/");
    assumeTrue(isBuilt(), "skipped: this quick build left the dashboard out");
    try (TestServer server = TestServer.start()) {
      var _ = server.user("Alice");
      somethingToFind(server);
      Map<String, String> environment = new HashMap<>();
      environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
      environment.put("HOME", home.toString());
      environment.put("LC_ALL", "C.UTF-8");
      environment.put("TZ", "UTC");
      environment.put("KEYTRAIL_URL", server.uri().toString());
      environment.put("KEYTRAIL_TOKEN", server.adminToken());
      environment.put("KEYTRAIL_CHROMIUM", chromium);
      Command.Result result =
          new Command(home, environment)
              .run(
                  List.of(
                      "node",
                      playwright.toString(),
                      "test",
                      "--config",
                      web.toString(),
                      System.getProperty("keytrail.browser", ".")),
                  PATIENCE_SECONDS);
      System.out.println(result.out());
      assertThat(result.exit()).as(result.out() + result.err()).isZero();
    }
  }

  private static String chromium() {
    return System.getenv().getOrDefault("KEYTRAIL_CHROMIUM", "/usr/bin/chromium");
  }

  /// Whether `webroot` is the built dashboard and not what `-Dfast` puts in its place.
  private static boolean isBuilt() throws Exception {
    try (InputStream page = DashboardBrowserTest.class.getResourceAsStream("/webroot/index.html")) {
      return page != null
          && new String(page.readAllBytes(), StandardCharsets.UTF_8).contains("/assets/");
    }
  }

  /// A volume's data key of one user, decrypted, and refused with another context.
  private static void somethingToFind(TestServer server) throws Exception {
    try (KmsClient kms = server.kms(server.root())) {
      String key = kms.createKey().keyMetadata().keyId();
      SdkBytes blob =
          kms.generateDataKeyWithoutPlaintext(
                  r -> r.keyId(key).keySpec(DataKeySpec.AES_256).encryptionContext(CONTEXT))
              .ciphertextBlob();
      long seq =
          TestServer.seq(kms.decrypt(r -> r.ciphertextBlob(blob).encryptionContext(CONTEXT)));
      assertThat(server.records("volume = vol-1234abcd", seq)).hasSize(2);
    }
  }
}
