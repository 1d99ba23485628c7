package io.keytrail.server.ebs;

import static io.keytrail.server.ebs.EbsWorld.ALICE;
import static io.keytrail.server.ebs.EbsWorld.OTHER_ROOT;
import static io.keytrail.server.ebs.EbsWorld.ROOT;
import static io.keytrail.server.ebs.EbsWorld.allowIf;
import static io.keytrail.server.ebs.EbsWorld.list;
import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.server.store.TestPostgres;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Instances as records.
class InstancesTest {
  private static final String WISH = "{'ImageId':'ami-1234abcd','MinCount':%d,'MaxCount':%d%s}";

  private static EbsWorld world;

  @BeforeAll
  static void open() {
    world = new EbsWorld();
  }

  @AfterAll
  static void close() {
    world.close();
  }

  private static List<JsonObject> run(int min, int max, String more) {
    return list(world.ok(ROOT, "ec2:RunInstances", WISH.formatted(min, max, more)), "Instances");
  }

  private static String id(JsonObject instance) {
    return instance.string("InstanceId").orElseThrow();
  }

  private static List<JsonObject> described(String input) {
    return list(world.ok(ROOT, "ec2:DescribeInstances", input), "Reservations").stream()
        .flatMap(reservation -> list(reservation, "Instances").stream())
        .toList();
  }

