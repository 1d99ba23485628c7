package io.keytrail.server.directory;

import static io.keytrail.server.directory.DirectoryWorld.OTHER_ROOT;
import static io.keytrail.server.directory.DirectoryWorld.ROOT;
import static io.keytrail.server.directory.DirectoryWorld.caller;
import static io.keytrail.server.directory.DirectoryWorld.newDirectory;
import static io.keytrail.server.store.TestPostgres.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.server.crypto.Secret;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.Invoker;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Directories: made, described, tagged, deleted.
class DirectoriesTest {
  private DirectoryWorld world;

  @BeforeEach
  void open() {
    world = DirectoryWorld.open();
  }

  @AfterEach
  void close() {
    world.close();
  }

  private DescribeDirectories.Output described(Caller who, List<String> ids) {
    return world.ok(who, DescribeDirectories.Output.class, "ds", describe(ids));
  }

  private static DescribeDirectories.Input describe(List<String> ids) {
    return new DescribeDirectories.Input(ids, Optional.empty(), OptionalInt.empty());
  }

  private DirectoryView only(DirectoryKey key) {
    return described(caller(ROOT), List.of(key.id())).directoryDescriptions().getFirst();
  }

  @Test
  void aNewDirectory_isActiveAndWhole() {
    DirectoryKey key = world.directory();
    DirectoryView view = only(key);
    assertThat(key.id()).matches(DirectoryKey::isId);
    assertThat(view.name()).isEqualTo("corp.example.com");
    assertThat(view.shortName()).isEqualTo("CORP");
    assertThat(view.size()).isEqualTo("Small");
    assertThat(view.type()).isEqualTo("SimpleAD");
    assertThat(view.stage()).isEqualTo("Active");
    assertThat(view.launchTime()).isEqualTo(DirectoryWorld.NOW);
    assertThat(view.accessUrl()).isEqualTo(key.id() + ".awsapps.com");
    assertThat(view.dnsIpAddrs()).hasSize(2).doesNotHaveDuplicates();
    assertThat(view.vpcSettings().subnetIds()).hasSize(2).doesNotHaveDuplicates();
    assertThat(view.vpcSettings().availabilityZones()).containsExactly("us-west-2a", "us-west-2b");
    assertThat(world.users(key).users())
        .singleElement()
        .satisfies(
            administrator -> {
              assertThat(administrator.sAMAccountName()).isEqualTo("Administrator");
              assertThat(administrator.sID()).startsWith("S-1-5-21-").endsWith("-500");
              assertThat(administrator.enabled()).isTrue();
            });
  }

  @Test
  void whatIsChosen_isKept() {
    CreateDirectory.Input input =
        new CreateDirectory.Input(
            "ad.example.org",
            Optional.of("SALES"),
            Secret.ofUtf8("pässwört 1"),
            Optional.of("Of the sales people"),
            "Large",
            Optional.of(
                new CreateDirectory.Vpc(
                    "vpc-12345678", List.of("subnet-12345678", "subnet-87654321"))),
            List.of(new Tags.Tag("team", "sales")));
    String id = world.ok(CreateDirectory.Output.class, "ds", input).directoryId();
    DirectoryView view = described(caller(ROOT), List.of(id)).directoryDescriptions().getFirst();
    assertThat(view.shortName()).isEqualTo("SALES");
    assertThat(view.size()).isEqualTo("Large");
    assertThat(view.description()).contains("Of the sales people");
    assertThat(view.vpcSettings().vpcId()).isEqualTo("vpc-12345678");
    assertThat(view.vpcSettings().subnetIds())
        .containsExactly("subnet-12345678", "subnet-87654321");
    assertThat(tags(id)).containsExactly(new Tags.Tag("team", "sales"));
  }

  @Test
  void directoriesOfOneRegion_standInOneVpc() {
    assertThat(only(world.directory()).vpcSettings().vpcId())
        .isEqualTo(only(world.directory()).vpcSettings().vpcId())
        .startsWith("vpc-")
        .hasSize(21);
  }

  private ApiException refused(CreateDirectory.Input input) {
    return world.refused("ds", input);
  }

  @Test
  void names_areJudged() {
    for (String name :
        List.of(
            "corp-example",
            "corp\\example.com",
            "-corp.com",
            "corp-.com",
            "corp..com",
            "a".repeat(64) + ".com",
            "corp." + "a.".repeat(30) + "com")) {
      ApiException refused = refused(newDirectory(name));
      assertThat(refused.code()).as(name).isEqualTo(DirectoryErrors.INVALID_PARAMETER);
      assertThat(refused).as(name).hasMessageContaining("such as corp.example.com");
    }
    CreateDirectory.Input longName =
        new CreateDirectory.Input(
            "corp.example.com",
            Optional.of("SIXTEEN-LETTERS-"),
            Secret.ofUtf8("Correct-horse-1"),
            Optional.empty(),
            "Small",
            Optional.empty(),
            List.of());
    assertThat(refused(longName)).hasMessageContaining("at most 15 characters");
  }

  private static CreateDirectory.Input withPassword(String password) {
    return new CreateDirectory.Input(
        "corp.example.com",
        Optional.empty(),
        Secret.ofUtf8(password),
        Optional.empty(),
        "Small",
        Optional.empty(),
        List.of());
  }

