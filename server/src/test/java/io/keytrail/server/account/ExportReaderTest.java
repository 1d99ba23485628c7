package io.keytrail.server.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import io.keytrail.server.invoke.Problem;
import io.keytrail.server.simulate.OfflineSimulator;
import io.keytrail.server.simulate.snapshot.AccountSnapshot;
import io.keytrail.server.simulate.snapshot.SnapshotJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Exports as AWS's own services would answer them: groups, managed policies, boundaries and an
/// organisation, none of which this server has.
final class ExportReaderTest {
  private static final String KEY = "arn:aws:kms:us-west-2:111122223333:key/k-1";
  private static final String ALICE = "arn:aws:iam::111122223333:user/team/Alice";
  private static final String BOB = "arn:aws:iam::111122223333:user/Bob";
  private static final String OPS = "arn:aws:iam::111122223333:role/team/ops";

  @TempDir Path folder = Path.of("");

  @BeforeEach
  void export() throws IOException {
    write("identity.json", "{'UserId':'A','Account':'111122223333','Arn':'arn:…'}");
    write("taken.txt", "2026-11-26T03:55:00Z\n");
    write("unread.txt", "kms list-keys --region eu-west-1: AccessDenied\n");
    write(
        "iam.json",
        """
        {"UserDetailList":[
          {"Path":"/team/","UserName":"Alice","UserId":"AIDAALICE","Arn":"%s",
           "UserPolicyList":[{"PolicyName":"own","PolicyDocument":%s}],
           "GroupList":["Desks"],"AttachedManagedPolicies":[],
           "Tags":[{"Key":"team","Value":"blue"}]},
          {"Path":"/","UserName":"Bob","UserId":"AIDABOB","Arn":"%s","GroupList":[],
           "AttachedManagedPolicies":[{"PolicyName":"All","PolicyArn":"arn:aws:iam::aws:policy/All"},
                                      {"PolicyName":"Gone","PolicyArn":"arn:aws:iam::aws:policy/Gone"}],
           "PermissionsBoundary":{"PermissionsBoundaryType":"Policy",
                                  "PermissionsBoundaryArn":"arn:aws:iam::111122223333:policy/x/Edge"}}],
         "GroupDetailList":[
          {"GroupName":"Desks","GroupPolicyList":[],
           "AttachedManagedPolicies":[{"PolicyName":"Use","PolicyArn":"arn:aws:iam::111122223333:policy/Use"}]}],
         "RoleDetailList":[
          {"Path":"/team/","RoleName":"ops","RoleId":"AROAOPS","Arn":"%s",
           "AssumeRolePolicyDocument":"%%7B%%22Version%%22%%3A%%222012-10-17%%22%%2C%%22Statement%%22%%3A%%7B%%22Effect%%22%%3A%%22Allow%%22%%2C%%22Principal%%22%%3A%%7B%%22AWS%%22%%3A%%22111122223333%%22%%7D%%2C%%22Action%%22%%3A%%22sts%%3AAssumeRole%%22%%7D%%7D",
           "RolePolicyList":[],"AttachedManagedPolicies":[]}],
         "Policies":[
          {"PolicyName":"All","Arn":"arn:aws:iam::aws:policy/All",
           "PolicyVersionList":[{"IsDefaultVersion":true,"Document":%s}]},
          {"PolicyName":"Use","Arn":"arn:aws:iam::111122223333:policy/Use",
           "PolicyVersionList":[{"IsDefaultVersion":false,"Document":%s},
                                {"IsDefaultVersion":true,"Document":%s}]},
          {"PolicyName":"Edge","Arn":"arn:aws:iam::111122223333:policy/x/Edge",
           "PolicyVersionList":[{"IsDefaultVersion":true,"Document":%s}]}]}"""
            .formatted(
                ALICE,
                allow("ec2:*"),
                BOB,
                OPS,
                allow("*"),
                allow("*"),
                allow("kms:Decrypt"),
                allow("kms:*")));
    write("kms/us-west-2/keys.json", "{'Keys':[{'KeyId':'k-1','KeyArn':'" + KEY + "'}]}");
    write(
        "kms/us-west-2/aliases.json",
        "{'Aliases':[{'AliasName':'alias/desk','TargetKeyId':'k-1'}]}");
    write("kms/us-west-2/k-1/key.json", "{'KeyMetadata':{'KeyManager':'CUSTOMER'}}");
    write(
        "kms/us-west-2/k-1/policy.json",
        """
        {"Policy":"{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Principal\\":{\\"AWS\\":\\"111122223333\\"},\\"Action\\":\\"kms:*\\",\\"Resource\\":\\"*\\"}]}",
         "PolicyName":"default"}""");
    write(
        "kms/us-west-2/k-1/grants.json",
        """
        {"Grants":[{"KeyId":"%s","GrantId":"g-1","CreationDate":"2026-01-01T00:00:00Z","New":"member",
          "GranteePrincipal":"%s","Operations":["Encrypt"],"IssuingAccount":"arn:aws:iam::111122223333:root"}]}"""
            .formatted(KEY, OPS));
    organization();
  }

