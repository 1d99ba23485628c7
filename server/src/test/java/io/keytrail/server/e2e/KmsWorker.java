package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.CreateKeyResponse;
import software.amazon.awssdk.services.kms.model.DataKeySpec;

/// One client under faults: makes and changes keys of its own, encrypts under them, and remembers
/// what it was told. Used by one thread at a time.
final class KmsWorker {
  private static final int MANY_KEYS = 12;
  private static final long BREATH_MILLIS = 20;

  private final String name;
  private final SplittableRandom random;
  private final AcknowledgedCalls acknowledged;
  private final List<OwnedKey> keys = new ArrayList<>();
  private final List<Sealed> blobs = new ArrayList<>();

  /// A ciphertext somebody was given, and how it opens.
  private record Sealed(SdkBytes blob, SdkBytes plaintext, Map<String, String> context) {}

  KmsWorker(String name, SplittableRandom random, AcknowledgedCalls acknowledged) {
    this.name = name;
    this.random = random;
    this.acknowledged = acknowledged;
  }

  /// Calls until `end`; after an unanswered call there is a short pause, so that a dead server is
  /// not drummed on.
  void work(KmsClient kms, CountDownLatch end) throws InterruptedException {
    while (end.getCount() > 0) {
      if (!step(kms) && end.await(BREATH_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  /// @return whether the server is there, as far as one can tell
  private boolean step(KmsClient kms) {
    if (keys.isEmpty()) {
      return createKey(kms);
    }
    OwnedKey key = keys.get(random.nextInt(keys.size()));
    if (!key.surelyEnabled()) {
      key.enable(kms);
    }
    int die = random.nextInt(100);
    if (die < 35) {
      return dataKey(kms, key);
    } else if (die < 55) {
      return encrypt(kms, key);
    } else if (die < 78) {
      return blobs.isEmpty() || decrypt(kms);
    } else if (die < 85) {
      key.grant(kms);
    } else if (die < 91) {
      key.putPolicy(kms);
    } else if (die < 97) {
      switchOffAndOn(kms, key);
    } else if (keys.size() < MANY_KEYS) {
      return createKey(kms);
    }
    return true;
  }

  private boolean createKey(KmsClient kms) {
    return switch (Answer.of(acknowledged, () -> kms.createKey(r -> r.description(name)))) {
      case Answer.Done<CreateKeyResponse>(CreateKeyResponse made) ->
          keys.add(new OwnedKey(made.keyMetadata().keyId(), acknowledged));
      case Answer.Refused<CreateKeyResponse>(String code) ->
          throw new AssertionError("CreateKey was refused: " + code);
      case Answer.Unknown<CreateKeyResponse> _ -> false;
    };
  }

  private boolean dataKey(KmsClient kms, OwnedKey key) {
    Map<String, String> context = freshContext();
    return used(
        key,
        Answer.of(
            acknowledged,
            () -> {
              var made =
                  kms.generateDataKey(
                      r ->
                          r.keyId(key.id())
                              .keySpec(DataKeySpec.AES_256)
                              .encryptionContext(context));
              blobs.add(new Sealed(made.ciphertextBlob(), made.plaintext(), context));
              return made;
            }));
  }

  private boolean encrypt(KmsClient kms, OwnedKey key) {
    Map<String, String> context = freshContext();
    SdkBytes plaintext = SdkBytes.fromString(name + blobs.size(), StandardCharsets.UTF_8);
    return used(
        key,
        Answer.of(
            acknowledged,
            () -> {
              var made =
                  kms.encrypt(
                      r -> r.keyId(key.id()).plaintext(plaintext).encryptionContext(context));
              blobs.add(new Sealed(made.ciphertextBlob(), plaintext, context));
              return made;
            }));
  }

  private static boolean used(OwnedKey key, Answer<?> answer) {
    key.requireRightState(answer);
    return !(answer instanceof Answer.Unknown);
  }

  private boolean decrypt(KmsClient kms) {
    Sealed sealedBlob = blobs.get(random.nextInt(blobs.size()));
    return !(Answer.of(acknowledged, () -> open(kms, sealedBlob)) instanceof Answer.Unknown);
  }

  private void switchOffAndOn(KmsClient kms, OwnedKey key) {
    key.disable(kms);
    dataKey(kms, key);
    key.enable(kms);
  }

  private Map<String, String> freshContext() {
    return Map.of(
        "aws:ebs:id", "vol-%08x".formatted(random.nextInt()), "worker", name + "-" + blobs.size());
  }

  private static software.amazon.awssdk.services.kms.model.DecryptResponse open(
      KmsClient kms, Sealed sealedBlob) {
    var opened =
        kms.decrypt(
            r -> r.ciphertextBlob(sealedBlob.blob()).encryptionContext(sealedBlob.context()));
    assertThat(opened.plaintext()).isEqualTo(sealedBlob.plaintext());
    return opened;
  }

  /// No acknowledged change is missing, and every ciphertext opens.
  ///
  /// @return how many ciphertexts were opened
  int verify(KmsClient kms) {
    keys.forEach(key -> key.verify(kms));
    assertThat(keys).as("%s was able to make grants", name).anyMatch(OwnedKey::hasGrants);
    blobs.forEach(sealedBlob -> open(kms, sealedBlob));
    return blobs.size();
  }

  /// Acknowledged creations of keys and grants and changes of policies.
  int changes() {
    return keys.size() + keys.stream().mapToInt(OwnedKey::changes).sum();
  }
}
