package io.keytrail.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.CommonErrors;
import io.keytrail.server.invoke.OperationId;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Whatever bytes arrive, a request is read or refused as malformed, and has a raw view.
class HostileRequestTest {
  private static final int ROUNDS = 4_000;
  private static final Set<String> REFUSALS =
      Set.of(
          CommonErrors.SERIALIZATION.name(),
          CommonErrors.VALIDATION.name(),
          "InvalidParameterValue",
          "MissingParameter",
          "UnknownParameter",
          "UnsupportedOperation");
  private static final ServiceModels MODELS = ServiceModels.load();

  @Test
  void damagedJson_isReadOrRefused() {
    String whole =
        "{\"CiphertextBlob\":\"AAECAw==\",\"EncryptionContext\":{\"a\":\"b\",\"\u00e4\":\"\\u0000\"},"
            + "\"GrantTokens\":[\"t\"],\"KeyId\":\"alias/x\",\"DryRun\":true}";
    attack(
        OperationCodec.of(
            new OperationId("kms", "Decrypt"),
            KmsRecords.DecryptInput.class,
            KmsRecords.DecryptOutput.class,
            MODELS),
        whole,
        "application/x-amz-json-1.1");
  }

  @Test
  void damagedForms_areReadOrRefused() {
    attack(
        OperationCodec.of(
            new OperationId("iam", "CreateUser"),
            IamRecords.CreateUserInput.class,
            IamRecords.CreateUserOutput.class,
            MODELS),
        "Action=CreateUser&Version=2010-05-08&UserName=u%40x&Path=%2Fa%2F&Tags.member.1.Key=k"
            + "&Tags.member.1.Value=v+w&Tags.member.2.Key=l&Tags.member.2.Value=",
        "application/x-www-form-urlencoded");
  }

  @Test
  void damagedFormsOfEc2_areReadOrRefused() {
    attack(
        Ec2CodecTest.CREATE_VOLUME,
        "AvailabilityZone=us-west-2a&Encrypted=true&Size=8&TagSpecification.1.ResourceType=volume"
            + "&TagSpecification.1.Tag.1.Key=k&TagSpecification.1.Tag.1.Value=v+w%C3%A4"
            + "&TagSpecification.1.Tag.2.Key=l&VolumeType=gp3&DryRun=false&ClientToken=t",
        "application/x-www-form-urlencoded");
  }

  private static void attack(OperationCodec<?, ?> codec, String whole, String contentType) {
    long seed = Long.getLong("seed", 20_260_131L);
    SplittableRandom random = new SplittableRandom(seed);
    int refused = 0;
    for (int i = 0; i < ROUNDS; i++) {
      byte[] body = damaged(whole.getBytes(StandardCharsets.UTF_8), random);
      WireRequest request = new WireRequest("POST", body, "", contentType);
      try {
        assertThat(codec.read(request)).isNotNull();
      } catch (ApiException expected) {
        refused++;
        assertThat(expected.code().name()).isIn(REFUSALS);
      }
      assertThatCode(() -> codec.rawParameters(request))
          .as("round %d, -Dseed=%d", i, seed)
          .doesNotThrowAnyException();
    }
    assertThat(refused).as("-Dseed=%d", seed).isBetween(1, ROUNDS - 1);
  }

  private static byte[] damaged(byte[] body, SplittableRandom random) {
    byte[] damaged = random.nextInt(4) == 0 ? cut(body, random) : body.clone();
    for (int n = random.nextInt(3); n >= 0 && damaged.length > 0; n--) {
      int at = random.nextInt(damaged.length);
      damaged[at] =
          random.nextBoolean() ? body[random.nextInt(body.length)] : (byte) random.nextInt(256);
    }
    return damaged;
  }

  private static byte[] cut(byte[] body, SplittableRandom random) {
    byte[] cut = new byte[random.nextInt(body.length)];
    System.arraycopy(body, body.length - cut.length, cut, 0, cut.length);
    return cut;
  }
}