  private void organization() throws IOException {
    write(
        "organizations/organization.json",
        "{'Organization':{'Id':'o-1','MasterAccountId':'999988887777'}}");
    write("organizations/parents/111122223333.json", "{'Parents':[{'Id':'ou-1'}]}");
    write("organizations/parents/ou-1.json", "{'Parents':[{'Id':'r-1'}]}");
    String full = "{'Policies':[{'Id':'p-Full','AwsManaged':true}]}";
    write("organizations/SERVICE_CONTROL_POLICY/r-1.json", full);
    write("organizations/SERVICE_CONTROL_POLICY/ou-1.json", full);
    write(
        "organizations/SERVICE_CONTROL_POLICY/111122223333.json",
        "{'Policies':[{'Id':'p-Full','AwsManaged':true},{'Id':'p-no','AwsManaged':false}]}");
    write("organizations/policies/p-Full.json", content(allow("*")));
    write(
        "organizations/policies/p-no.json",
        content(
            "{'Version':'2012-10-17','Statement':{'Effect':'Deny','Action':'kms:DisableKey','Resource':'*'}}"
                .replace('\'', '"')));
  }

  private static String allow(String action) {
    return """
    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"%s","Resource":"*"}]}"""
        .formatted(action);
  }

  private static String content(String policy) {
    return "{\"Policy\":{\"Content\":\"" + policy.replace("\"", "\\\"") + "\"}}";
  }

