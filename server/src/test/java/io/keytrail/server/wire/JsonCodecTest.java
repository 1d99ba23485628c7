package io.keytrail.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.CommonErrors;
import io.keytrail.server.invoke.ErrorCode;
import io.keytrail.server.invoke.OperationId;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// awsJson: what is read, and in which words the rest is refused.
class JsonCodecTest {
  private static final ServiceModels MODELS = ServiceModels.load();
  private static final OperationCodec<KmsRecords.DecryptInput, KmsRecords.DecryptOutput> DECRYPT =
      codec("Decrypt", KmsRecords.DecryptInput.class, KmsRecords.DecryptOutput.class);
  private static final OperationCodec<KmsRecords.CreateKeyInput, KmsRecords.CreateKeyOutput>
      CREATE_KEY =
          codec("CreateKey", KmsRecords.CreateKeyInput.class, KmsRecords.CreateKeyOutput.class);
  private static final OperationCodec<KmsRecords.CreateGrantInput, KmsRecords.CreateGrantOutput>
      CREATE_GRANT =
          codec(
              "CreateGrant", KmsRecords.CreateGrantInput.class, KmsRecords.CreateGrantOutput.class);
  private static final OperationCodec<KmsRecords.EncryptInput, KmsRecords.EncryptOutput> ENCRYPT =
      codec("Encrypt", KmsRecords.EncryptInput.class, KmsRecords.EncryptOutput.class);
  private static final OperationCodec<KmsRecords.ListGrantsInput, KmsRecords.ListGrantsOutput>
      LIST_GRANTS =
          codec("ListGrants", KmsRecords.ListGrantsInput.class, KmsRecords.ListGrantsOutput.class);

  private static <I extends Record, O extends Record> OperationCodec<I, O> codec(
      String name, Class<I> input, Class<O> output) {
    return OperationCodec.of(new OperationId("kms", name), input, output, MODELS);
  }

  private static WireRequest post(String body) {
    return post(body.getBytes(StandardCharsets.UTF_8));
  }

  private static WireRequest post(byte[] body) {
    return new WireRequest("POST", body, "", "application/x-amz-json-1.1");
  }

  private static void assertRefused(
      OperationCodec<?, ?> codec, String body, ErrorCode code, String message) {
    assertThatThrownBy(() -> codec.read(post(body)))
        .isInstanceOf(ApiException.class)
        .hasMessage(message)
        .satisfies(e -> assertThat(((ApiException) e).code()).isEqualTo(code));
  }

  private static void assertInvalid(OperationCodec<?, ?> codec, String body, String message) {
    assertRefused(codec, body, CommonErrors.VALIDATION, message);
  }

  private static void assertMalformed(OperationCodec<?, ?> codec, String body, String message) {
    assertRefused(codec, body, CommonErrors.SERIALIZATION, message);
  }

  @Test
  void unknownMembersAndNulls_areIgnored() {
    assertThat(
            DECRYPT.read(
                post(
                    "{\"CiphertextBlob\":\"AAE=\",\"KeyId\":null,\"Future\":{\"a\":[1]},"
                        + "\"ciphertextblob\":7}")))
        .isEqualTo(
            new KmsRecords.DecryptInput(
                Bytes.copyOf(new byte[] {0, 1}),
                Map.of(),
                java.util.List.of(),
                Optional.empty(),
                Optional.empty(),
                false));
  }

  @Test
  void requiredMembers_areNamed() {
    assertInvalid(
        DECRYPT,
        "{}",
        "1 validation error detected: Value null at 'ciphertextBlob' failed to satisfy constraint:"
            + " Member must not be null");
    assertInvalid(
        ENCRYPT,
        "",
        "2 validation errors detected: Value null at 'keyId' failed to satisfy constraint: Member"
            + " must not be null; Value null at 'plaintext' failed to satisfy constraint: Member"
            + " must not be null");
  }

