package io.keytrail.server.ebs;

import static io.keytrail.server.ebs.EbsWorld.ALICE;
import static io.keytrail.server.ebs.EbsWorld.OTHER_ROOT;
import static io.keytrail.server.ebs.EbsWorld.ROOT;
import static io.keytrail.server.ebs.EbsWorld.allow;
import static io.keytrail.server.ebs.EbsWorld.attachment;
import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.store.TestPostgres;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who asks KMS for what, with which context, and what is left when it refuses or is cut off.
class VolumeKeysTest {
  private static final String DESKTOP =
      "[S-1-5-21-277731876-1789304096-451871588-1107]@[d-1234abcd01]";
  private static final String EC2 = "ec2.us-west-2.amazonaws.com";
  private static final String WORKSPACES = "workspaces.us-west-2.amazonaws.com";

  private static EbsWorld world;

  @BeforeAll
  static void open() {
    world = new EbsWorld();
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @AfterEach
  void heal() {
    world.cuttable.heal();
    world.opened = key -> key;
  }

  private static String encrypted(String key) {
    return ",'Encrypted':true,'KmsKeyId':'" + key + "'";
  }

  private static JsonObject identity(String event) {
    return world.event(event).object("userIdentity").orElseThrow();
  }

  private static String parameters(String event) {
    return JsonWriter.toText(world.event(event).member("requestParameters").orElseThrow());
  }

  private static Optional<JsonObject> context(String event) {
    return world
        .event(event)
        .object("requestParameters")
        .flatMap(parameters -> parameters.object("encryptionContext"));
  }

  @Test
  void plainVolume_isKeyedByItsCreatorAndOpenedByEbs() {
    String key = world.key();
    String instance = world.instance();
    int begin = world.events.size();
    String volume = world.volume(ROOT, encrypted(key));
    assertThat(world.trail(begin))
        .containsExactly("CreateVolume", "GenerateDataKeyWithoutPlaintext");
    JsonObject creator = identity("GenerateDataKeyWithoutPlaintext");
    assertThat(creator.string("arn")).contains("arn:aws:iam::123456789012:root");
    assertThat(creator.string("invokedBy")).contains(EC2);
    assertThat(parameters("GenerateDataKeyWithoutPlaintext"))
        .contains("\"encryptionContext\":{\"aws:ebs:id\":\"" + volume + "\"}")
        .contains("\"numberOfBytes\":64");
    assertThat(world.describe(volume).string("KmsKeyId")).contains(key);
    assertThat(world.state(volume)).isEqualTo("available");
    assertThat(world.grants(key)).isEmpty();

    begin = world.events.size();
    world.attach(volume, instance, "/dev/sdf");
    assertThat(world.trail(begin)).containsExactly("CreateGrant", "Decrypt", "AttachVolume");
    JsonObject grant = world.grants(key).getFirst();
    assertThat(grant.string("GranteePrincipal"))
        .contains("123456789012:aws:ec2-infrastructure:" + instance);
    assertThat(JsonWriter.toText(grant))
        .contains("\"EncryptionContextSubset\":{\"aws:ebs:id\":\"" + volume + "\"}");
    assertThat(identity("CreateGrant").string("invokedBy")).contains(EC2);
    JsonObject ebs = identity("Decrypt");
    assertThat(ebs.string("type")).contains("AssumedRole");
    assertThat(ebs.string("arn"))
        .contains("arn:aws:sts::123456789012:assumed-role/aws:ec2-infrastructure/" + instance);
    assertThat(ebs.string("invokedBy")).contains("AWS Internal");
    assertThat(world.event("Decrypt").string("userAgent")).contains("AWS Internal");
    assertThat(parameters("Decrypt"))
        .isEqualTo("{\"encryptionContext\":{\"aws:ebs:id\":\"" + volume + "\"}}");
    assertThat(world.event("Decrypt").string("requestID"))
        .isEqualTo(world.event("CreateGrant").string("requestID"));

    Secret held = world.attachedKeys.key(volume).orElseThrow();
    assertThat(held.length()).isEqualTo(64);
    begin = world.events.size();
    world.ok(ROOT, "ec2:DetachVolume", "{'VolumeId':'" + volume + "'}");
    assertThat(world.trail(begin)).containsExactly("DetachVolume", "RetireGrant");
    assertThat(held.isDestroyed()).isTrue();
    assertThat(world.attachedKeys.key(volume)).isEmpty();
    assertThat(world.grants(key)).isEmpty();
    world.ok(ROOT, "ec2:DeleteVolume", "{'VolumeId':'" + volume + "'}");
  }

  @Test
  void desktopsVolume_hasItsOwnGrantUnderTheServices() {
    String key = world.key();
    String instance = world.instance();
    String workspacesGrant = workspacesGrant(key);
    Caller service = EbsWorld.desktops(DESKTOP, instance);
    int begin = world.events.size();
    String volume = world.volume(service, encrypted(key));
    assertThat(world.trail(begin))
        .containsExactly("CreateVolume", "CreateGrant", "GenerateDataKeyWithoutPlaintext");
    assertThat(JsonWriter.toText(world.event("CreateVolume").member("additionalEventData").get()))
        .isEqualTo(
            "{\"userSid\":\"S-1-5-21-277731876-1789304096-451871588-1107\",\"directoryId\":"
                + "\"d-1234abcd01\",\"volumeIds\":[\""
                + volume
                + "\"]}");
    String both =
        "{\"aws:ebs:id\":\""
            + volume
            + "\",\"aws:workspaces:sid-directoryid\":\""
            + DESKTOP
            + "\"}";
    assertThat(identity("CreateGrant").string("type")).contains("AWSService");
    assertThat(identity("CreateGrant").string("invokedBy")).contains(WORKSPACES);
    JsonObject grant =
        world.grants(key).stream()
            .filter(one -> !one.string("GrantId").equals(Optional.of(workspacesGrant)))
            .findFirst()
            .orElseThrow();
    assertThat(grant.string("GranteePrincipal"))
        .contains("123456789012:aws:ec2-infrastructure:" + instance);
    assertThat(grant.string("RetiringPrincipal")).contains(WORKSPACES);
    assertThat(grant.object("Constraints").flatMap(c -> c.object("EncryptionContextSubset")))
        .contains(EbsWorld.json(both));
    assertThat(identity("GenerateDataKeyWithoutPlaintext").string("arn"))
        .contains("arn:aws:sts::123456789012:assumed-role/aws:ec2-infrastructure/" + instance);
    assertThat(context("GenerateDataKeyWithoutPlaintext")).contains(EbsWorld.json(both));

    begin = world.events.size();
    world.attach(volume, instance, "/dev/sda1");
    assertThat(world.trail(begin)).containsExactly("Decrypt", "AttachVolume");
    assertThat(context("Decrypt")).contains(EbsWorld.json(both));
    world.ok(ROOT, "ec2:DetachVolume", "{'VolumeId':'" + volume + "'}");
    begin = world.events.size();
    world.ok(ROOT, "ec2:DeleteVolume", "{'VolumeId':'" + volume + "'}");
    assertThat(world.trail(begin)).containsExactly("DeleteVolume", "RetireGrant");
    assertThat(world.grants(key)).hasSize(1);
  }

  /// The grant that WorkSpaces has by the time it makes volumes.
  private static String workspacesGrant(String key) {
    Caller admin = EbsWorld.caller(ROOT).via(WORKSPACES).with("kms:GrantIsForAWSResource", "true");
    return world
        .ok(
            admin,
            "kms:CreateGrant",
            "{'KeyId':'"
                + key
                + "','GranteePrincipal':'"
                + WORKSPACES
                + "','Operations':['CreateGrant','DescribeKey','RetireGrant','Decrypt',"
                + "'GenerateDataKeyWithoutPlaintext','ReEncryptFrom','ReEncryptTo'],"
                + "'Constraints':{'EncryptionContextSubset':{'aws:workspaces:sid-directoryid':'"
                + DESKTOP
                + "'}}}")
        .string("GrantId")
        .orElseThrow();
  }

  @Test
  void desktopsVolume_withoutTheServicesGrant_vanishes() {
    String key = world.key();
    String volume = world.volume(EbsWorld.desktops(DESKTOP, world.instance()), encrypted(key));
    assertVanished(volume);
    assertThat(world.grants(key)).isEmpty();
  }

  private static void assertVanished(String volume) {
    assertThat(world.refused(ROOT, "ec2:DescribeVolumes", "{'VolumeIds':['" + volume + "']}"))
        .isEqualTo("InvalidVolume.NotFound: The volume '" + volume + "' does not exist.");
  }

  @ParameterizedTest
  @CsvSource({
    "disabled, DisabledException",
    "pending deletion, KMSInvalidStateException",
    "asymmetric, InvalidKeyUsageException",
    "unknown alias, NotFoundException",
    "no key at all, NotFoundException",
    "other account, AccessDenied"
  })
  void createVolume_underABadKey_succeedsAndVanishes(String what, String error) {
    String key = badKey(what);
    String volume = world.volume(ROOT, encrypted(key));
    assertThat(world.event("GenerateDataKeyWithoutPlaintext").string("errorCode")).contains(error);
    assertThat(parameters("GenerateDataKeyWithoutPlaintext")).contains(volume);
    assertThat(world.event("CreateVolume").string("errorCode")).isEmpty();
    assertVanished(volume);
  }

  private static String badKey(String what) {
    return switch (what) {
      case "disabled" -> {
        String key = world.key();
        world.ok(ROOT, "kms:DisableKey", "{'KeyId':'" + key + "'}");
        yield key;
      }
      case "pending deletion" -> {
        String key = world.key();
        world.ok(ROOT, "kms:ScheduleKeyDeletion", "{'KeyId':'" + key + "'}");
        yield key;
      }
      case "asymmetric" ->
          world
              .ok(ROOT, "kms:CreateKey", "{'KeySpec':'RSA_2048','KeyUsage':'SIGN_VERIFY'}")
              .object("KeyMetadata")
              .flatMap(key -> key.string("Arn"))
              .orElseThrow();
      case "unknown alias" -> "alias/there-is-none";
      case "other account" ->
          world
              .ok(OTHER_ROOT, "kms:CreateKey", "{}")
              .object("KeyMetadata")
              .flatMap(key -> key.string("Arn"))
              .orElseThrow();
      default -> "not a key";
    };
  }

  @Test
  void keys_mayBeNamedInEveryWay() {
    String key = world.key();
    world.ok(ROOT, "kms:CreateAlias", "{'AliasName':'alias/desktops','TargetKeyId':'" + key + "'}");
    String id = key.substring(key.indexOf("key/") + 4);
    for (String name :
        List.of(key, id, "alias/desktops", "arn:aws:kms:us-west-2:123456789012:alias/desktops")) {
      String volume = world.volume(ROOT, encrypted(name));
      assertThat(world.describe(volume).string("KmsKeyId")).as(name).contains(key);
    }
    String byDefault = world.volume(ROOT, ",'Encrypted':true");
    assertThat(world.describe(byDefault).string("KmsKeyId").orElseThrow())
        .startsWith("arn:aws:kms:us-west-2:123456789012:key/");
  }

  @Test
  void attach_underADisabledKey_saysSoAndLeavesNothing() {
    String key = world.key();
    String instance = world.instance();
    String volume = world.volume(ROOT, encrypted(key));
    world.ok(ROOT, "kms:DisableKey", "{'KeyId':'" + key + "'}");
    assertThat(world.refused(ROOT, "ec2:AttachVolume", attachment(volume, instance, "/dev/sdf")))
        .isEqualTo(
            "CustomerKeyHasBeenRevoked: The KMS key cannot be accessed. " + key + " is disabled.");
    assertThat(world.state(volume)).isEqualTo("available");
    assertThat(world.attachedKeys.key(volume)).isEmpty();
    assertThat(world.grants(key)).isEmpty();
    world.ok(ROOT, "kms:EnableKey", "{'KeyId':'" + key + "'}");
    world.attach(volume, instance, "/dev/sdf");
    // An attached volume goes on; it can always be taken off.
    world.ok(ROOT, "kms:DisableKey", "{'KeyId':'" + key + "'}");
    assertThat(world.attachedKeys.key(volume)).isPresent();
    world.ok(ROOT, "ec2:DetachVolume", "{'VolumeId':'" + volume + "'}");
    assertThat(world.grants(key)).isEmpty();
  }

  @Test
  void desktopsVolume_underADisabledKey_isNotAttached() {
    String key = world.key();
    String instance = world.instance();
    workspacesGrant(key);
    String volume = world.volume(EbsWorld.desktops(DESKTOP, instance), encrypted(key));
    world.ok(ROOT, "kms:DisableKey", "{'KeyId':'" + key + "'}");
    assertThat(world.refused(ROOT, "ec2:AttachVolume", attachment(volume, instance, "/dev/sdf")))
        .isEqualTo(
            "CustomerKeyHasBeenRevoked: The KMS key cannot be accessed. " + key + " is disabled.");
    world.ok(ROOT, "kms:EnableKey", "{'KeyId':'" + key + "'}");
    world.attach(volume, instance, "/dev/sdf");
  }

  @Test
  void callers_needKmsPermissionsOfTheirOwn() {
    String key = world.key();
    String instance = world.instance();
    world.let(ALICE, allow("ec2:*"));
    assertVanished(world.volume(ALICE, encrypted(key)));
    world.let(ALICE, allow("ec2:*", "kms:GenerateDataKeyWithoutPlaintext"));
    String volume = world.volume(ALICE, encrypted(key));
    assertThat(world.state(volume)).isEqualTo("available");
    assertThat(world.refused(ALICE, "ec2:AttachVolume", attachment(volume, instance, "/dev/sdf")))
        .startsWith("UnauthorizedOperation: User: arn:aws:iam::123456789012:user/Alice is not")
        .contains("kms:CreateGrant");
    assertThat(world.state(volume)).isEqualTo("available");
    world.let(
        ALICE,
        allow("ec2:*"),
        EbsWorld.allowIf(
            "{\"Bool\":{\"kms:GrantIsForAWSResource\":\"true\"},\"StringEquals\":"
                + "{\"kms:ViaService\":\"ec2.us-west-2.amazonaws.com\"}}",
            "kms:CreateGrant"));
    world.ok(ALICE, "ec2:AttachVolume", attachment(volume, instance, "/dev/sdf"));
    world.ok(ALICE, "ec2:DetachVolume", "{'VolumeId':'" + volume + "'}");
    assertThat(world.grants(key)).isEmpty();
  }

  @Test
  void createVolume_isGoodForUseOnlyByEbs() {
    String key = world.key();
    String volume = world.volume(ROOT, encrypted(key));
    world.attach(volume, world.instance(), "/dev/sdf");
    // The policy statement for grants "for AWS resources" does not count for a person's own call.
    world.let(
        ALICE,
        EbsWorld.allowIf("{\"Bool\":{\"kms:GrantIsForAWSResource\":\"true\"}}", "kms:CreateGrant"));
    assertThat(
            world.refused(
                ALICE,
                "kms:CreateGrant",
                "{'KeyId':'"
                    + key
                    + "','GranteePrincipal':'arn:aws:iam::123456789012:root',"
                    + "'Operations':['Decrypt']}"))
        .startsWith("AccessDenied");
  }

  @Test
  void equalHalves_makeAVolumeUseless() {
    String key = world.key();
    String instance = world.instance();
    String volume = world.volume(ROOT, encrypted(key));
    Secret weak = Secret.owning(new byte[64]);
    world.opened = real -> weak;
    assertThat(world.refused(ROOT, "ec2:AttachVolume", attachment(volume, instance, "/dev/sdf")))
        .startsWith("CustomerKeyHasBeenRevoked: The KMS key cannot be accessed. The volume's data");
    assertThat(weak.isDestroyed()).isTrue();
    assertThat(world.state(volume)).isEqualTo("error");
    assertThat(world.grants(key)).isEmpty();
    world.ok(ROOT, "ec2:DeleteVolume", "{'VolumeId':'" + volume + "'}");
    assertVanished(volume);
  }

  /// Wherever the server ends on the way to a volume, the next one brings it there, and after its
  /// deletion nothing of it is left.
  @ParameterizedTest
  @CsvSource({"0,false", "0,true", "1,false", "1,true"})
  void creation_thatWasCutOff_isFinished(int nth, boolean happens) {
    String key = world.key();
    String instance = world.instance();
    workspacesGrant(key);
    for (Caller caller : List.of(EbsWorld.caller(ROOT), EbsWorld.desktops(DESKTOP, instance))) {
      world.cuttable.cut(nth, happens);
      String volume = world.volume(caller, encrypted(key));
      world.restart();
      assertThat(world.state(volume)).isEqualTo("available");
      world.attach(volume, instance, "/dev/sdf");
      world.ok(ROOT, "ec2:DetachVolume", "{'VolumeId':'" + volume + "'}");
      world.ok(ROOT, "ec2:DeleteVolume", "{'VolumeId':'" + volume + "'}");
      assertThat(world.grants(key)).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"0,false", "0,true", "1,false"})
  void attachment_thatWasCutOff_isUndone(int nth, boolean happens) {
    String key = world.key();
    String instance = world.instance();
    String volume = world.volume(ROOT, encrypted(key));
    world.cuttable.cut(nth, happens);
    assertThat(world.refused(ROOT, "ec2:AttachVolume", attachment(volume, instance, "/dev/sdf")))
        .isNotEmpty();
    world.restart();
    assertThat(world.state(volume)).isEqualTo("available");
    assertThat(world.attachedKeys.key(volume)).isEmpty();
    assertThat(world.grants(key)).isEmpty();
    world.attach(volume, instance, "/dev/sdf");
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void endings_thatWereCutOff_areFinished(boolean happens) {
    String key = world.key();
    String instance = world.instance();
    workspacesGrant(key);
    String plain = world.volume(ROOT, encrypted(key));
    String desktops = world.volume(EbsWorld.desktops(DESKTOP, instance), encrypted(key));
    world.attach(plain, instance, "/dev/sdf");
    world.cuttable.cut(0, happens);
    world.ok(ROOT, "ec2:DetachVolume", "{'VolumeId':'" + plain + "'}");
    world.cuttable.cut(0, happens);
    world.ok(ROOT, "ec2:DeleteVolume", "{'VolumeId':'" + desktops + "'}");
    assertThat(world.state(desktops)).isEqualTo("deleting");
    world.restart();
    assertThat(world.state(plain)).isEqualTo("available");
    assertVanished(desktops);
    assertThat(world.grants(key)).hasSize(1);
  }

  /// Half-way through an attachment, a new server takes it back.
  @Test
  void reservedAttachment_isUndoneAtTheStart() {
    String key = world.key();
    String instance = world.instance();
    String volume = world.volume(ROOT, encrypted(key));
    Place place = new Place(EbsWorld.ACCOUNT, EbsWorld.REGION);
    Volume stored = TestPostgres.await(world.volumes.volume(place, volume)).orElseThrow();
    Attachment half =
        new Attachment(
            instance,
            "/dev/sdf",
            false,
            EbsWorld.NOW,
            Optional.of(new KeyGrant(key, "ebs:" + volume + ":x", instance)));
    TestPostgres.await(
        world.database.inTransaction(
            tx ->
                world
                    .volumes
                    .lock(tx, stored)
                    .compose(_ -> world.volumes.update(tx, stored.attaching(half)))));
    assertThat(world.state(volume)).isEqualTo("in-use");
    assertThat(world.refused(ROOT, "ec2:DetachVolume", "{'VolumeId':'" + volume + "'}"))
        .startsWith("IncorrectState");
    world.restart();
    assertThat(world.state(volume)).isEqualTo("available");
  }
}
