package io.keytrail.server.ebs;

import static io.keytrail.server.ebs.EbsWorld.ACCOUNT;
import static io.keytrail.server.ebs.EbsWorld.ALICE;
import static io.keytrail.server.ebs.EbsWorld.OTHER_ROOT;
import static io.keytrail.server.ebs.EbsWorld.ROOT;
import static io.keytrail.server.ebs.EbsWorld.allow;
import static io.keytrail.server.ebs.EbsWorld.allowIf;
import static io.keytrail.server.ebs.EbsWorld.attachment;
import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.policy.eval.Principal;
import io.keytrail.server.crypto.RowTampered;
import io.keytrail.server.store.TestPostgres;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Volumes without encryption: their life, and what is refused.
class VolumesTest {
  private static EbsWorld world;

  @BeforeAll
  static void open() {
    world = new EbsWorld();
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @Test
  void volume_livesFromCreationToDeletion() {
    String instance = world.instance();
    JsonObject created =
        world.ok(
            ROOT,
            "ec2:CreateVolume",
            "{'AvailabilityZone':'us-west-2a','Size':100,'TagSpecifications':[{'ResourceType':"
                + "'volume','Tags':[{'Key':'team','Value':'x'}]}]}");
    String id = created.string("VolumeId").orElseThrow();
    assertThat(id).startsWith("vol-0").hasSize(21);
    assertThat(created.string("State")).contains("creating");
    assertThat(created.string("VolumeType")).contains("gp2");
    assertThat(JsonWriter.toText(created)).contains("\"Iops\":300", "\"Encrypted\":false");
    assertThat(world.state(id)).isEqualTo("available");

    JsonObject attaching = world.attach(id, instance, "/dev/sdf");
    assertThat(attaching.string("State")).contains("attaching");
    assertThat(world.state(id)).isEqualTo("in-use");
    JsonObject attachment = EbsWorld.list(world.describe(id), "Attachments").getFirst();
    assertThat(attachment.string("State")).contains("attached");
    assertThat(attachment.string("Device")).contains("/dev/sdf");
    assertThat(world.refused(ROOT, "ec2:DeleteVolume", "{'VolumeId':'" + id + "'}"))
        .isEqualTo("VolumeInUse: Volume " + id + " is currently attached to " + instance);

    assertThat(world.ok(ROOT, "ec2:DetachVolume", "{'VolumeId':'" + id + "'}").string("State"))
        .contains("detaching");
    assertThat(world.state(id)).isEqualTo("available");
    assertThat(EbsWorld.list(world.describe(id), "Attachments")).isEmpty();
    world.ok(ROOT, "ec2:DeleteVolume", "{'VolumeId':'" + id + "'}");
    for (String operation : List.of("ec2:DeleteVolume", "ec2:DetachVolume")) {
      assertThat(world.refused(ROOT, operation, "{'VolumeId':'" + id + "'}"))
          .isEqualTo("InvalidVolume.NotFound: The volume '" + id + "' does not exist.");
    }
    assertThat(world.refused(ROOT, "ec2:DescribeVolumes", "{'VolumeIds':['" + id + "']}"))
        .startsWith("InvalidVolume.NotFound");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ~~                                  | MissingParameter: The request must contain the parameter size/snapshot
          'Size':0                            | InvalidParameterValue: Volume of 0GiB is too small for volume type gp2; minimum is 1 GiB.
          'Size':16385                        | InvalidParameterValue: Volume of 16385GiB is too large for volume type gp2; maximum is 16384 GiB.
          'Size':1,'VolumeType':'st1'         | InvalidParameterValue: Volume of 1GiB is too small for volume type st1; minimum is 125 GiB.
          'Size':1025,'VolumeType':'standard' | InvalidParameterValue: Volume of 1025GiB is too large for volume type standard; maximum is 1024 GiB.
          'Size':8,'VolumeType':'gp9'         | InvalidParameterValue: Value (gp9) for parameter VolumeType is invalid.
          'Size':8,'VolumeType':'io1'         | MissingParameter: The parameter iops must be specified for io1 volumes.
          'Size':8,'Iops':300                 | InvalidParameterCombination: The parameter iops is not supported for gp2 volumes.
          'Size':8,'VolumeType':'io1','Iops':99 | InvalidParameterValue: Volume iops of 99 is too low; minimum is 100.
          'Size':8,'VolumeType':'io1','Iops':401 | InvalidParameterValue: Iops to volume size ratio of 50.125000 is too high; maximum is 50.
          'Size':8,'VolumeType':'gp3','Iops':16001 | InvalidParameterValue: Volume iops of 16001 is too high; maximum is 16000.
          'Size':8,'VolumeType':'gp3','Throughput':124 | InvalidParameterValue: Throughput of 124 MiB/s is out of range; minimum is 125, maximum is 1000.
          'Size':8,'VolumeType':'gp3','Throughput':1000 | InvalidParameterValue: Throughput (MiBps) to iops ratio of 0.333333 is too high; maximum is 0.250000 MiBps per iops
          'Size':8,'Throughput':125           | InvalidParameterCombination: The parameter throughput is not supported for gp2 volumes.
          'Size':8,'KmsKeyId':'alias/x'       | InvalidParameterDependency: The parameter KmsKeyId requires the parameter Encrypted to be set.
          'Size':8,'SnapshotId':'snap-1234abcd' | UnsupportedOperation: The parameter SnapshotId is not supported here.
          'Size':8,'TagSpecifications':[{'ResourceType':'instance','Tags':[{'Key':'k'}]}] | InvalidParameterValue: 'instance' is not a valid taggable resource type for this operation.
          'Size':8,'TagSpecifications':[{'ResourceType':'volume','Tags':[{'Key':'aws:x'}]}] | InvalidParameterValue: Tag keys starting with 'aws:' are reserved for internal use
          'Size':8,'TagSpecifications':[{'ResourceType':'volume','Tags':[{'Key':'k'},{'Key':'k'}]}] | InvalidParameterValue: Duplicate tag key 'k' specified.
          'Size':8,'TagSpecifications':[{'ResourceType':'volume','Tags':[{'Key':'\\u0007'}]}] | InvalidParameterValue: Tag key contains characters that are not allowed
          """)
  void volumesThatCannotBe_areRefused(String more, String refusal) {
    String members = more.isEmpty() ? "" : "," + more;
    assertThat(
            world.refused(
                ROOT, "ec2:CreateVolume", "{'AvailabilityZone':'us-west-2a'" + members + "}"))
        .isEqualTo(refusal);
  }

  @Test
  void limits_areAllowed() {
    for (String fits :
        List.of(
            "'Size':16384",
            "'Size':4,'VolumeType':'io1','Iops':200",
            "'Size':1,'VolumeType':'gp3','Iops':3000,'Throughput':750",
            "'Size':65536,'VolumeType':'io2','Iops':256000",
            "'Size':125,'VolumeType':'sc1'",
            "'Size':1,'VolumeType':'standard'")) {
      world.ok(ROOT, "ec2:CreateVolume", "{'AvailabilityZone':'us-west-2f'," + fits + "}");
    }
    assertThat(
            world.refused(ROOT, "ec2:CreateVolume", "{'AvailabilityZone':'us-west-2g','Size':1}"))
        .isEqualTo("InvalidZone.NotFound: The zone 'us-west-2g' does not exist.");
  }

  @Test
  void attach_refusesWhatDoesNotFit() {
    String instance = world.instance();
    String volume = world.volume(ROOT, "");
    String second = world.volume(ROOT, "");
    String elsewhere =
        world
            .ok(ROOT, "ec2:CreateVolume", "{'AvailabilityZone':'us-west-2b','Size':8}")
            .string("VolumeId")
            .orElseThrow();
    world.attach(volume, instance, "/dev/sdf");
    assertThat(attachRefused(volume, instance, "/dev/sdg"))
        .isEqualTo("VolumeInUse: " + volume + " is already attached to an instance");
    assertThat(attachRefused(second, instance, "sdf"))
        .isEqualTo(
            "InvalidParameterValue: Invalid value 'sdf' for unixDevice. Attachment point sdf is"
                + " already in use");
    assertThat(attachRefused(elsewhere, instance, "/dev/sdg"))
        .isEqualTo(
            "InvalidVolume.ZoneMismatch: The volume '%s' is not in the same availability zone as"
                    .formatted(elsewhere)
                + " instance '"
                + instance
                + "'");
    assertThat(attachRefused(second, instance, "/dev/floppy"))
        .startsWith("InvalidParameterValue: Value (/dev/floppy) for parameter device is invalid.");
    assertThat(attachRefused("vol-1", instance, "/dev/sdg"))
        .isEqualTo(
            "InvalidParameterValue: Value (vol-1) for parameter volumeId is invalid. Expected:"
                + " 'vol-...'.");
    assertThat(attachRefused(second, "web-1", "/dev/sdg"))
        .isEqualTo("InvalidInstanceID.Malformed: Invalid id: \"web-1\" (expecting \"i-...\")");
    assertThat(attachRefused(second, "i-1234abcd", "/dev/sdg"))
        .isEqualTo("InvalidInstanceID.NotFound: The instance ID 'i-1234abcd' does not exist");
    world.ok(ROOT, "ec2:TerminateInstances", "{'InstanceIds':['" + instance + "']}");
    assertThat(attachRefused(second, instance, "/dev/sdg"))
        .isEqualTo("IncorrectState: Instance '" + instance + "' is not 'running'.");
    assertThat(world.state(volume)).isEqualTo("available");
  }

  private static String attachRefused(String volume, String instance, String device) {
    return world.refused(ROOT, "ec2:AttachVolume", attachment(volume, instance, device));
  }

  @Test
  void detach_wantsTheRightAttachment() {
    String instance = world.instance();
    String volume = world.volume(ROOT, "");
    assertThat(world.refused(ROOT, "ec2:DetachVolume", "{'VolumeId':'" + volume + "'}"))
        .isEqualTo(
            "InvalidAttachment.NotFound: Volume '" + volume + "' is not attached to any instance.");
    world.attach(volume, instance, "/dev/sdf");
    assertThat(
            world.refused(ROOT, "ec2:DetachVolume", attachment(volume, "i-1234abcd", "/dev/sdf")))
        .isEqualTo(
            "InvalidAttachment.NotFound: Volume '%s' is not attached to instance 'i-1234abcd' as"
                    .formatted(volume)
                + " device '/dev/sdf'.");
    assertThat(world.refused(ROOT, "ec2:DetachVolume", attachment(volume, instance, "/dev/sdg")))
        .startsWith("InvalidAttachment.NotFound");
    world.ok(ROOT, "ec2:DetachVolume", attachment(volume, instance, "/dev/sdf"));
  }

  @Test
  void volumes_areTheAccountsOwn() {
    String volume = world.volume(ROOT, "");
    assertThat(world.refused(OTHER_ROOT, "ec2:DeleteVolume", "{'VolumeId':'" + volume + "'}"))
        .startsWith("InvalidVolume.NotFound");
    assertThat(EbsWorld.list(world.ok(OTHER_ROOT, "ec2:DescribeVolumes", "{}"), "Volumes"))
        .isEmpty();
  }

  @Test
  void clientToken_makesOneVolume() {
    String wish = "{'AvailabilityZone':'us-west-2a','Size':8,'ClientToken':'once'";
    String id = world.ok(ROOT, "ec2:CreateVolume", wish + "}").string("VolumeId").orElseThrow();
    assertThat(world.ok(ROOT, "ec2:CreateVolume", wish + "}").string("VolumeId")).contains(id);
    assertThat(world.refused(ROOT, "ec2:CreateVolume", wish + ",'VolumeType':'gp3'}"))
        .startsWith("IdempotentParameterMismatch: ");
    assertThat(
            world.refused(
                ROOT,
                "ec2:CreateVolume",
                "{'AvailabilityZone':'us-west-2a','Size':8,'ClientToken':'"
                    + "x".repeat(65)
                    + "'}"))
        .startsWith("InvalidParameterValue: Invalid client token");
    world.ok(ROOT, "ec2:DeleteVolume", "{'VolumeId':'" + id + "'}");
    assertThat(world.ok(ROOT, "ec2:CreateVolume", wish + "}").string("VolumeId"))
        .isNotEqualTo(Optional.of(id));
  }

  @Test
  void actions_areAuthorisedWithTheirConditions() {
    String denied = "UnauthorizedOperation: You are not authorized to perform this operation. ";
    world.let(ALICE);
    String wish = "{'AvailabilityZone':'us-west-2a','Size':8";
    assertThat(world.refused(ALICE, "ec2:CreateVolume", wish + "}"))
        .isEqualTo(
            denied
                + "User: arn:aws:iam::123456789012:user/Alice is not authorized to perform:"
                + " ec2:CreateVolume on resource: arn:aws:ec2:us-west-2:123456789012:volume/*"
                + " because no identity-based policy allows the ec2:CreateVolume action");
    world.let(
        ALICE,
        allowIf("{\"NumericLessThan\":{\"ec2:VolumeSize\":\"9\"}}", "ec2:CreateVolume"),
        allowIf("{\"StringEquals\":{\"aws:RequestTag/team\":\"x\"}}", "ec2:CreateTags"),
        allowIf("{\"StringEquals\":{\"aws:ResourceTag/team\":\"x\"}}", "ec2:DeleteVolume"));
    String plain = world.volume(ALICE, "");
    assertThat(
            world.refused(ALICE, "ec2:CreateVolume", "{'AvailabilityZone':'us-west-2a','Size':9}"))
        .startsWith(denied);
    String tagged = tagged("x");
    assertThat(world.refused(ALICE, "ec2:CreateVolume", tagged("y")))
        .contains("is not authorized to perform: ec2:CreateTags on resource: ");
    String mine = world.ok(ALICE, "ec2:CreateVolume", tagged).string("VolumeId").orElseThrow();
    assertThat(world.refused(ALICE, "ec2:DeleteVolume", "{'VolumeId':'" + plain + "'}"))
        .startsWith(denied);
    // Who may not do it is not told whether it is there.
    assertThat(world.refused(ALICE, "ec2:DeleteVolume", "{'VolumeId':'vol-1234abcd'}"))
        .startsWith(denied);
    world.ok(ALICE, "ec2:DeleteVolume", "{'VolumeId':'" + mine + "'}");
    assertThat(world.event("DeleteVolume").string("errorCode")).isEmpty();
  }

  private static String tagged(String team) {
    return "{'AvailabilityZone':'us-west-2a','Size':8,'TagSpecifications':[{'ResourceType':"
        + "'volume','Tags':[{'Key':'team','Value':'"
        + team
        + "'}]}]}";
  }

  @Test
  void attach_isCheckedOnBoth() {
    String instance = world.instance();
    String volume = world.volume(ROOT, "");
    world.let(
        ALICE,
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"ec2:*\","
            + "\"Resource\":\"arn:aws:ec2:us-west-2:"
            + ACCOUNT
            + ":volume/"
            + volume
            + "\"}}");
    assertThat(world.refused(ALICE, "ec2:AttachVolume", attachment(volume, instance, "/dev/sdf")))
        .contains(
            "ec2:AttachVolume on resource: arn:aws:ec2:us-west-2:123456789012:instance/"
                + instance);
    world.let(ALICE, allow("ec2:AttachVolume"));
    world.ok(ALICE, "ec2:AttachVolume", attachment(volume, instance, "/dev/sdf"));
  }

  @Test
  void dryRun_saysWhatWouldHappen() {
    int before = EbsWorld.list(world.ok(ROOT, "ec2:DescribeVolumes", "{}"), "Volumes").size();
    String wish = "{'AvailabilityZone':'us-west-2a','Size':8,'DryRun':true}";
    assertThat(world.refused(ROOT, "ec2:CreateVolume", wish))
        .isEqualTo("DryRunOperation: Request would have succeeded, but DryRun flag is set.");
    assertThat(world.event("CreateVolume").string("errorCode")).contains("Client.DryRunOperation");
    world.let(ALICE);
    assertThat(world.refused(ALICE, "ec2:CreateVolume", wish)).startsWith("UnauthorizedOperation");
    for (String call :
        List.of(
            "ec2:DeleteVolume {'VolumeId':'vol-1234abcd','DryRun':true}",
            "ec2:AttachVolume {'VolumeId':'vol-1234abcd','InstanceId':'i-1234abcd','Device':'/dev/sdf',"
                + "'DryRun':true}",
            "ec2:DetachVolume {'VolumeId':'vol-1234abcd','DryRun':true}",
            "ec2:DescribeVolumes {'DryRun':true}",
            "ec2:DescribeInstances {'DryRun':true}",
            "ec2:TerminateInstances {'InstanceIds':['i-1234abcd'],'DryRun':true}",
            "ec2:RunInstances {'ImageId':'ami-1234abcd','MinCount':1,'MaxCount':1,'DryRun':true}")) {
      int blank = call.indexOf(' ');
      assertThat(world.refused(ROOT, call.substring(0, blank), call.substring(blank + 1)))
          .as(call)
          .startsWith("DryRunOperation");
    }
    assertThat(EbsWorld.list(world.ok(ROOT, "ec2:DescribeVolumes", "{}"), "Volumes"))
        .hasSize(before);
  }

  @Test
  void describe_filters() {
    String instance = world.instance();
    String one = tagged(ROOT, "blue*");
    String two = tagged(ROOT, "blueish");
    world.attach(one, instance, "/dev/sdf");
    String tag = "{'Name':'tag:shade','Values':['%s']}";
    assertThat(found(tag.formatted("blue*"))).containsExactlyInAnyOrder(one, two);
    assertThat(found(tag.formatted("blue\\\\*"))).containsExactly(one);
    assertThat(found(tag.formatted("blue?sh"))).containsExactly(two);
    assertThat(found(tag.formatted("Blue*"))).isEmpty();
    assertThat(found(tag.formatted("blue*") + ",{'Name':'status','Values':['in-use','error']}"))
        .containsExactly(one);
    assertThat(found("{'Name':'tag-key','Values':['shade']}")).containsExactlyInAnyOrder(one, two);
    assertThat(found("{'Name':'attachment.instance-id','Values':['" + instance + "']}"))
        .containsExactly(one);
    assertThat(found("{'Name':'create-time','Values':['2026-11-23T12:34:56.789Z']}"))
        .contains(one, two);
    assertThat(
            world.refused(
                ROOT, "ec2:DescribeVolumes", "{'Filters':[{'Name':'colour','Values':['x']}]}"))
        .isEqualTo("InvalidParameterValue: The filter 'colour' is invalid");
    assertThat(world.refused(ROOT, "ec2:DescribeVolumes", "{'Filters':[{'Name':'status'}]}"))
        .isEqualTo("InvalidParameterValue: The filter 'status' has no values");
    assertThat(
            world.refused(
                ROOT,
                "ec2:DescribeVolumes",
                "{'Filters':[{'Name':'size','Values':['1'" + ",'1'".repeat(200) + "]}]}"))
        .startsWith("FilterLimitExceeded");
  }

  private static String tagged(Principal who, String shade) {
    return world.volume(
        who,
        ",'TagSpecifications':[{'ResourceType':'volume','Tags':[{'Key':'shade','Value':'"
            + shade
            + "'}]}]");
  }

  private static List<String> found(String filters) {
    return ids(world.ok(ROOT, "ec2:DescribeVolumes", "{'Filters':[" + filters + "]}"));
  }

  private static List<String> ids(JsonObject answer) {
    return EbsWorld.list(answer, "Volumes").stream()
        .map(volume -> volume.string("VolumeId").orElseThrow())
        .toList();
  }

  @Test
  void describe_pages() {
    for (int i = 0; i < 7; i++) {
      tagged(OTHER_ROOT, "page");
    }
    String filter = "{'Filters':[{'Name':'tag:shade','Values':['page']}],'MaxResults':5";
    List<String> all = new ArrayList<>();
    JsonObject page = world.ok(OTHER_ROOT, "ec2:DescribeVolumes", filter + "}");
    all.addAll(ids(page));
    assertThat(all).hasSize(5);
    String token = page.string("NextToken").orElseThrow();
    page = world.ok(OTHER_ROOT, "ec2:DescribeVolumes", filter + ",'NextToken':'" + token + "'}");
    all.addAll(ids(page));
    assertThat(page.string("NextToken")).isEmpty();
    assertThat(new HashSet<>(all)).hasSize(7);
    for (String bad : List.of("x", "dm9s", "!", token + "A")) {
      assertThat(world.refused(OTHER_ROOT, "ec2:DescribeVolumes", "{'NextToken':'" + bad + "'}"))
          .startsWith("InvalidNextToken");
    }
    assertThat(world.refused(ROOT, "ec2:DescribeVolumes", "{'MaxResults':4}"))
        .startsWith("InvalidParameterValue: Value ( 4 ) for parameter maxResults is invalid.");
    assertThat(
            world.refused(
                ROOT, "ec2:DescribeVolumes", "{'MaxResults':5,'VolumeIds':['vol-1234abcd']}"))
        .startsWith("InvalidParameterCombination");
    for (int i = 0; i < 7; i++) {
      world.ok(OTHER_ROOT, "ec2:DeleteVolume", "{'VolumeId':'" + all.get(i) + "'}");
    }
  }

  @Test
  void rowsThatSomebodyElseWrote_areNotAnswered() {
    String volume = world.volume(ROOT, "");
    var row =
        TestPostgres.await(
                world.database.read(
                    "SELECT content FROM ec2_volume WHERE id = $1", Tuple.of(volume)))
            .iterator()
            .next();
    String forged = row.getBuffer("content").toString().replace("AVAILABLE", "ERROR");
    TestPostgres.await(
        world.database.write(
            "UPDATE ec2_volume SET content = $2 WHERE id = $1",
            Tuple.of(volume, Buffer.buffer(forged))));
    assertThat(
            TestPostgres.failureOf(
                world.volumes.volume(new Place(ACCOUNT, EbsWorld.REGION), volume)))
        .isInstanceOf(RowTampered.class);
    TestPostgres.await(
        world.database.write("DELETE FROM ec2_volume WHERE id = $1", Tuple.of(volume)));
  }
}
