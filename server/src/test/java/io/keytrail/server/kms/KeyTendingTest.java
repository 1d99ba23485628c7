package io.keytrail.server.kms;

import static io.keytrail.server.kms.KmsWorld.ALICE;
import static io.keytrail.server.kms.KmsWorld.BOB;
import static io.keytrail.server.kms.KmsWorld.EVE;
import static io.keytrail.server.kms.KmsWorld.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Aliases, descriptions, tags and other things by which people keep order among keys.
class KeyTendingTest extends GrantsFixture {
  private String refusal(Record input) {
    return world.refusal(ALICE, input);
  }

  private String targetOf(String alias) {
    return world.ok(ALICE, DescribeKey.Output.class, Inputs.describe(alias)).keyMetadata().arn();
  }

  private List<Tag> tags(String of) {
    List<Tag> tags = new ArrayList<>();
    Optional<String> marker = Optional.empty();
    do {
      ListResourceTags.Output page =
          world.ok(
              ALICE,
              ListResourceTags.Output.class,
              new ListResourceTags.Input(of, Optional.of(1), marker));
      tags.addAll(page.tags());
      marker = page.nextMarker();
    } while (marker.isPresent());
    return tags;
  }

  @Test
  void anAliasLeadsToAnotherKey_andIsGoneWhenDeleted() {
    String other = world.key();
    world.ok(ALICE, CreateAlias.Output.class, new CreateAlias.Input("alias/move", key));
    assertThat(targetOf("alias/move")).isEqualTo(key);
    world.ok(ALICE, UpdateAlias.Output.class, new UpdateAlias.Input("alias/move", other));
    assertThat(targetOf("alias/move")).isEqualTo(other);
    world.ok(ALICE, UpdateAlias.Output.class, new UpdateAlias.Input("alias/move", other));
    world.ok(ALICE, UpdateAlias.Output.class, new UpdateAlias.Input("alias/move", key));
    assertThat(targetOf("alias/move")).isEqualTo(key);
    world.ok(ALICE, DeleteAlias.Output.class, new DeleteAlias.Input("alias/move"));
    String gone =
        "NotFoundException: Alias arn:aws:kms:us-west-2:123456789012:alias/move is not found.";
    assertThat(refusal(Inputs.describe("alias/move"))).isEqualTo(gone);
    assertThat(refusal(new DeleteAlias.Input("alias/move"))).isEqualTo(gone);
    assertThat(refusal(new UpdateAlias.Input("alias/move", key))).isEqualTo(gone);
    world.ok(ALICE, CreateAlias.Output.class, new CreateAlias.Input("alias/move", other));
  }

  @Test
  void anAliasIsNotLed_toAKeyOfAnotherKind_norByWhoMayNot() {
    world.ok(ALICE, CreateAlias.Output.class, new CreateAlias.Input("alias/kind", key));
    String mac = world.key(ROOT, Inputs.keyOf("HMAC_256", "GENERATE_VERIFY_MAC"));
    assertThat(refusal(new UpdateAlias.Input("alias/kind", mac)))
        .startsWith("ValidationException: The alias leads to a SYMMETRIC_DEFAULT key");
    assertThat(refusal(new UpdateAlias.Input("kind", key)))
        .startsWith("ValidationException: Alias must start with");
    assertThat(world.refused(BOB, new UpdateAlias.Input("alias/kind", world.key())).code().name())
        .isEqualTo("AccessDeniedException");
    assertThat(world.refused(BOB, new DeleteAlias.Input("alias/kind")).code().name())
        .isEqualTo("AccessDeniedException");
    String doomed = world.key();
    world.ok(ALICE, ScheduleKeyDeletion.Output.class, Inputs.schedule(doomed, 7));
    assertThat(refusal(new UpdateAlias.Input("alias/kind", doomed)))
        .isEqualTo("KMSInvalidStateException: " + doomed + " is pending deletion.");
    assertThat(targetOf("alias/kind")).isEqualTo(key);
  }

