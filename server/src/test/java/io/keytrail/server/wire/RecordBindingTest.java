package io.keytrail.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.invoke.OperationId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Records and models that disagree do not start.
class RecordBindingTest {
  private static final ServiceModels MODELS = ServiceModels.load();

  record Misnamed(Bytes ciphertextBlob, Optional<String> keyID) {}

  record WrongType(String ciphertextBlob) {}

  record NotOptional(Bytes ciphertextBlob, String keyId) {}

  record WrongElement(Bytes ciphertextBlob, List<Bytes> grantTokens) {}

  record WrongKeys(Bytes ciphertextBlob, Map<Integer, String> encryptionContext) {}

  record RawList(Bytes ciphertextBlob, @SuppressWarnings("rawtypes") List grantTokens) {}

  record TagWithTypo(String tagkey) {}

  record NestedTypo(Optional<List<TagWithTypo>> tags) {}

  record Fits(Bytes ciphertextBlob, Optional<Map<String, String>> encryptionContext) {}

  private static void assertMismatch(String name, Class<? extends Record> input, String message) {
    assertThatThrownBy(
            () ->
                OperationCodec.of(
                    new OperationId("kms", name), input, KmsRecords.Nothing.class, MODELS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(message);
  }

  @Test
  void componentsWithoutMember_areNamed() {
    assertMismatch(
        "Decrypt",
        Misnamed.class,
        "Misnamed.keyID: DecryptRequest has no member of that name; left are [encryptionContext,"
            + " grantTokens, keyId, encryptionAlgorithm, recipient, dryRun]");
    assertMismatch(
        "CreateKey",
        NestedTypo.class,
        "NestedTypo.tags[](TagWithTypo).tagkey: Tag has no member of that name; left are [tagKey,"
            + " tagValue]");
  }

  @Test
  void wrongTypes_areNamed() {
    assertMismatch(
        "Decrypt",
        WrongType.class,
        "WrongType.ciphertextBlob: type java.lang.String does not fit Blob CiphertextType");
    assertMismatch(
        "Decrypt",
        WrongElement.class,
        "WrongElement.grantTokens[]: type io.keytrail.server.crypto.Bytes does not fit Text"
            + " GrantTokenType");
    assertMismatch(
        "Decrypt",
        WrongKeys.class,
        "WrongKeys.encryptionContext: type java.util.Map<java.lang.Integer, java.lang.String> does"
            + " not fit MapOf EncryptionContextType");
    assertMismatch(
        "Decrypt",
        RawList.class,
        "RawList.grantTokens[]: type java.lang.Object does not fit Text GrantTokenType");
  }

  @Test
  void membersThatMayBeAbsent_needAnOptional() {
    assertMismatch(
        "Decrypt",
        NotOptional.class,
        "NotOptional.keyId: must be optional, because KeyId is not required");
  }

  @Test
  void operationsWithoutModel_areNamed() {
    assertThatThrownBy(
            () ->
                OperationCodec.of(
                    new OperationId("kms", "Fly"),
                    KmsRecords.Nothing.class,
                    KmsRecords.Nothing.class,
                    MODELS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no model of kms:Fly");
  }

  @Test
  void recordsThatFit_bindAndNameWhatTheyLack() {
    var codec =
        OperationCodec.of(
            new OperationId("kms", "Decrypt"), Fits.class, KmsRecords.Nothing.class, MODELS);
    assertThat(codec.unsupportedMembers())
        .containsExactly("GrantTokens", "KeyId", "EncryptionAlgorithm", "Recipient", "DryRun");
  }

  @Test
  void memberNames_loseTheirFirstCapitalOnly() {
    assertThat(WireNames.of("KeyId")).isEqualTo("keyId");
    assertThat(WireNames.of("AWSAccountId")).isEqualTo("aWSAccountId");
    assertThat(WireNames.of("keyId")).isEqualTo("keyId");
    assertThat(WireNames.of("")).isEmpty();
  }
}
