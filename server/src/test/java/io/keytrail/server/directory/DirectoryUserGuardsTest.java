package io.keytrail.server.directory;

import static io.keytrail.server.directory.DirectoryWorld.ALICE;
import static io.keytrail.server.directory.DirectoryWorld.ROOT;
import static io.keytrail.server.directory.DirectoryWorld.caller;
import static io.keytrail.server.directory.DirectoryWorld.newUser;
import static io.keytrail.server.store.TestPostgres.await;
import static io.keytrail.server.store.TestPostgres.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.server.crypto.RowTampered;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.CommonErrors;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What keeps users and their SIDs from hands that they are not meant for.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectoryUserGuardsTest {
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

  private ResetUserPassword.Input reset(String user, String password) {
    return new ResetUserPassword.Input(directory.id(), user, Secret.ofUtf8(password));
  }

  @Test
  void twoPermissions_areNeeded() {
    world.user(directory, "jane");
    String own =
        "{\"Effect\": \"Allow\", \"Action\": \"ds-data:*\", \"Resource\": \""
            + directory.arn()
            + "\"}";
    String access = "{\"Effect\": \"Allow\", \"Action\": \"ds:AccessDSData\", \"Resource\": \"*\"}";
    world.alice("{\"Statement\": [" + own + "]}");
    assertThat(world.refused(caller(ALICE), "ds-data", describe("jane")))
        .hasMessageContaining("ds:AccessDSData");
    world.alice("{\"Statement\": [" + access + "]}");
    assertThat(world.refused(caller(ALICE), "ds-data", describe("jane")))
        .hasMessageContaining("ds-data:DescribeUser");
    world.alice("{\"Statement\": [" + own + ", " + access + "]}");
    assertThat(world.ok(caller(ALICE), DescribeUser.Output.class, "ds-data", describe("jane")))
        .isNotNull();
  }

  @Test
  void namesOfUsers_areSeenByPolicies() {
    world.user(directory, "jane");
    world.user(directory, "joe");
    world.alice(
        """
        {"Statement": [
          {"Effect": "Allow", "Action": ["ds-data:*", "ds:AccessDSData"], "Resource": "*"},
          {"Effect": "Deny", "Action": "ds-data:Describe*", "Resource": "*", "Condition":
            {"StringEqualsIgnoreCase": {"ds-data:SAMAccountName": "joe",
                                        "ds-data:Identifier": "SAMAccountName"}}}]}
        """);
    assertThat(world.ok(caller(ALICE), DescribeUser.Output.class, "ds-data", describe("jane")))
        .isNotNull();
    assertThat(world.refused(caller(ALICE), "ds-data", describe("Joe")).code())
        .isEqualTo(CommonErrors.ACCESS_DENIED);
  }

  @Test
  void theServerItself_mayChooseASid_andRidsGoOnAfterIt() {
    Sid given = domain().member(1_107);
    Caller server = caller(ROOT).with(Given.USER_SID, given.toString());
    assertThat(
            world.ok(server, CreateUser.Output.class, "ds-data", newUser(directory, "jane")).sID())
        .isEqualTo(given.toString());
    assertThat(world.user(directory, "john").rid()).isEqualTo(1_108);
    assertThat(world.refused(server, "ds-data", newUser(directory, "joe")).code())
        .isEqualTo(DirectoryErrors.CONFLICT);
    Caller wrong = caller(ROOT).with(Given.USER_SID, "S-1-5-21-1-2-3-1107");
    assertThat(world.refused(wrong, "ds-data", newUser(directory, "joe")).code().serverFault())
        .isTrue();
  }

  @Test
  void aDirectoryThatIsNotActive_isUnavailable() {
    Directory active = await(world.store.directory(directory)).orElseThrow();
    Directory impaired =
        new Directory(
            active.key(),
            active.domainSid(),
            active.profile(),
            active.network(),
            Stage.IMPAIRED,
            active.launched(),
            active.stageSince(),
            active.tags(),
            active.nextRid(),
            active.revision() + 1);
    await(world.database.inTransaction(tx -> world.store.update(tx, impaired)));
    ApiException refused = world.refused("ds-data", newUser(directory, "jane"));
    assertThat(refused.code()).isEqualTo(DirectoryErrors.UNAVAILABLE);
    assertThat(refused.reason()).isEqualTo("INVALID_DIRECTORY_STATE");
    assertThat(refused).hasMessageContaining("is Impaired");
    assertThat(world.refused("ds", reset("Administrator", "Correct-horse-1")).code())
        .isEqualTo(DirectoryErrors.UNAVAILABLE);
  }

  @Test
  void aSidWrittenByHand_isRefused() {
    world.user(directory, "jane");
    world.user(directory, "mallory");
    String swap =
        "UPDATE directory_user u SET content = (SELECT content FROM directory_user WHERE"
            + " directory_id = $1 AND name_folded = 'jane'), row_mac = (SELECT row_mac FROM"
            + " directory_user WHERE directory_id = $1 AND name_folded = 'jane')"
            + " WHERE u.directory_id = $1 AND u.name_folded = 'mallory'";
    await(world.database.write(swap, Tuple.of(directory.id())));
    assertThat(failureOf(world.store.user(directory, "mallory"))).isInstanceOf(RowTampered.class);
    assertThat(world.refused("ds-data", describe("mallory")).code().serverFault()).isTrue();
    String counter =
        "UPDATE directory SET content = convert_to(replace(convert_from(content, 'UTF8'),"
            + " '\"nextRid\":1002', '\"nextRid\":1000'), 'UTF8') WHERE id = $1";
    await(world.database.write(counter, Tuple.of(directory.id())));
    assertThat(failureOf(world.store.directory(directory))).isInstanceOf(RowTampered.class);
    await(world.database.write("DELETE FROM directory WHERE id = $1", Tuple.of(directory.id())));
    directory = world.directory();
  }
}