  @Test
  void lengths_countCodePointsAndHideBlobs() {
    assertInvalid(
        DECRYPT,
        "{\"CiphertextBlob\":\"\",\"KeyId\":\"\"}",
        "2 validation errors detected: Value at 'ciphertextBlob' failed to satisfy constraint:"
            + " Member must have length greater than or equal to 1; Value '' at 'keyId' failed to"
            + " satisfy constraint: Member must have length greater than or equal to 1");
    String longest = "\uD83D\uDD11".repeat(2048);
    assertThat(
            DECRYPT
                .read(post("{\"CiphertextBlob\":\"AA==\",\"KeyId\":\"" + longest + "\"}"))
                .keyId())
        .contains(longest);
    assertInvalid(
        DECRYPT,
        "{\"CiphertextBlob\":\"AA==\",\"KeyId\":\"" + "k".repeat(2049) + "\"}",
        "1 validation error detected: Value '"
            + "k".repeat(2049)
            + "' at 'keyId' failed to satisfy constraint: Member must have length less than or"
            + " equal to 2048");
    assertInvalid(
        ENCRYPT,
        "{\"KeyId\":\"k\",\"Plaintext\":\"" + "AAAA".repeat(1366) + "\"}",
        "1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member"
            + " must have length less than or equal to 4096");
  }

  @Test
  void rangesEnumsAndPatterns_areQuoted() {
    assertInvalid(
        LIST_GRANTS,
        "{\"KeyId\":\"k\",\"Limit\":0}",
        "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member"
            + " must have value greater than or equal to 1");
    assertInvalid(
        CREATE_KEY,
        "{\"KeyUsage\":\"FUN\"}",
        "1 validation error detected: Value 'FUN' at 'keyUsage' failed to satisfy constraint:"
            + " Member must satisfy enum value set: [SIGN_VERIFY, ENCRYPT_DECRYPT,"
            + " GENERATE_VERIFY_MAC, KEY_AGREEMENT]");
    assertInvalid(
        CREATE_GRANT,
        "{\"KeyId\":\"k\",\"Operations\":[\"Decrypt\"],\"Name\":\"a b\"}",
        "1 validation error detected: Value 'a b' at 'name' failed to satisfy constraint: Member"
            + " must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$");
  }

  @Test
  void elements_areNamedByPlace() {
    assertInvalid(
        CREATE_KEY,
        "{\"Tags\":[{\"TagKey\":\"a\",\"TagValue\":\"\"},{\"TagKey\":\"\"}]}",
        "2 validation errors detected: Value '' at 'tags.2.member.tagKey' failed to satisfy"
            + " constraint: Member must have length greater than or equal to 1; Value null at"
            + " 'tags.2.member.tagValue' failed to satisfy constraint: Member must not be null");
  }