  @Test
  void descriptionAndTags_areShown_andDecide() {
    world.ok(
        ALICE,
        UpdateKeyDescription.Output.class,
        new UpdateKeyDescription.Input(key, "for desktops"));
    assertThat(
            world
                .ok(ALICE, DescribeKey.Output.class, Inputs.describe(key))
                .keyMetadata()
                .description())
        .isEqualTo("for desktops");
    world.ok(
        ALICE,
        TagResource.Output.class,
        new TagResource.Input(key, List.of(new Tag("team", "red"), new Tag("cost", "7"))));
    world.ok(
        ALICE,
        TagResource.Output.class,
        new TagResource.Input(key, List.of(new Tag("team", "blue"))));
    assertThat(tags(key)).containsExactly(new Tag("cost", "7"), new Tag("team", "blue"));
    world.let(
        BOB,
        KmsWorld.allow("kms:DescribeKey")
            .replace(
                "\"Resource\":\"*\"",
                "\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:ResourceTag/team\":\"blue\"}}"));
    world.ok(BOB, DescribeKey.Output.class, Inputs.describe(key));
    world.ok(
        ALICE, UntagResource.Output.class, new UntagResource.Input(key, List.of("team", "absent")));
    assertThat(tags(key)).containsExactly(new Tag("cost", "7"));
    assertThat(world.refused(BOB, Inputs.describe(key)).code().name())
        .isEqualTo("AccessDeniedException");
  }

  @Test
  void tagsHaveRules() {
    assertThat(refusal(new TagResource.Input(key, List.of(new Tag("aws:x", "1")))))
        .isEqualTo("TagException: Tags beginning with aws: are reserved");
    List<Tag> many = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      many.add(new Tag("k" + i, "v"));
    }
    world.ok(ALICE, TagResource.Output.class, new TagResource.Input(key, many));
    assertThat(refusal(new TagResource.Input(key, List.of(new Tag("one-more", "v")))))
        .isEqualTo("TagException: Too many tags");
    assertThat(world.refused(BOB, new TagResource.Input(key, List.of())).code().name())
        .isEqualTo("AccessDeniedException");
  }

  @Test
  void aKeyHasOnePolicy_calledDefault() {
    assertThat(
            world
                .ok(
                    ALICE,
                    ListKeyPolicies.Output.class,
                    new ListKeyPolicies.Input(key, Optional.empty(), Optional.empty()))
                .policyNames())
        .containsExactly("default");
    assertThat(refusal(new ListKeyPolicies.Input(key, Optional.empty(), Optional.of("nonsense"))))
        .startsWith("InvalidMarkerException");
  }

  @Test
  void retirableGrants_areListedToTheirPrincipalsAccount() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      made.add(grant(Inputs.retirableGrant(key, ALICE.arn(), BOB.arn(), "Decrypt")).grantId());
    }
    grant(Inputs.retirableGrant(key, ALICE.arn(), EVE.arn(), "Decrypt"));
    List<String> listed = new ArrayList<>();
    Optional<String> marker = Optional.empty();
    do {
      ListGrants.Output page =
          world.ok(
              ALICE,
              ListGrants.Output.class,
              new ListRetirableGrants.Input(
                  Optional.of(2), marker, Optional.of(BOB.arn()), Optional.empty()));
      page.grants().forEach(one -> listed.add(one.grantId()));
      marker = page.nextMarker();
    } while (marker.isPresent());
    assertThat(listed).containsExactlyInAnyOrderElementsOf(made);
    assertThat(
            refusal(
                new ListRetirableGrants.Input(
                    Optional.empty(), Optional.empty(), Optional.of(EVE.arn()), Optional.empty())))
        .isEqualTo(
            "ValidationException: RetiringPrincipal must be a principal of account 123456789012");
    world.let(EVE, KmsWorld.allow("kms:ListRetirableGrants"));
    assertThat(
            world
                .ok(
                    EVE,
                    ListGrants.Output.class,
                    new ListRetirableGrants.Input(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(EVE.arn()),
                        Optional.empty()))
                .grants())
        .hasSize(1);
  }
}