  @Test
  void passwords_areJudgedAndForgotten() {
    for (String bad :
        List.of(
            "",
            "Short-1",
            "onlysmallletters",
            "two-kinds-only",
            "12345678ab",
            "        ",
            "Spaces only",
            "Aa1" + "x".repeat(62))) {
      assertThat(refused(withPassword(bad)))
          .as(bad)
          .hasMessageContaining("at 'password' failed to satisfy constraint")
          .message()
          .doesNotContain(bad.isBlank() ? "\u0000" : bad);
    }
    for (String good :
        List.of("Abcdefg1", "abcdefg-1", "ABCDEFG-1", "äöüÄÖÜaA1", "Aa1" + "x".repeat(61))) {
      CreateDirectory.Input input = withPassword(good);
      assertThat(world.ok(CreateDirectory.Output.class, "ds", input)).isNotNull();
      assertThat(input.password().isDestroyed()).as(good).isTrue();
    }
  }

  @Test
  void subnets_areTwo() {
    for (List<String> subnets :
        List.of(
            List.<String>of(),
            List.of("subnet-12345678"),
            List.of("subnet-12345678", "subnet-12345678"),
            List.of("subnet-12345678", "subnet-87654321", "subnet-11111111"))) {
      CreateDirectory.Input input =
          new CreateDirectory.Input(
              "corp.example.com",
              Optional.empty(),
              Secret.ofUtf8("Correct-horse-1"),
              Optional.empty(),
              "Small",
              Optional.of(new CreateDirectory.Vpc("vpc-12345678", subnets)),
              List.of());
      assertThat(refused(input)).hasMessageStartingWith("Invalid subnet ID(s).");
    }
  }

  @Test
  void noMoreThanTheQuota_evenAtOnce() {
    List<Future<Invoker.Reply<Record>>> calls =
        IntStream.range(0, 14)
            .mapToObj(
                i -> world.invoke(caller(ROOT), "ds", newDirectory("corp" + i + ".example.com")))
            .toList();
    await(Future.join(calls).transform(_ -> Future.succeededFuture()));
    assertThat(calls.stream().filter(Future::succeeded)).hasSize(10);
    assertThat(refused(newDirectory("one.more.com")).code())
        .isEqualTo(DirectoryErrors.LIMIT_EXCEEDED);
    GetDirectoryLimits.View limits =
        world
            .ok(GetDirectoryLimits.Output.class, "ds", new GetDirectoryLimits.Input())
            .directoryLimits();
    assertThat(limits.cloudOnlyDirectoriesCurrentCount()).isEqualTo(10);
    assertThat(limits.cloudOnlyDirectoriesLimitReached()).isTrue();
    assertThat(world.directory(caller(OTHER_ROOT)).id()).startsWith("d-");
  }

  @Test
  void pages_meetEverythingOnce() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(world.directory().id());
    }
    List<String> met = new ArrayList<>();
    Optional<String> token = Optional.empty();
    do {
      DescribeDirectories.Output page =
          world.ok(
              DescribeDirectories.Output.class,
              "ds",
              new DescribeDirectories.Input(List.of(), token, OptionalInt.of(2)));
      page.directoryDescriptions().forEach(view -> met.add(view.directoryId()));
      token = page.nextToken();
    } while (token.isPresent());
    assertThat(met).isSorted().containsExactlyInAnyOrderElementsOf(made);
    assertThat(described(caller(OTHER_ROOT), List.of()).directoryDescriptions()).isEmpty();
    for (String bad : List.of("!", "ZC0x", "")) {
      ApiException refused =
          world.refused(
              "ds",
              new DescribeDirectories.Input(List.of(), Optional.of(bad), OptionalInt.empty()));
      assertThat(refused.code()).as(bad).isEqualTo(DirectoryErrors.INVALID_NEXT_TOKEN);
    }
  }

  @Test
  void anUnknownDirectory_failsTheWholeDescription() {
    DirectoryKey mine = world.directory();
    DirectoryKey foreign = world.directory(caller(OTHER_ROOT));
    ApiException refused = world.refused("ds", describe(List.of(mine.id(), foreign.id())));
    assertThat(refused.code()).isEqualTo(DirectoryErrors.ENTITY_DOES_NOT_EXIST);
    assertThat(refused).hasMessageContaining(foreign.id());
  }

  @Test
  void deleted_isGoneWithItsUsers() {
    DirectoryKey key = world.directory();
    world.user(key, "jane");
    assertThat(world.ok(DeleteDirectory.Output.class, "ds", new DeleteDirectory.Input(key.id())))
        .isEqualTo(new DeleteDirectory.Output(key.id()));
    assertThat(world.refused("ds", describe(List.of(key.id()))).code())
        .isEqualTo(DirectoryErrors.ENTITY_DOES_NOT_EXIST);
    assertThat(await(world.store.user(key, "jane"))).isEmpty();
    assertThat(world.refused("ds", new DeleteDirectory.Input(key.id())).code())
        .isEqualTo(DirectoryErrors.ENTITY_DOES_NOT_EXIST);
  }

  @Test
  void aDirectoryInUse_isNotDeleted() {
    DirectoryKey key = world.directory();
    world.applications.add("WorkSpaces");
    ApiException refused = world.refused("ds", new DeleteDirectory.Input(key.id()));
    assertThat(refused.code()).isEqualTo(DirectoryErrors.CLIENT);
    assertThat(refused)
        .hasMessage(
            "Cannot delete the directory because it still has authorized applications: WorkSpaces."
                + " Deregister directory "
                + key.id()
                + " there first.");
    assertThat(only(key).stage()).isEqualTo("Active");
  }

  private List<Tags.Tag> tags(String id) {
    return world
        .ok(
            ListTagsForResource.Output.class,
            "ds",
            new ListTagsForResource.Input(id, Optional.empty(), OptionalInt.empty()))
        .tags();
  }
}