  @Test
  void instances_runFromTheStart() {
    List<JsonObject> launched =
        run(
            2,
            3,
            ",'InstanceType':'t3.micro','KeyName':'k','Placement':{'AvailabilityZone':'us-west-2c'},"
                + "'TagSpecifications':[{'ResourceType':'instance','Tags':[{'Key':'a','Value':'b'}]}]");
    assertThat(launched).hasSize(3);
    assertThat(JsonWriter.toText(launched.getFirst()))
        .contains("{\"Code\":0,\"Name\":\"pending\"}", "\"AmiLaunchIndex\":0", "\"KeyName\":\"k\"");
    assertThat(id(launched.getFirst())).startsWith("i-0").hasSize(19);
    Set<String> addresses = new HashSet<>();
    launched.forEach(one -> addresses.add(one.string("PrivateIpAddress").orElseThrow()));
    assertThat(addresses).hasSize(3).allMatch(ip -> ip.startsWith("10."));

    JsonObject shown = described("{'InstanceIds':['" + id(launched.get(1)) + "']}").getFirst();
    assertThat(JsonWriter.toText(shown))
        .contains(
            "{\"Code\":16,\"Name\":\"running\"}",
            "\"AvailabilityZone\":\"us-west-2c\"",
            "\"InstanceType\":\"t3.micro\"",
            "{\"Key\":\"a\",\"Value\":\"b\"}");
    assertThat(JsonWriter.toText(world.event("RunInstances").member("responseElements").get()))
        .contains(id(launched.get(1)), "\"instancesSet\":{\"items\":[");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'MinCount':1,'MaxCount':1}                       | MissingParameter: The request must contain the parameter ImageId
          {'ImageId':'ami-1','MinCount':1,'MaxCount':1}     | InvalidAMIID.Malformed: Invalid id: "ami-1" (expecting "ami-...")
          {'ImageId':'ami-1234abcd','MaxCount':1}           | MissingParameter: The request must contain the parameter MinCount
          {'ImageId':'ami-1234abcd','MinCount':2,'MaxCount':1} | InvalidParameterCombination: The parameter minCount must not be greater than maxCount (2 > 1)
          {'ImageId':'ami-1234abcd','MinCount':0,'MaxCount':1} | InvalidParameterValue: Value (0) for parameter minCount is invalid. It must be at least 1.
          {'ImageId':'ami-1234abcd','MinCount':101,'MaxCount':101} | InstanceLimitExceeded: You have requested 101 instances; one request launches at most 100.
          {'ImageId':'ami-1234abcd','MinCount':1,'MaxCount':1,'InstanceType':'z9.huge'} | InvalidParameterValue: Value (z9.huge) for parameter InstanceType is invalid.
          {'ImageId':'ami-1234abcd','MinCount':1,'MaxCount':1,'SubnetId':'subnet-1234abcd'} | UnsupportedOperation: The parameter SubnetId is not supported here.
          {'ImageId':'ami-1234abcd','MinCount':1,'MaxCount':1,'Placement':{'AvailabilityZone':'eu-west-1a'}} | InvalidZone.NotFound: The zone 'eu-west-1a' does not exist.
          """)
  void launchesThatCannotBe_areRefused(String wish, String refusal) {
    assertThat(world.refused(ROOT, "ec2:RunInstances", wish)).isEqualTo(refusal);
  }

  @Test
  void maxCount_isCutToWhatThereIs() {
    assertThat(run(1, 1_000, ",'Placement':{'AvailabilityZone':'us-west-2f'}")).hasSize(100);
  }

  @Test
  void clientToken_launchesOnce() {
    String token = ",'ClientToken':'launch'";
    String first = id(run(1, 1, token).getFirst());
    assertThat(id(run(1, 1, token).getFirst())).isEqualTo(first);
    assertThat(world.refused(ROOT, "ec2:RunInstances", WISH.formatted(2, 2, token)))
        .startsWith("IdempotentParameterMismatch");
    assertThat(
            list(
                world.ok(OTHER_ROOT, "ec2:RunInstances", WISH.formatted(1, 1, token)), "Instances"))
        .hasSize(1)
        .noneMatch(one -> id(one).equals(first));
  }

  @Test
  void terminate_detachesAndIsForgottenAfterAnHour() {
    String instance = id(run(1, 1, "").getFirst());
    String volume = world.volume(ROOT, ",'Encrypted':true");
    String key = world.describe(volume).string("KmsKeyId").orElseThrow();
    world.attach(volume, instance, "/dev/sdf");
    assertThat(JsonWriter.toText(described("{'InstanceIds':['" + instance + "']}").getFirst()))
        .contains("\"DeviceName\":\"/dev/sdf\"", "\"VolumeId\":\"" + volume + "\"");
    assertThat(world.grants(key)).hasSize(1);

    String input = "{'InstanceIds':['" + instance + "']}";
    String change = JsonWriter.toText(world.ok(ROOT, "ec2:TerminateInstances", input));
    assertThat(change).contains("\"shutting-down\"", "\"running\"");
    assertThat(world.state(volume)).isEqualTo("available");
    assertThat(world.attachedKeys.key(volume)).isEmpty();
    assertThat(world.grants(key)).isEmpty();
    assertThat(JsonWriter.toText(described(input).getFirst()))
        .contains("\"Name\":\"terminated\"")
        .doesNotContain("PrivateIpAddress\":\"");
    // Again is no error.
    assertThat(JsonWriter.toText(world.ok(ROOT, "ec2:TerminateInstances", input)))
        .contains("\"PreviousState\":{\"Code\":48");
    TestPostgres.await(world.ebs.tidy(EbsWorld.NOW.plus(Duration.ofMinutes(59)), false));
    assertThat(described(input)).hasSize(1);
    TestPostgres.await(world.ebs.tidy(EbsWorld.NOW.plus(Duration.ofMinutes(61)), false));
    assertThat(world.refused(ROOT, "ec2:DescribeInstances", input))
        .isEqualTo("InvalidInstanceID.NotFound: The instance ID '" + instance + "' does not exist");
  }

  @Test
  void terminate_isAllOrNothing() {
    String instance = id(run(1, 1, "").getFirst());
    assertThat(
            world.refused(
                ROOT,
                "ec2:TerminateInstances",
                "{'InstanceIds':['" + instance + "','i-1234abcd','i-0123456789abcdef0']}"))
        .isEqualTo(
            "InvalidInstanceID.NotFound: The instance IDs 'i-1234abcd, i-0123456789abcdef0' do not"
                + " exist");
    assertThat(JsonWriter.toText(described("{'InstanceIds':['" + instance + "']}").getFirst()))
        .contains("\"running\"");
    assertThat(
            world.refused(
                OTHER_ROOT, "ec2:TerminateInstances", "{'InstanceIds':['" + instance + "']}"))
        .startsWith("InvalidInstanceID.NotFound");
    assertThat(world.refused(ROOT, "ec2:TerminateInstances", "{'InstanceIds':[]}"))
        .startsWith("MissingParameter");
  }

  @Test
  void launches_areAuthorised() {
    world.let(ALICE);
    assertThat(world.refused(ALICE, "ec2:RunInstances", WISH.formatted(1, 1, "")))
        .startsWith("UnauthorizedOperation")
        .contains("on resource: arn:aws:ec2:us-west-2:123456789012:instance/*");
    world.let(
        ALICE,
        allowIf("{\"StringEquals\":{\"ec2:InstanceType\":\"t3.micro\"}}", "ec2:RunInstances"));
    assertThat(
            world.refused(
                ALICE, "ec2:RunInstances", WISH.formatted(1, 1, ",'InstanceType':'t3.micro'")))
        .contains("on resource: arn:aws:ec2:us-west-2::image/ami-1234abcd");
    world.let(
        ALICE,
        allowIf(
            "{\"StringEqualsIfExists\":{\"ec2:InstanceType\":\"t3.micro\"}}", "ec2:RunInstances"));
    world.ok(ALICE, "ec2:RunInstances", WISH.formatted(1, 1, ",'InstanceType':'t3.micro'"));
    assertThat(world.refused(ALICE, "ec2:RunInstances", WISH.formatted(1, 1, "")))
        .startsWith("UnauthorizedOperation");
  }

  @Test
  void describe_filtersAndPages() {
    List<JsonObject> launched =
        run(
            7,
            7,
            ",'TagSpecifications':[{'ResourceType':'instance','Tags':[{'Key':'set','Value':'p'}]}]");
    String filter = "{'Filters':[{'Name':'tag:set','Values':['p']}%s],'MaxResults':5%s}";
    JsonObject page = world.ok(ROOT, "ec2:DescribeInstances", filter.formatted("", ""));
    assertThat(list(list(page, "Reservations").getFirst(), "Instances")).hasSize(5);
    String token = page.string("NextToken").orElseThrow();
    JsonObject rest =
        world.ok(
            ROOT, "ec2:DescribeInstances", filter.formatted("", ",'NextToken':'" + token + "'"));
    assertThat(list(list(rest, "Reservations").getFirst(), "Instances")).hasSize(2);
    assertThat(rest.string("NextToken")).isEmpty();
    String ip = launched.getFirst().string("PrivateIpAddress").orElseThrow();
    assertThat(
            described(
                filter.formatted(",{'Name':'private-ip-address','Values':['" + ip + "']}", "")))
        .singleElement()
        .satisfies(one -> assertThat(id(one)).isEqualTo(id(launched.getFirst())));
    assertThat(
            world.refused(
                ROOT, "ec2:DescribeInstances", "{'Filters':[{'Name':'vpc-id','Values':['x']}]}"))
        .isEqualTo("InvalidParameterValue: The filter 'vpc-id' is invalid");
  }
}
