package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.server.simulate.SeedPolicies;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GrantListEntry;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.workspaces.WorkSpacesClient;
import software.amazon.awssdk.services.workspaces.model.FailedCreateWorkspaceRequest;
import software.amazon.awssdk.services.workspaces.model.OperationNotSupportedException;
import software.amazon.awssdk.services.workspaces.model.WorkSpacesException;
import software.amazon.awssdk.services.workspaces.model.Workspace;

/// The seed, from end to end: an encrypted desktop from launch to removal, by the AWS SDK. The root
/// user prepares and looks; Alice launches, reboots and removes, with the seed's own policies.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StoryTest {
  private static final String EC2_ROLE = ":assumed-role/aws:ec2-infrastructure/i-";
  private static final Set<String> CRYPTOGRAPHIC =
      Set.of(
          "Encrypt", "Decrypt", "ReEncrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext");

  private static final SeedPolicies SEED = SeedPolicies.read();

  /// Key policies made of the seed's first sample: its statements, by number.
  private static final JsonArray STATEMENTS = statements();

  private StoryWorld world;
  private int people;

  @BeforeAll
  void open() throws Exception {
    world = StoryWorld.open();
  }

  @AfterAll
  void close() throws Exception {
    world.close();
  }

  // ---- the nine steps

  @Test
  void nineSteps_underTheSeedsPolicies() throws Exception {
    AwsBasicCredentials alice = alice(SEED.workspaces(), SEED.kms());
    String key = world.key(policy(1, 2, 3, 4));
    play(alice, key);
  }

  @Test
  void nineSteps_withTheKeyNamedInAlicesPolicy() throws Exception {
    String key = world.key(policy(1, 2, 3, 4));
    AwsBasicCredentials alice = alice(SEED.workspaces(), ownKey(key));
    play(alice, key);
  }

  private void play(AwsBasicCredentials alice, String key) throws Exception {
    String person = "jdoe" + ++people;
    String sid = world.person(person);
    String context = "[" + sid + "]@[" + world.directory + "]";

    // 1: the launch makes a grant for WorkSpaces, for this user and directory only.
    String id = StoryWorld.pending(world.launch(alice, person, key));
    Workspace workspace = world.untilState(id, "AVAILABLE");
    assertThat(workspace.volumeEncryptionKey()).isEqualTo(key);
    assertThat(workspace.rootVolumeEncryptionEnabled()).isTrue();
    assertThat(workspace.userVolumeEncryptionEnabled()).isTrue();
    GrantListEntry desktop =
        world.grants(key).stream()
            .filter(one -> one.granteePrincipal().equals(StoryWorld.WORKSPACES_HOST))
            .findFirst()
            .orElseThrow();
    assertThat(desktop.constraints().encryptionContextSubset())
        .isEqualTo(Map.of("aws:workspaces:sid-directoryid", context));

    // 2: two volumes, and a grant for EBS for each of them.
    List<Volume> volumes = world.volumes(key);
    assertThat(volumes)
        .hasSize(2)
        .allMatch(one -> one.encrypted() && "in-use".equals(one.stateAsString()));
    for (Volume volume : volumes) {
      Map<String, String> pairs = pairs(context, volume.volumeId());
      GrantListEntry grant =
          world.grants(key).stream()
              .filter(one -> pairs.equals(one.constraints().encryptionContextSubset()))
              .findFirst()
              .orElseThrow();
      assertThat(grant.granteePrincipal())
          .startsWith(TestServer.ACCOUNT + ":aws:ec2-infrastructure:i-");
      assertThat(grant.retiringPrincipal()).isEqualTo(StoryWorld.WORKSPACES_HOST);
      // 3 to 6: EBS asks for the data key, and opens it to attach the volume.
      assertKeyUse(volume.volumeId(), pairs, "Decrypt", "GenerateDataKeyWithoutPlaintext");
    }

    // 8: the stored data key is opened again by a reboot.
    try (WorkSpacesClient client = world.workspaces(alice)) {
      assertThat(
              client
                  .rebootWorkspaces(r -> r.rebootWorkspaceRequests(one -> one.workspaceId(id)))
                  .failedRequests())
          .isEmpty();
      world.untilState(id, "AVAILABLE");
      for (Volume volume : volumes) {
        assertKeyUse(
            volume.volumeId(),
            pairs(context, volume.volumeId()),
            "Decrypt",
            "Decrypt",
            "GenerateDataKeyWithoutPlaintext");
      }

      // 9: removal retires every grant.
      assertThat(
              client
                  .terminateWorkspaces(
                      r -> r.terminateWorkspaceRequests(one -> one.workspaceId(id)))
                  .failedRequests())
          .isEmpty();
    }
    world.untilGone(id);
    StoryWorld.until("no grant is left", () -> world.grants(key).isEmpty());
    assertThat(world.volumes(key)).isEmpty();
    assertFound(sid, volumes);
  }

  private static Map<String, String> pairs(String context, String volume) {
    return Map.of("aws:workspaces:sid-directoryid", context, "aws:ebs:id", volume);
  }

  /// The cryptographic calls for a volume, newest first: each by EBS for its instance, with exactly
  /// the seed's two pairs.
  private void assertKeyUse(String volume, Map<String, String> pairs, String... names)
      throws Exception {
    List<JsonObject> calls =
        world.records("volume = " + volume).stream()
            .filter(one -> CRYPTOGRAPHIC.contains(text(one, "eventName")))
            .toList();
    assertThat(calls).map(one -> text(one, "eventName")).containsExactly(names);
    for (JsonObject call : calls) {
      JsonObject identity = call.object("userIdentity").orElseThrow();
      assertThat(text(identity, "arn")).contains(EC2_ROLE);
      assertThat(call.member("errorCode")).isEmpty();
      assertThat(
              strings(
                  call.object("requestParameters")
                      .orElseThrow()
                      .object("encryptionContext")
                      .orElseThrow()))
          .isEqualTo(pairs);
    }
  }

  /// The whole story by the person's SID, by the directory and by each volume; in the search and in
  /// LookupEvents.
  private void assertFound(String sid, List<Volume> volumes) throws Exception {
    Set<String> ofPerson = names(world.records("sid = " + sid));
    assertThat(ofPerson)
        .contains(
            "CreateUser",
            "CreateWorkspaces",
            "CreateGrant",
            "RunInstances",
            "CreateVolume",
            "GenerateDataKeyWithoutPlaintext",
            "AttachVolume",
            "Decrypt",
            "RebootWorkspaces",
            "DetachVolume",
            "TerminateWorkspaces",
            "DeleteVolume",
            "RetireGrant");
    assertThat(names(world.records("directory = " + world.directory))).containsAll(ofPerson);
    for (Volume volume : volumes) {
      assertThat(names(world.records("volume = " + volume.volumeId())))
          .contains(
              "CreateGrant",
              "CreateVolume",
              "GenerateDataKeyWithoutPlaintext",
              "AttachVolume",
              "Decrypt",
              "DetachVolume",
              "DeleteVolume",
              "RetireGrant");
      assertThat(lookup(volume.volumeId()))
          .contains("CreateVolume", "GenerateDataKeyWithoutPlaintext", "Decrypt", "DeleteVolume");
    }
    assertThat(lookup(sid)).contains("CreateWorkspaces", "Decrypt", "TerminateWorkspaces");
    assertThat(lookup(world.directory)).contains("CreateWorkspaces", "TerminateWorkspaces");
  }

  private Set<String> lookup(String resource) {
    return world
        .cloudTrail
        .lookupEventsPaginator(
            r ->
                r.lookupAttributes(
                    a -> a.attributeKey(LookupAttributeKey.RESOURCE_NAME).attributeValue(resource)))
        .events()
        .stream()
        .map(Event::eventName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  // ---- who may launch, and by which statement

  @Test
  void withoutTheSecondSample_createWorkspacesIsRefused() throws Exception {
    AwsBasicCredentials alice = alice(SEED.kms());
    String key = world.key(policy(1, 2, 3, 4));
    String person = somebody();
    assertThatThrownBy(() -> world.launch(alice, person, key))
        .isInstanceOfSatisfying(
            WorkSpacesException.class,
            refused ->
                assertThat(refused.awsErrorDetails().errorCode())
                    .isEqualTo("AccessDeniedException"));
    assertThat(world.grants(key)).isEmpty();
  }

  @Test
  void withoutTheThirdSample_keyPolicyStatement2Suffices() throws Exception {
    AwsBasicCredentials alice = alice(SEED.workspaces());
    launchAndRemove(alice, world.key(policy(1, 2, 3, 4)));
  }

  /// The fourth statement lets WorkSpaces make the grant for Alice, and not Alice herself.
  @Test
  void withoutTheThirdSampleAndStatement2_statement4Suffices_forWorkSpacesOnly() throws Exception {
    AwsBasicCredentials alice = alice(SEED.workspaces());
    String key = world.key(policy(1, 3, 4));
    launchAndRemove(alice, key);
    try (KmsClient kms = world.server.kms(alice)) {
      assertThatThrownBy(
              () ->
                  kms.createGrant(
                      r ->
                          r.keyId(key)
                              .granteePrincipal("arn:aws:iam::" + TestServer.ACCOUNT + ":root")
                              .operationsWithStrings("Decrypt")))
          .isInstanceOfSatisfying(
              KmsException.class,
              refused ->
                  assertThat(refused.awsErrorDetails().errorCode())
                      .isEqualTo("AccessDeniedException"));
    }
  }

  @Test
  void statement1AloneAndNoThirdSample_launchFails() throws Exception {
    AwsBasicCredentials alice = alice(SEED.workspaces());
    assertRefused(alice, world.key(policy(1)));
  }

  @Test
  void thirdSampleWithoutStatements1And2And4_launchFails() throws Exception {
    AwsBasicCredentials alice = alice(SEED.workspaces(), SEED.kms());
    assertRefused(alice, world.key(rootMayStillManage(3)));
  }

  @Test
  void withoutAnyKmsPermission_theManagedKeyCanBeUsed() throws Exception {
    AwsBasicCredentials user = alice(SEED.workspaces());
    String person = somebody();
    String id =
        StoryWorld.pending(
            world.launch(
                user,
                world
                    .request(person)
                    .volumeEncryptionKey("alias/aws/workspaces")
                    .userVolumeEncryptionEnabled(true)
                    .build()));
    Workspace workspace = world.untilState(id, "AVAILABLE");
    assertThat(workspace.rootVolumeEncryptionEnabled()).isFalse();
    var metadata =
        world.kms.describeKey(r -> r.keyId(workspace.volumeEncryptionKey())).keyMetadata();
    assertThat(metadata.keyManagerAsString()).isEqualTo("AWS");
    remove(user, id);
    StoryWorld.until(
        "no grant is left", () -> world.grants(workspace.volumeEncryptionKey()).isEmpty());
    // Nobody but WorkSpaces uses it.
    assertThatThrownBy(
            () ->
                world.kms.encrypt(
                    r ->
                        r.keyId("alias/aws/workspaces")
                            .plaintext(software.amazon.awssdk.core.SdkBytes.fromUtf8String("x"))))
        .isInstanceOf(KmsException.class);
  }

  // ---- the seed's refusals

  @Test
  void asymmetricKey_isRefused_beforeUserAndDirectoryAreLookedAt() throws Exception {
    AwsBasicCredentials alice = alice(SEED.workspaces(), SEED.kms());
    String key =
        world
            .kms
            .createKey(r -> r.keySpec(KeySpec.RSA_2048).keyUsage(KeyUsageType.SIGN_VERIFY))
            .keyMetadata()
            .arn();
    FailedCreateWorkspaceRequest failed =
        StoryWorld.failed(world.launch(alice, "nobody-of-that-name", key));
    assertThat(failed.errorCode()).isEqualTo("InvalidParameterValuesException");
    assertThat(failed.errorMessage()).contains(key);
  }

  @Test
  void disabledKey_isRefused_andNothingIsLeft() throws Exception {
    AwsBasicCredentials alice = alice(SEED.workspaces(), SEED.kms());
    String key = world.key(policy(1, 2, 3, 4));
    world.kms.disableKey(r -> r.keyId(key));
    FailedCreateWorkspaceRequest failed = StoryWorld.failed(world.launch(alice, somebody(), key));
    assertThat(failed.errorMessage()).contains(key).containsIgnoringCase("disabled");
    assertThat(world.grants(key)).isEmpty();
  }

  @Test
  void unknownPerson_isRefused_andTheGrantDoesNotStay() throws Exception {
    AwsBasicCredentials alice = alice(SEED.workspaces(), SEED.kms());
    String key = world.key(policy(1, 2, 3, 4));
    FailedCreateWorkspaceRequest failed =
        StoryWorld.failed(world.launch(alice, "nobody-of-that-name", key));
    assertThat(failed.errorCode()).isEqualTo("ResourceNotFoundException");
    assertThat(world.grants(key)).isEmpty();
  }

  @Test
  void rebootUnderADisabledKey_endsInError_andSaysWhy() throws Exception {
    AwsBasicCredentials alice = alice(SEED.workspaces(), SEED.kms());
    String key = world.key(policy(1, 2, 3, 4));
    String id = StoryWorld.pending(world.launch(alice, somebody(), key));
    world.untilState(id, "AVAILABLE");
    world.kms.disableKey(r -> r.keyId(key));
    try (WorkSpacesClient client = world.workspaces(alice)) {
      assertThat(
              client
                  .rebootWorkspaces(r -> r.rebootWorkspaceRequests(one -> one.workspaceId(id)))
                  .failedRequests())
          .isEmpty();
      Workspace broken = world.untilState(id, "ERROR");
      assertThat(broken.errorCode()).isNotEmpty();
      assertThat(broken.errorMessage()).contains(key).containsIgnoringCase("disabled");
      world.kms.enableKey(r -> r.keyId(key));
      assertThat(
              client
                  .rebuildWorkspaces(r -> r.rebuildWorkspaceRequests(one -> one.workspaceId(id)))
                  .failedRequests())
          .isEmpty();
      world.untilState(id, "AVAILABLE");
      assertThatThrownBy(
              () ->
                  client.createWorkspaceImage(
                      r -> r.workspaceId(id).name("golden").description("x")))
          .isInstanceOf(OperationNotSupportedException.class);
    }
    remove(alice, id);
    StoryWorld.until("no grant is left", () -> world.grants(key).isEmpty());
  }

  // ---- what the trail says of callers

  @Test
  void workSpaces_neverUsesAKey_andCarriesNoEncryptionContext() throws Exception {
    AwsBasicCredentials alice = alice(SEED.workspaces(), SEED.kms());
    launchAndRemove(alice, world.key(policy(1, 2, 3, 4)));
    List<JsonObject> calls =
        world.records("sourceIPAddress = \"" + StoryWorld.WORKSPACES_HOST + "\"");
    assertThat(names(calls)).contains("CreateGrant", "CreateVolume", "AttachVolume", "RetireGrant");
    for (JsonObject call : calls) {
      assertThat(CRYPTOGRAPHIC).doesNotContain(text(call, "eventName"));
      assertThat(call.object("requestParameters").flatMap(p -> p.member("encryptionContext")))
          .isEmpty();
    }
  }

  // ---- Alice

  private String somebody() {
    String person = "person" + ++people;
    var _ = world.person(person);
    return person;
  }

  private void launchAndRemove(AwsBasicCredentials who, String key) {
    String id = StoryWorld.pending(world.launch(who, somebody(), key));
    world.untilState(id, "AVAILABLE");
    remove(who, id);
    StoryWorld.until("no grant is left", () -> world.grants(key).isEmpty());
  }

  private void remove(AwsBasicCredentials who, String id) {
    try (WorkSpacesClient client = world.workspaces(who)) {
      assertThat(
              client
                  .terminateWorkspaces(
                      r -> r.terminateWorkspaceRequests(one -> one.workspaceId(id)))
                  .failedRequests())
          .isEmpty();
    }
    world.untilGone(id);
  }

  private void assertRefused(AwsBasicCredentials who, String key) throws Exception {
    FailedCreateWorkspaceRequest failed = StoryWorld.failed(world.launch(who, somebody(), key));
    assertThat(failed.errorCode()).isEqualTo("AccessDeniedException");
    assertThat(world.grants(key)).isEmpty();
    List<JsonObject> refused = world.records("key = \"" + key + "\" and eventName = CreateGrant");
    assertThat(refused).isNotEmpty();
    assertThat(text(refused.getFirst(), "errorCode")).isEqualTo("AccessDenied");
  }

  /// The seed's Alice with these policies and no other: she is made anew, since the key policies
  /// name her.
  private AwsBasicCredentials alice(String... policies) throws Exception {
    removeAlice();
    return world.server.user("Alice", policies);
  }

  private void removeAlice() {
    var iam = world.iam;
    if (iam.listUsers().users().stream().noneMatch(one -> one.userName().equals("Alice"))) {
      return;
    }
    iam.listAccessKeys(r -> r.userName("Alice"))
        .accessKeyMetadata()
        .forEach(
            one -> iam.deleteAccessKey(r -> r.userName("Alice").accessKeyId(one.accessKeyId())));
    iam.listUserPolicies(r -> r.userName("Alice"))
        .policyNames()
        .forEach(one -> iam.deleteUserPolicy(r -> r.userName("Alice").policyName(one)));
    iam.deleteUser(r -> r.userName("Alice"));
  }

  // ---- the seed's documents

  private static JsonArray statements() {
    try {
      return (JsonArray) TestServer.json(SEED.key()).member("Statement").orElseThrow();
    } catch (io.keytrail.audit.json.JsonSyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// The seed's key policy with these of its statements.
  private static String policy(int... numbers) {
    List<JsonValue> chosen = new ArrayList<>();
    for (int number : numbers) {
      chosen.add(STATEMENTS.elements().get(number - 1));
    }
    return document(chosen);
  }

  /// As [#policy], with a statement more that keeps the key manageable and gives no grants: without
  /// statement 1 KMS would refuse the policy as a lockout.
  private static String rootMayStillManage(int... numbers) throws Exception {
    List<JsonValue> chosen = new ArrayList<>();
    for (int number : numbers) {
      chosen.add(STATEMENTS.elements().get(number - 1));
    }
    chosen.add(
        TestServer.json(
            """
            {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:root"}, "Resource": "*",
             "Action": ["kms:PutKeyPolicy", "kms:ListGrants", "kms:DescribeKey"]}
            """));
    return document(chosen);
  }

  private static String document(List<JsonValue> statements) {
    return io.keytrail.audit.json.JsonWriter.toText(
        JsonObject.builder()
            .put("Version", "2012-10-17")
            .put("Statement", new JsonArray(statements))
            .build());
  }

  /// The seed's fourth sample with the key's own ARN in the place of the example's.
  private static String ownKey(String key) {
    String sample = SEED.oneKey();
    int from = sample.indexOf("arn:aws:kms");
    return sample.substring(0, from) + key + sample.substring(sample.indexOf('"', from));
  }

  private static Set<String> names(List<JsonObject> records) {
    return records.stream()
        .map(one -> text(one, "eventName"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String text(JsonObject object, String name) {
    return object.string(name).orElse("");
  }

  private static Map<String, String> strings(JsonObject object) {
    Map<String, String> strings = new LinkedHashMap<>();
    object
        .members()
        .forEach((key, value) -> strings.put(key, value instanceof JsonString(String t) ? t : "?"));
    return strings;
  }
}