  /// Single quotes stand for double ones.
  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text.startsWith("{'") ? text.replace('\'', '"') : text);
  }

  private static JsonObject ask(AccountSnapshot snapshot, String principal, String action) {
    try {
      String body =
          "{\"request\":{\"principal\":\"%s\",\"action\":\"%s\",\"resource\":\"%s\"}}"
              .formatted(principal, action, KEY);
      return new OfflineSimulator().answer(StrictJson.parse(body, Limits.REQUEST), snapshot);
    } catch (JsonSyntaxException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static String decision(AccountSnapshot snapshot, String principal, String action) {
    return ask(snapshot, principal, action).string("decision").orElseThrow();
  }

  @Test
  void everyKindOfPolicy_takesPart() throws IOException {
    AccountSnapshot snapshot = ExportReader.read(folder);
    assertThat(snapshot.policies().keySet())
        .containsExactlyInAnyOrder(
            "aws/policy/All",
            "managed/Use",
            "managed/Edge",
            "user/Alice/own",
            "trust/ops",
            "key/us-west-2/k-1",
            "aws/scp/p-Full",
            "scp/p-no");
    // By her group's managed policy, in its default version.
    assertThat(decision(snapshot, ALICE, "kms:Decrypt")).isEqualTo("allowed");
    assertThat(decision(snapshot, ALICE, "kms:Encrypt")).isEqualTo("implicitDeny");
    // By the policy of AWS, under his boundary.
    assertThat(decision(snapshot, BOB, "kms:Sign")).isEqualTo("allowed");
    assertThat(ask(snapshot, BOB, "kms:DisableKey").member("blockedBy"))
        .contains(JsonArray.ofStrings(List.of("serviceControl")));
    // By the grant, which names the role with its path.
    assertThat(decision(snapshot, OPS, "kms:Encrypt")).isEqualTo("allowed");
    assertThat(
            decision(
                snapshot, "arn:aws:sts::111122223333:assumed-role/ops/any-session", "kms:Encrypt"))
        .isEqualTo("allowed");
    assertThat(decision(snapshot, OPS, "kms:Decrypt")).isEqualTo("implicitDeny");
  }

  @Test
  void whatCouldNotBeRead_isSaid() throws IOException {
    assertThat(ExportReader.read(folder).unread())
        .containsExactly(
            "kms list-keys --region eu-west-1: AccessDenied",
            "iam.json has no text of the attached policy arn:aws:iam::aws:policy/Gone");
  }

  @Test
  void snapshot_isReadAsItWasWritten() throws IOException {
    AccountSnapshot snapshot = ExportReader.read(folder);
    assertThat(SnapshotJson.read(SnapshotJson.write(snapshot), "")).isEqualTo(snapshot);
    Path kept = SnapshotFolder.write(snapshot, folder.resolve("snapshots"));
    assertThat(kept.getFileName()).hasToString("111122223333-20261126T035500Z");
    assertThat(SnapshotFolder.open(kept)).isEqualTo(snapshot);
    assertThat(SnapshotFolder.open(folder.resolve("snapshots"))).isEqualTo(snapshot);
    assertThat(SnapshotFolder.open(folder)).isEqualTo(snapshot);
    assertThat(kept.resolve("policies/key/us-west-2/k-1.json")).exists();
  }

  @Test
  void policyFiles_neverLeaveTheFolder() {
    for (String name : List.of("user/../x", "user/..", "user/./x", "user//x", "user/a\\b/\u0000")) {
      Path file = SnapshotFolder.file(folder, name);
      assertThat(file.normalize()).as(name).isEqualTo(file);
      assertThat(file).startsWithRaw(folder.resolve("policies"));
    }
  }

  @Test
  void whatLiesOutside_isRefused() throws IOException {
    AccountSnapshot snapshot = ExportReader.read(folder);
    for (String stranger :
        List.of(
            "arn:aws:iam::111122223333:user/Carol",
            "arn:aws:iam::444455556666:role/team/ops",
            "arn:aws:iam::444455556666:root")) {
      Problem refused =
          catchThrowableOfType(Problem.class, () -> ask(snapshot, stranger, "kms:Decrypt"));
      assertThat(refused).as(stranger).isNotNull();
      assertThat(refused.code()).isEqualTo("NOT_IN_SNAPSHOT");
      assertThat(refused.pointer()).contains("/request/principal");
    }
  }

  @Test
  void policyThatIsNone_isNamedWhereItIsAsked() throws IOException {
    write("kms/us-west-2/k-1/policy.json", "{'Policy':'[','PolicyName':'default'}");
    AccountSnapshot snapshot = ExportReader.read(folder);
    assertThat(SnapshotFindings.of(snapshot, name -> name + ".json"))
        .anyMatch(
            one -> one.file().equals("key/us-west-2/k-1.json") && one.code().equals("SYNTAX"));
    Problem refused =
        catchThrowableOfType(Problem.class, () -> ask(snapshot, ALICE, "kms:Decrypt"));
    assertThat(refused.pointer()).contains("/snapshot");
    assertThat(refused.detail())
        .startsWith("the policy `key/us-west-2/k-1` of the snapshot: expected a value");
  }

  @Test
  void brokenFiles_areRefusedWithTheirPlace() throws IOException {
    write("iam.json", "{\"UserDetailList\":\n [}");
    assertThatThrownBy(() -> ExportReader.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("iam.json:2:3: ");
    Files.delete(folder.resolve("identity.json"));
    assertThatThrownBy(() -> SnapshotFolder.open(folder))
        .hasMessageContaining("is neither a snapshot nor an export");
  }
}
