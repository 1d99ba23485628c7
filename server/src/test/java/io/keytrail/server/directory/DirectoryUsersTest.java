package io.keytrail.server.directory;

import static io.keytrail.server.directory.DirectoryWorld.OTHER_ROOT;
import static io.keytrail.server.directory.DirectoryWorld.ROOT;
import static io.keytrail.server.directory.DirectoryWorld.caller;
import static io.keytrail.server.directory.DirectoryWorld.newUser;
import static io.keytrail.server.store.TestPostgres.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.CommonErrors;
import io.keytrail.server.invoke.Invoker;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Users and their SIDs. The directories of all tests are one world's, two at a time.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectoryUsersTest {
  private DirectoryWorld world;
  private DirectoryKey directory;

  @BeforeAll
  void open() {
    world = DirectoryWorld.open();
  }

  @BeforeEach
  void make() {
    if (directory != null) {
      world.ok(DeleteDirectory.Output.class, "ds", new DeleteDirectory.Input(directory.id()));
    }
    world.now = DirectoryWorld.NOW;
    world.alice("");
    directory = world.directory();
    world.events.clear();
  }

  @AfterAll
  void close() {
    world.close();
  }

  private Sid domain() {
    return await(world.store.directory(directory)).orElseThrow().domainSid();
  }

  private DescribeUser.Input describe(String name) {
    return new DescribeUser.Input(directory.id(), name, Optional.empty());
  }

  private DescribeUser.Output described(String name) {
    return world.ok(DescribeUser.Output.class, "ds-data", describe(name));
  }

  @Test
  void sids_areTheDomainsWithRisingRids() {
    assertThat(world.user(directory, "jane")).isEqualTo(domain().member(1_000));
    assertThat(world.user(directory, "john")).isEqualTo(domain().member(1_001));
    assertThat(described("JANE").sID()).isEqualTo(domain().member(1_000).toString());
  }

  @Test
  void usersMadeAtOnce_haveSidsOfTheirOwn() {
    List<Future<Invoker.Reply<Record>>> calls =
        IntStream.range(0, 20)
            .mapToObj(i -> world.invoke(caller(ROOT), "ds-data", newUser(directory, "user" + i)))
            .toList();
    await(Future.all(calls));
    List<String> sids =
        world.users(directory).users().stream().map(ListUsers.Summary::sID).toList();
    assertThat(sids).hasSize(21).doesNotHaveDuplicates();
    assertThat(await(world.store.directory(directory)).orElseThrow().nextRid()).isEqualTo(1_020);
  }

  @Test
  void aUser_isDescribed() {
    CreateUser.Input input =
        new CreateUser.Input(
            directory.id(),
            "Jane.Doe",
            Optional.of("Jane"),
            Optional.of("Doe"),
            Optional.of("jane@example.com"),
            Optional.empty());
    CreateUser.Output made = world.ok(CreateUser.Output.class, "ds-data", input);
    assertThat(made.sAMAccountName()).isEqualTo("Jane.Doe");
    assertThat(described("jane.doe"))
        .isEqualTo(
            new DescribeUser.Output(
                directory.id(),
                "CN=Jane.Doe,CN=Users,DC=corp,DC=example,DC=com",
                Optional.of("jane@example.com"),
                false,
                Optional.of("Jane"),
                "corp.example.com",
                "Jane.Doe",
                made.sID(),
                Optional.of("Doe"),
                "Jane.Doe@corp.example.com"));
  }

  @Test
  void events_nameTheUserAndTheDirectory() {
    world.user(directory, "jane");
    described("jane");
    assertThat(world.events).hasSize(2);
    for (var event : world.events) {
      JsonObject data = event.record().object("additionalEventData").orElseThrow();
      assertThat(data.string("userSid")).contains(domain().member(1_000).toString());
      assertThat(data.string("directoryId")).contains(directory.id());
      assertThat(event.record().string("eventSource"))
          .contains("directory-service-data.amazonaws.com");
    }
    assertThat(
            world.events.getFirst().record().object("responseElements").orElseThrow().string("sID"))
        .contains(domain().member(1_000).toString());
  }

  @Test
  void aTakenName_isAConflict_whateverItsCase() {
    world.user(directory, "jane");
    ApiException refused = world.refused("ds-data", newUser(directory, "Jane"));
    assertThat(refused.code()).isEqualTo(DirectoryErrors.CONFLICT);
    assertThat(refused).hasMessageContaining("exists already in directory " + directory.id());
    assertThat(world.refused("ds-data", newUser(directory, "ADMINISTRATOR")).code())
        .isEqualTo(DirectoryErrors.CONFLICT);
    assertThat(world.user(directory, "john").rid()).isEqualTo(1_001);
  }

  private CreateUser.Input withToken(String name, String token) {
    return new CreateUser.Input(
        directory.id(),
        name,
        Optional.of("Jane"),
        Optional.empty(),
        Optional.empty(),
        Optional.of(token));
  }

  @Test
  void aRequestThatComesAgain_makesNoSecondUser() {
    CreateUser.Input input = withToken("jane", "once\u0000only");
    CreateUser.Output first = world.ok(CreateUser.Output.class, "ds-data", input);
    world.now = DirectoryWorld.NOW.plus(Duration.ofHours(7));
    assertThat(world.ok(CreateUser.Output.class, "ds-data", input)).isEqualTo(first);
    ApiException other = world.refused("ds-data", withToken("john", "once\u0000only"));
    assertThat(other.code()).isEqualTo(DirectoryErrors.CONFLICT);
    assertThat(other).hasMessageStartingWith("The client token was used");
    world.now = DirectoryWorld.NOW.plus(Duration.ofHours(9));
    assertThat(world.refused("ds-data", input)).hasMessageContaining("exists already");
    assertThat(world.ok(CreateUser.Output.class, "ds-data", withToken("john", "once\u0000only")))
        .isNotNull();
  }

  @Test
  void whatIsNotThere_isToldApart() {
    ApiException noUser = world.refused("ds-data", describe("nobody"));
    assertThat(noUser.code()).isEqualTo(DirectoryErrors.NOT_FOUND);
    assertThat(noUser).hasMessageContaining("no user nobody in directory " + directory.id());
    DirectoryKey foreign = world.directory(caller(OTHER_ROOT));
    ApiException noDirectory = world.refused("ds-data", newUser(foreign, "jane"));
    assertThat(noDirectory.code()).isEqualTo(CommonErrors.ACCESS_DENIED);
    assertThat(noDirectory.reason()).isEqualTo("DIRECTORY_AUTH");
    assertThat(noDirectory).hasMessageContaining(foreign.id() + " does not exist");
    world.ok(
        caller(OTHER_ROOT),
        DeleteDirectory.Output.class,
        "ds",
        new DeleteDirectory.Input(foreign.id()));
  }

  @Test
  void realms_areTheDirectorysOwn() {
    world.user(directory, "jane");
    for (String own : List.of("corp.example.com", "CORP.Example.com.")) {
      assertThat(
              world.ok(
                  DescribeUser.Output.class,
                  "ds-data",
                  new DescribeUser.Input(directory.id(), "jane", Optional.of(own))))
          .isNotNull();
    }
    ApiException refused =
        world.refused(
            "ds-data",
            new DescribeUser.Input(directory.id(), "jane", Optional.of("other.example.com")));
    assertThat(refused.code()).isEqualTo(CommonErrors.VALIDATION);
    assertThat(refused.reason()).isEqualTo("INVALID_REALM");
  }

  @Test
  void pages_meetEverybodyOnce() {
    List<String> made = new ArrayList<>(List.of("Administrator"));
    for (String name : List.of("b", "A", "c", "_d", "e-1")) {
      world.user(directory, name);
      made.add(name);
    }
    List<String> met = new ArrayList<>();
    Optional<String> token = Optional.empty();
    do {
      ListUsers.Output page =
          world.ok(
              ListUsers.Output.class,
              "ds-data",
              new ListUsers.Input(directory.id(), Optional.empty(), OptionalInt.of(2), token));
      page.users().forEach(user -> met.add(user.sAMAccountName()));
      token = page.nextToken();
    } while (token.isPresent());
    assertThat(met).hasSameSizeAs(made).containsExactlyInAnyOrderElementsOf(made);
    ApiException refused =
        world.refused(
            "ds-data",
            new ListUsers.Input(
                directory.id(), Optional.empty(), OptionalInt.empty(), Optional.of("AAAA")));
    assertThat(refused.reason()).isEqualTo("INVALID_NEXT_TOKEN");
  }

  private ResetUserPassword.Input reset(String user, String password) {
    return new ResetUserPassword.Input(directory.id(), user, Secret.ofUtf8(password));
  }

  @Test
  void aPassword_enables() {
    world.user(directory, "jane");
    assertThat(world.refused("ds", reset("jane", "weak")).code())
        .isEqualTo(DirectoryErrors.INVALID_PASSWORD);
    assertThat(described("jane").enabled()).isFalse();
    world.ok(ResetUserPassword.Output.class, "ds", reset("Jane", "Correct-horse-1"));
    assertThat(described("jane").enabled()).isTrue();
    for (String nobody : List.of("nobody", "nul\u0000", "ü")) {
      assertThat(world.refused("ds", reset(nobody, "Correct-horse-1")).code())
          .isEqualTo(DirectoryErrors.USER_DOES_NOT_EXIST);
    }
  }
}