  @Test
  void grantTokens_areNotEchoed() {
    assertInvalid(
        DECRYPT,
        "{\"CiphertextBlob\":\"AA==\",\"GrantTokens\":[\"tok\",\"\"]}",
        "1 validation error detected: Value at 'grantTokens' failed to satisfy constraint: Member"
            + " must satisfy constraint: [Member must have length less than or equal to 8192,"
            + " Member must have length greater than or equal to 1]");
    assertThatThrownBy(
            () ->
                DECRYPT.read(
                    post(
                        "{\"CiphertextBlob\":\"AA==\",\"GrantTokens\":[\""
                            + "tok\",\"".repeat(10)
                            + "tok\"]}")))
        .hasMessageContaining("Member must have length less than or equal to 10")
        .hasMessageNotContaining("tok");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"CiphertextBlob":7}                              | NUMBER_VALUE can not be converted to String
          {"CiphertextBlob":"AA==","KeyId":{}}              | START_OBJECT can not be converted to String
          {"CiphertextBlob":"AA==","DryRun":"true"}         | STRING_VALUE can not be converted to Boolean
          {"CiphertextBlob":"AA==","GrantTokens":"x"}       | STRING_VALUE can not be converted to List
          {"CiphertextBlob":"AA==","GrantTokens":[null]}    | NULL_VALUE can not be converted to String
          {"CiphertextBlob":"AA==","EncryptionContext":[]}  | START_ARRAY can not be converted to Map
          {"CiphertextBlob":"AA==","EncryptionContext":{"a":1}} | NUMBER_VALUE can not be converted to String
          {"CiphertextBlob":"AA==","EncryptionContext":{"a":null}} | NULL_VALUE can not be converted to String
          []                                                | START_ARRAY can not be converted to Structure
          """)
  void wrongKinds_areSerializationErrors(String body, String message) {
    assertMalformed(DECRYPT, body, message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AA",
        "AA=",
        "A===",
        "AB==",
        "AAB=",
        "AA==\\n",
        " AA==",
        "A-_=",
        "AA==AA==",
        "ÄÄ=="
      })
  void base64_isStrict(String blob) {
    assertMalformed(DECRYPT, "{\"CiphertextBlob\":\"" + blob + "\"}", "a blob is not valid base64");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "1e0", "2147483648", "-2147483649", "99999999999999999999"})
  void integers_areWholeAndInRange(String number) {
    assertMalformed(
        LIST_GRANTS,
        "{\"KeyId\":\"k\",\"Limit\":" + number + "}",
        "a number is no integer, or out of range");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"KeyId\":\"a\",\"KeyId\":\"b\"}",
        "{\"KeyId\":\"a\",\"K\\u0065yId\":\"b\"}",
        "{} {}",
        "{\"KeyId\":\"\\ud800\"}",
        "{\"KeyId\":NaN}",
        "\uFEFF{}",
        "/**/{}",
        "{'KeyId':1}",
        "{\"EncryptionContext\":{\"a\":\"1\",\"a\":\"1\"}}",
        "{"
      })
  void hostileText_isRefused(String body) {
    assertThatThrownBy(() -> DECRYPT.read(post(body)))
        .isInstanceOf(ApiException.class)
        .satisfies(
            e -> assertThat(((ApiException) e).code()).isEqualTo(CommonErrors.SERIALIZATION));
    assertThat(DECRYPT.rawParameters(post(body))).isEqualTo(JsonNull.NULL);
  }

  @Test
  void bytesThatAreNotUtf8_areRefused() {
    byte[] overlong = {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}'};
    assertThatThrownBy(() -> DECRYPT.read(post(overlong)))
        .isInstanceOf(ApiException.class)
        .hasMessage("the text is not valid UTF-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text/plain",
        "application/cbor",
        "application/x-amz-json-1.2",
        "application/json"
      })
  void otherContentTypes_areRefused(String contentType) {
    WireRequest request = new WireRequest("POST", new byte[] {'{', '}'}, "", contentType);
    assertThatThrownBy(() -> DECRYPT.read(request))
        .isInstanceOf(ApiException.class)
        .hasMessage("the Content-Type must be application/x-amz-json-1.1");
  }

  @Test
  void rawParameters_showWhatFitsAndNoSecrets() {
    assertThat(
            JsonWriter.toText(
                ENCRYPT.rawParameters(
                    post(
                        "{\"KeyId\":\"\",\"Plaintext\":\"c2VjcmV0\",\"GrantTokens\":[\"tok\"],"
                            + "\"EncryptionContext\":{\"a\":\"b\",\"c\":1},\"DryRun\":7,"
                            + "\"Unknown\":\"x\"}"))))
        .isEqualTo("{\"keyId\":\"\",\"encryptionContext\":{\"a\":\"b\"}}");
  }

  @Test
  void answers_areCompactAndOrdered() {
    byte[] body =
        DECRYPT.write(
            new KmsRecords.DecryptOutput(
                "k\"\\\u0000\n\ud800", Secret.ofUtf8("abc"), "S", Optional.empty()),
            "id");
    assertThat(new String(body, StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"KeyId\":\"k\\\"\\\\\\u0000\\u000a\\ud800\",\"Plaintext\":\"YWJj\","
                + "\"EncryptionAlgorithm\":\"S\"}");
  }
}
