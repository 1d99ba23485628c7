package io.keytrail.server.kms;

import static io.keytrail.server.kms.KmsWorld.ACCOUNT;
import static io.keytrail.server.kms.KmsWorld.ALICE;
import static io.keytrail.server.kms.KmsWorld.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Aliases, and lists of them and of keys.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KmsListsTest {
  private KmsWorld world;

  @BeforeAll
  void open() {
    world = KmsWorld.open();
    world.let(ALICE, KmsWorld.allow("kms:*"));
  }

  @AfterAll
  void close() {
    world.close();
  }

  @Test
  void aliases_areUniqueAndReservedNamesStayReserved() {
    String key = world.key();
    world.ok(ALICE, CreateAlias.Output.class, new CreateAlias.Input("alias/a-1/_x", key));
    assertThat(world.lastRecord().object("responseElements").orElseThrow().string("keyId"))
        .contains(key);
    assertThat(world.refusal(ALICE, new CreateAlias.Input("alias/a-1/_x", world.key())))
        .isEqualTo(
            "AlreadyExistsException: An alias with the name arn:aws:kms:us-west-2:"
                + ACCOUNT
                + ":alias/a-1/_x already exists");
    assertThat(world.refusal(ALICE, new CreateAlias.Input("alias/aws/ebs", key)))
        .isEqualTo(
            "NotAuthorizedException: Aliases beginning with alias/aws/ are reserved for AWS services");
    assertThat(world.refusal(ALICE, new CreateAlias.Input("name", key)))
        .isEqualTo("ValidationException: Alias must start with the prefix \"alias/\".");
    assertThat(world.refusal(ALICE, new CreateAlias.Input("alias/a:b", key)))
        .isEqualTo("InvalidAliasNameException: alias/a:b contains invalid characters for an alias");
  }

  @Test
  void anAliasNeedsPermissionOnItAndOnTheKey() {
    String key = world.key();
    world.let(
        BOB,
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"kms:CreateAlias\",\"Resource\":\""
            + key
            + "\"}}");
    assertThat(world.refused(BOB, new CreateAlias.Input("alias/bobs", key)).message())
        .contains(":alias/bobs");
    world.let(BOB);
  }

  @Test
  void listAliases_ofAKey_andPages() {
    String key = world.key();
    List<String> names = new ArrayList<>();
    for (char c = 'a'; c <= 'e'; c++) {
      names.add("alias/list-" + c);
      world.ok(ALICE, CreateAlias.Output.class, new CreateAlias.Input("alias/list-" + c, key));
    }
    List<String> listed = new ArrayList<>();
    Optional<String> marker = Optional.empty();
    do {
      ListAliases.Output page =
          world.ok(
              ALICE,
              ListAliases.Output.class,
              new ListAliases.Input(Optional.of(key), Optional.of(2), marker));
      page.aliases().forEach(alias -> listed.add(alias.aliasName()));
      marker = page.nextMarker();
      assertThat(page.truncated()).isEqualTo(marker.isPresent());
    } while (marker.isPresent());
    assertThat(listed).isEqualTo(names);
    assertThat(
            world
                .ok(
                    ALICE,
                    ListAliases.Output.class,
                    new ListAliases.Input(Optional.empty(), Optional.of(1000), Optional.empty()))
                .aliases())
        .extracting(ListAliases.Entry::aliasName)
        .containsAll(names);
  }

  @Test
  void listKeys_pagesThroughAllOfTheAccount() {
    String one = world.key();
    String two = world.key();
    List<String> listed = new ArrayList<>();
    Optional<String> marker = Optional.empty();
    do {
      ListKeys.Output page =
          world.ok(ALICE, ListKeys.Output.class, new ListKeys.Input(Optional.of(3), marker));
      page.keys().forEach(key -> listed.add(key.keyArn()));
      marker = page.nextMarker();
    } while (marker.isPresent());
    assertThat(listed).doesNotHaveDuplicates().contains(one, two);
    ListKeys.Output others =
        world.ok(
            KmsWorld.OTHER_ROOT,
            ListKeys.Output.class,
            new ListKeys.Input(Optional.empty(), Optional.empty()));
    assertThat(others.keys()).isEmpty();
  }

  @Test
  void aMarkerOfAnotherAccount_isRefused() {
    world.key();
    world.key();
    String marker =
        world
            .ok(ALICE, ListKeys.Output.class, new ListKeys.Input(Optional.of(1), Optional.empty()))
            .nextMarker()
            .orElseThrow();
    assertThat(
            world.refusal(
                KmsWorld.OTHER_ROOT, new ListKeys.Input(Optional.empty(), Optional.of(marker))))
        .isEqualTo("InvalidMarkerException: Invalid marker");
  }
}
