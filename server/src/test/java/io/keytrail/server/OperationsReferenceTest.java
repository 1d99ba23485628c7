package io.keytrail.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.store.TestPostgres;
import io.keytrail.server.trail.Follower;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `docs/api.md` is what the wired operations declare of themselves, no more and no less.
/// `-Dkeytrail.goldens=write` writes it again.
final class OperationsReferenceTest {
  private static final Path PAGE = Path.of(System.getProperty("keytrail.root"), "docs", "api.md");
  private static final Map<String, String> TITLES =
      Map.of(
          "ec2", "Elastic Compute Cloud, with Elastic Block Store",
          "ds", "Directory Service",
          "ds-data", "Directory Service Data",
          "kms", "Key Management Service",
          "iam", "Identity and Access Management",
          "sts", "Security Token Service");

  @TempDir Path data;

  @Test
  void page_saysWhatIsServed() throws Exception {
    String page = page();
    if (System.getProperty("keytrail.goldens", "").equals("write")) {
      var _ = Files.writeString(PAGE, page);
    }
    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .as("docs/api.md is stale: run this test with -Dkeytrail.goldens=write")
        .isEqualTo(page);
  }

  private String page() throws Exception {
    ServerConfig config =
        new ServerConfig(
            "127.0.0.1",
            0,
            data,
            Optional.of(TestPostgres.freshDatabase()),
            "123456789012",
            "us-west-2",
            Optional.empty(),
            Optional.empty(),
            List.of(),
            new ServerConfig.RootKeySource.File(data.resolve("root.key"), true),
            ServerConfig.WORKSPACES_SPEED,
            false);
    try (Foundation foundation = Foundation.open(config)) {
      Wiring wiring = new Wiring(foundation, config, InstantSource.system(), Optional::empty);
      try (Follower follower = wiring.follower.begin()) {
        assertThat(follower.alive()).isTrue();
        return render(List.copyOf(wiring.operations.all()), wiring.apiOperations());
      }
    }
  }

  private static String render(List<Operation<?, ?, ?>> operations, List<ApiOperation> api) {
    StringBuilder out =
        new StringBuilder(
            """
            # API reference

            What this server serves, as the operations declare it themselves. `OperationsReferenceTest` makes this page;
            it is not edited by hand. How authorisation works is in [ADR 2](adr/0002-authorizer-and-evaluated-request.md),
            requests and answers of `/api/v1` in [http-api.md](http-api.md).

            Members that AWS has and that are not listed here are refused, not ignored. An operation that is read-only
            says so in its CloudTrail record; each call of one of AWS's operations is on record, refused or not.
            """);
    Map<String, List<Operation<?, ?, ?>>> byService =
        operations.stream()
            .sorted(Comparator.comparing(operation -> operation.id().name()))
            .collect(
                Collectors.groupingBy(o -> o.id().service(), TreeMap::new, Collectors.toList()));
    byService.forEach((service, served) -> out.append(service(service, served)));
    return out.append(own(api)).toString();
  }

  private static String service(String service, List<Operation<?, ?, ?>> operations) {
    StringBuilder out =
        new StringBuilder(
            """

            ## %s (`%s`)

            | operation | read-only | allowed by | takes |
            |---|---|---|---|
            """
                .formatted(TITLES.getOrDefault(service, service), service));
    for (Operation<?, ?, ?> operation : operations) {
      out.append(
          "| %s | %s | %s | %s |\n"
              .formatted(
                  operation.id().name(),
                  operation.readOnly() ? "yes" : "no",
                  access(operation.access()),
                  operation.inputType().getRecordComponents().length == 0
                      ? "–"
                      : members(operation.inputType())));
    }
    return out.toString();
  }

  private static String access(Access access) {
    return switch (access) {
      case Access.Checked(List<Access.Rule> rules) ->
          rules.stream()
              .map(rule -> "`" + rule.action() + "` on " + resource(rule.resource()))
              .collect(Collectors.joining("; "));
      case Access.ByGrant(String reason) -> "being a party to the grant: " + reason;
      case Access.None(String reason) -> "nothing: " + reason;
    };
  }

  private static String resource(String words) {
    return words.equals("*") ? "`*`" : words;
  }

  private static String members(Class<? extends Record> input) {
    return Arrays.stream(input.getRecordComponents())
        .map(RecordComponent::getName)
        .map(name -> name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1))
        .collect(Collectors.joining(" "));
  }

  private static String own(List<ApiOperation> api) {
    StringBuilder out =
        new StringBuilder(
            """

            ## Keytrail's own API

            | method and path | allowed by | what it does |
            |---|---|---|
            """);
    api.stream()
        .sorted(Comparator.comparing(ApiOperation::path).thenComparing(ApiOperation::method))
        .forEach(
            operation ->
                out.append(
                    "| `%s %s` | %s | %s |\n"
                        .formatted(
                            operation.method(),
                            operation.path(),
                            access(operation.access()),
                            operation.openApi().string("summary").orElseThrow())));
    return out.toString();
  }
}
