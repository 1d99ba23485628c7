package io.keytrail.server.kms;

import static io.keytrail.server.kms.KmsWorld.ALICE;
import static io.keytrail.server.kms.KmsWorld.BOB;
import static io.keytrail.server.kms.KmsWorld.EVE;
import static io.keytrail.server.kms.KmsWorld.ROOT;
import static io.keytrail.server.store.TestPostgres.await;
import static io.keytrail.server.store.TestPostgres.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.Event;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `aws/ebs` and `aws/workspaces`: made when they are needed, one each, and nobody's to change.
class ManagedKeysTest {
  private static final String EBS = "alias/aws/ebs";
  private static final String WORKSPACES = "workspaces.us-west-2.amazonaws.com";

  private KmsWorld world;

  @BeforeEach
  void open() {
    world = KmsWorld.open();
    world.let(ALICE, KmsWorld.allow("kms:*"));
    world.let(BOB);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private Call call() {
    return world.call(KmsWorld.caller(ROOT));
  }

  private long keys() {
    return await(world.database.read("SELECT count(*) FROM kms_key", Tuple.tuple()))
        .iterator()
        .next()
        .getLong(0);
  }

  private KeyMetadata describe(String key) {
    return world.ok(ROOT, DescribeKey.Output.class, Inputs.describe(key)).keyMetadata();
  }

  private List<String> aliases(Optional<Integer> limit) {
    List<String> names = new ArrayList<>();
    Optional<String> marker = Optional.empty();
    do {
      ListAliases.Output page =
          world.ok(
              ALICE,
              ListAliases.Output.class,
              new ListAliases.Input(Optional.empty(), limit, marker));
      page.aliases()
          .forEach(one -> names.add(one.aliasName() + one.targetKeyId().map(_ -> "!").orElse("")));
      marker = page.nextMarker();
    } while (marker.isPresent());
    return names;
  }

  @Test
  void itsAlias_makesTheKey_onRecordAsTheServices() {
    assertThat(aliases(Optional.of(1))).containsExactly(EBS, "alias/aws/workspaces");
    KeyMetadata made = describe(EBS);
    assertThat(made.keyManager()).isEqualTo("AWS");
    assertThat(made.keySpec()).isEqualTo("SYMMETRIC_DEFAULT");
    assertThat(describe(EBS).arn()).isEqualTo(made.arn());
    assertThat(keys()).isEqualTo(1);
    assertThat(aliases(Optional.of(1))).containsExactly(EBS + "!", "alias/aws/workspaces");
    List<JsonObject> creations =
        world.events.stream()
            .map(Event::record)
            .filter(one -> one.string("eventName").equals(Optional.of("CreateKey")))
            .toList();
    assertThat(creations).hasSize(1);
    JsonObject created = creations.getFirst();
    assertThat(new String(JsonWriter.toBytes(created), StandardCharsets.UTF_8))
        .contains("\"invokedBy\":\"ec2.amazonaws.com\"", made.arn(), EBS, "\"keyManager\":\"AWS\"")
        .doesNotContain("errorCode");
    assertThat(
            world
                .ok(
                    ROOT,
                    ListKeys.Output.class,
                    new ListKeys.Input(Optional.empty(), Optional.empty()))
                .keys())
        .hasSize(1);
  }

  @Test
  void whoMayNotEvenLook_makesNothing_norDoesAStrangersAccount() {
    assertThat(world.refused(BOB, Inputs.describe(EBS)).code().name())
        .isEqualTo("NotFoundException");
    assertThat(
            world
                .refused(EVE, Inputs.describe("arn:aws:kms:us-west-2:123456789012:" + EBS))
                .code()
                .name())
        .isEqualTo("AccessDeniedException");
    assertThat(world.refused(ROOT, Inputs.describe("alias/aws/sorcery")).message())
        .isEqualTo("Alias arn:aws:kms:us-west-2:123456789012:alias/aws/sorcery is not found.");
    assertThat(keys()).isZero();
  }

  @Test
  void everyoneUsesIt_throughItsServiceAlone() {
    Caller through = KmsWorld.caller(BOB).via("ec2.us-west-2.amazonaws.com");
    Map<String, String> context = Map.of("aws:ebs:id", "vol-1");
    var wrapped =
        world.ok(
            through,
            GenerateDataKeyWithoutPlaintext.Output.class,
            Inputs.blindDataKey(EBS, context, 64));
    world.ok(through, Decrypt.Output.class, Inputs.decrypt(wrapped.ciphertextBlob(), context));
    for (Caller other :
        List.of(
            KmsWorld.caller(BOB),
            KmsWorld.caller(BOB).via(WORKSPACES),
            KmsWorld.caller(BOB).via("ec2.eu-west-1.amazonaws.com"),
            KmsWorld.caller(EVE).via("ec2.us-west-2.amazonaws.com"))) {
      assertThat(
              world.refused(other, Inputs.decrypt(wrapped.ciphertextBlob(), context)).code().name())
          .isEqualTo("AccessDeniedException");
    }
    assertThat(world.refused(ROOT, Inputs.decrypt(wrapped.ciphertextBlob(), context)).code().name())
        .isEqualTo("AccessDeniedException");
  }

  @Test
  void nobodyChangesIt_notEvenTheRootUser_butGrantsAreRevoked() {
    String key = describe("alias/aws/workspaces").arn();
    for (Record change :
        List.of(
            Inputs.putPolicy(key, KeyPolicy.standard(KmsWorld.ACCOUNT)),
            new DisableKey.Input(key),
            new EnableKey.Input(key),
            Inputs.schedule(key, 7),
            new CancelKeyDeletion.Input(key),
            new CreateAlias.Input("alias/mine", key),
            new UpdateKeyDescription.Input(key, "mine"),
            new TagResource.Input(key, List.of(new Tag("a", "b"))),
            new UntagResource.Input(key, List.of("a")),
            Inputs.encrypt(key, Map.of(), "x"),
            Inputs.grant(key, ALICE.arn(), "Decrypt"))) {
      assertThat(world.refused(ROOT, change).code().name())
          .as("%s", change)
          .isEqualTo("AccessDeniedException");
      assertThat(world.refused(ALICE, change).code().name())
          .as("%s", change)
          .isEqualTo("AccessDeniedException");
    }
    for (Record change :
        List.of(
            new CreateAlias.Input("alias/aws/mine", world.key()),
            new UpdateAlias.Input("alias/aws/workspaces", world.key()),
            new DeleteAlias.Input("alias/aws/workspaces"))) {
      assertThat(world.refused(ROOT, change).code().name()).isEqualTo("NotAuthorizedException");
    }
    assertThat(
            world
                .ok(ROOT, GetKeyPolicy.Output.class, new GetKeyPolicy.Input(key, Optional.empty()))
                .policy())
        .contains("workspaces.us-west-2.amazonaws.com");
    CreateGrant.Output grant =
        world.ok(
            KmsWorld.caller(BOB).via(WORKSPACES).with("kms:GrantIsForAWSResource", "true"),
            CreateGrant.Output.class,
            Inputs.grant(key, WORKSPACES, "CreateGrant", "Decrypt"));
    world.ok(ALICE, RevokeGrant.Output.class, Inputs.revoke(key, grant.grantId()));
  }

  /// Many calls on two servers at once: one key.
  @Test
  void askedForByTwoServersAtOnce_itIsOne() {
    KmsWorld other = KmsWorld.on(world.database, world.rootKey);
    try {
      List<Future<String>> asked = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        KmsWorld one = i % 2 == 0 ? world : other;
        asked.add(one.managed.keyArn(one.call(KmsWorld.caller(ROOT)), "workspaces"));
      }
      var arns = new HashSet<String>();
      asked.forEach(one -> arns.add(await(one)));
      assertThat(arns).hasSize(1);
      assertThat(keys()).isEqualTo(1);
      assertThat(await(other.managed.keyArn(call(), "ebs"))).isNotIn(arns);
    } finally {
      // The database is the first world's to close.
      await(other.feed.close());
    }
  }

  @Test
  void aServiceWithoutOne_isABug() {
    assertThat(
            failureOf(
                Future.succeededFuture().compose(_ -> world.managed.keyArn(call(), "sorcery"))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
