package io.keytrail.server.kms;

import static io.keytrail.server.kms.KmsWorld.ACCOUNT;
import static io.keytrail.server.kms.KmsWorld.ALICE;
import static io.keytrail.server.kms.KmsWorld.EVE;
import static io.keytrail.server.kms.KmsWorld.OTHER;
import static io.keytrail.server.kms.KmsWorld.OTHER_ROOT;
import static io.keytrail.server.kms.KmsWorld.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.server.crypto.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// By what a key can be named, and what is answered to names that lead nowhere.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KmsNamesTest {
  private static final String UNKNOWN = "12345678-1234-4123-8123-123456789012";
  private static final String ARN = "arn:aws:kms:us-west-2:123456789012:";
  private KmsWorld world;
  private String key = "";
  private String id = "";

  @BeforeAll
  void open() {
    world = KmsWorld.open();
    world.let(ALICE, KmsWorld.allow("kms:*"));
    world.let(EVE, KmsWorld.allow("kms:*"));
    key = world.key();
    id = key.substring(key.indexOf('/') + 1);
    world.ok(ALICE, CreateAlias.Output.class, new CreateAlias.Input("alias/one", id));
  }

  @AfterAll
  void close() {
    world.close();
  }

  @Test
  void aKeyIsFoundByIdArnAndAlias() {
    for (String name : List.of(id, key, "alias/one", ARN + "alias/one")) {
      assertThat(
              world.ok(ALICE, DescribeKey.Output.class, Inputs.describe(name)).keyMetadata().arn())
          .isEqualTo(key);
    }
  }

  @Test
  void namesThatLeadNowhere() {
    Map<String, String> answers =
        Map.ofEntries(
            Map.entry("nonsense", "NotFoundException: Invalid keyId 'nonsense'"),
            Map.entry(
                id.toUpperCase(java.util.Locale.ROOT),
                "NotFoundException: Invalid keyId '" + id.toUpperCase(java.util.Locale.ROOT) + "'"),
            Map.entry(
                UNKNOWN, "NotFoundException: Key '" + ARN + "key/" + UNKNOWN + "' does not exist"),
            Map.entry(
                ARN + "key/" + UNKNOWN,
                "NotFoundException: Key '" + ARN + "key/" + UNKNOWN + "' does not exist"),
            Map.entry(
                "mrk-0123456789abcdef0123456789abcdef",
                "NotFoundException: Key '"
                    + ARN
                    + "key/mrk-0123456789abcdef0123456789abcdef' does not exist"),
            Map.entry("alias/two", "NotFoundException: Alias " + ARN + "alias/two is not found."),
            Map.entry(
                "arn:aws:kms:eu-west-1:123456789012:key/" + id,
                "NotFoundException: Invalid arn eu-west-1"),
            Map.entry("arn:aws:s3:::b", "InvalidArnException: Invalid arn 'arn:aws:s3:::b'"),
            Map.entry(ARN + "grant/x", "InvalidArnException: Invalid arn '" + ARN + "grant/x'"),
            Map.entry("alias/", "NotFoundException: Invalid keyId 'alias/'"));
    answers.forEach(
        (name, answer) ->
            assertThat(world.refusal(ALICE, Inputs.describe(name))).as(name).isEqualTo(answer));
  }

  @Test
  void managementTakesNoAliases() {
    for (Record input :
        List.of(
            new EnableKey.Input("alias/one"),
            new DisableKey.Input("alias/one"),
            new GetKeyPolicy.Input("alias/one", Optional.empty()),
            Inputs.putPolicy("alias/one", "{}"),
            Inputs.schedule("alias/one", 7),
            new CancelKeyDeletion.Input("alias/one"),
            new CreateAlias.Input("alias/x", "alias/one"),
            Inputs.grant("alias/one", ALICE.arn(), "Decrypt"),
            Inputs.listGrants("alias/one"),
            Inputs.revoke("alias/one", "0".repeat(64)),
            Inputs.retire("alias/one", "0".repeat(64)))) {
      assertThat(world.refusal(ALICE, input))
          .as("%s", input)
          .isEqualTo("NotFoundException: Invalid keyId 'alias/one'");
    }
  }

  @Test
  void anotherAccountsKey_isUsedByArnWhereItsPolicyAllows() {
    String shared = world.key(ROOT, Inputs.keyWithPolicy(open(OTHER)));
    Bytes blob = world.encrypt(EVE, shared, Map.of(), "x");
    assertThat(world.decrypt(EVE, blob, Map.of())).isEqualTo("x");
    String sharedId = shared.substring(shared.indexOf('/') + 1);
    assertThat(world.refusal(EVE, Inputs.encrypt(sharedId, Map.of(), "x")))
        .isEqualTo(
            "NotFoundException: Key 'arn:aws:kms:us-west-2:"
                + OTHER
                + ":key/"
                + sharedId
                + "' does not exist");
  }

  @Test
  void managementOfAnotherAccountsKey_isRefusedWhateverItsPolicySays() {
    String shared = world.key(ROOT, Inputs.keyWithPolicy(open(OTHER)));
    assertThat(world.refused(EVE, new DisableKey.Input(shared)).code().name())
        .isEqualTo("AccessDeniedException");
    world.ok(EVE, ListGrants.Output.class, Inputs.listGrants(shared));
  }

  @Test
  void anotherAccountsKeyThatExists_looksLikeOneThatDoesNot() {
    String unknown = ARN + "key/" + UNKNOWN;
    String known = refusalWithout(key);
    assertThat(known).isEqualTo(refusalWithout(unknown));
    assertThat(world.refusal(OTHER_ROOT, Inputs.describe(ARN + "alias/one")).replace("one", "two"))
        .isEqualTo(world.refusal(OTHER_ROOT, Inputs.describe(ARN + "alias/two")));
  }

  private String refusalWithout(String arn) {
    String refusal = world.refusal(EVE, Inputs.describe(arn));
    assertThat(refusal)
        .startsWith("AccessDeniedException: User: " + EVE.arn())
        .contains("kms:DescribeKey on resource: " + arn + " because");
    return refusal.replace(arn, "ARN");
  }

  private static String open(String account) {
    return """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"*",
         "Principal":{"AWS":["arn:aws:iam::%s:root","arn:aws:iam::%s:root"]}}]}"""
        .formatted(ACCOUNT, account);
  }

  @Test
  void requestAlias_isAConditionOfItsOwn() {
    world.let(
        KmsWorld.BOB,
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"*",
         "Condition":{"StringEquals":{"kms:RequestAlias":"alias/one"}}}}""");
    world.ok(KmsWorld.BOB, DescribeKey.Output.class, Inputs.describe("alias/one"));
    assertThat(world.refused(KmsWorld.BOB, Inputs.describe(key)).code().name())
        .isEqualTo("AccessDeniedException");
    world.let(
        KmsWorld.BOB,
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"*",
         "Condition":{"ForAnyValue:StringEquals":{"kms:ResourceAliases":"alias/one"}}}}""");
    world.ok(KmsWorld.BOB, DescribeKey.Output.class, Inputs.describe(key));
    assertThat(world.refused(KmsWorld.BOB, Inputs.describe(world.key())).code().name())
        .isEqualTo("AccessDeniedException");
  }
}
