package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.server.store.DatabaseUrl;
import io.keytrail.server.store.FaultProxy;
import io.keytrail.server.store.TestPostgres;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.GrantOperation;
import software.amazon.awssdk.services.kms.model.KmsResponse;

/// Two servers on one database. What is taken away on one is no longer given by the other a second
/// later, also where its `LISTEN` connection is frozen; and a server that cannot ask the database
/// gives nothing.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TwoServersTest {
  /// The lease: a call that begins later than this after the change's reply must see it.
  private static final Duration NOTICE = Duration.ofSeconds(1);

  private static final Duration RECOVERY = Duration.ofSeconds(5);

  /// The database's deadline twice: for the call, and for the record of its failure.
  private static final Duration ANSWER = Duration.ofSeconds(12);
  private static final int CALLS_AFTER = 15;
  private static final Map<String, String> CONTEXT = Map.of("aws:ebs:id", "vol-1234abcd");
  private static final String ALLOW_KMS =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"kms:*","Resource":"*"}}""";

  private final Vertx vertx = Vertx.vertx();
  private final AcknowledgedCalls acknowledged = new AcknowledgedCalls();
  private TestServer here;
  private TestServer there;
  private FaultProxy proxy;
  private AwsBasicCredentials root;
  private KmsClient kms;
  private IamClient iam;
  private int users;

  /// Whether the other server hears notifications.
  private enum Hearing {
    LISTENING,
    LISTEN_FROZEN
  }

  /// How the other server's database goes away.
  private enum Loss {
    FROZEN,
    CUT
  }

  @BeforeAll
  void start() throws Exception {
    DatabaseUrl database = TestPostgres.freshDatabase();
    here = TestServer.on(database, Optional.empty());
    proxy = FaultProxy.start(vertx, database);
    there = TestServer.on(proxy.url(), Optional.of(here.rootKey()));
    root = here.root();
    kms = Clients.kms(here.uri(), root);
    iam = Clients.iam(here.uri(), root);
  }

  @AfterEach
  void heal() {
    proxy.resume();
  }

  @AfterAll
  void stop() throws Exception {
    kms.close();
    iam.close();
    there.close();
    here.close();
    proxy.close();
    TestPostgres.await(vertx.close());
  }

  @ParameterizedTest
  @EnumSource
  void disabledKey_isNotUsedByTheOther(Hearing hearing) {
    String key = key();
    try (KmsClient other = Clients.kms(there.uri(), root)) {
      assertHonoured(
          hearing,
          () -> kms.disableKey(r -> r.keyId(key)),
          () -> dataKey(other, key),
          "DisabledException");
    }
  }

  @ParameterizedTest
  @EnumSource
  void revokedGrant_isNotUsedByTheOther(Hearing hearing) {
    assertGrantEnds(hearing, (key, grant) -> kms.revokeGrant(r -> r.keyId(key).grantId(grant)));
  }

  @ParameterizedTest
  @EnumSource
  void retiredGrant_isNotUsedByTheOther(Hearing hearing) {
    assertGrantEnds(
        hearing,
        (key, grant) -> {
          String arn = kms.describeKey(r -> r.keyId(key)).keyMetadata().arn();
          return kms.retireGrant(r -> r.keyId(arn).grantId(grant));
        });
  }

  @ParameterizedTest
  @EnumSource
  void inactiveAccessKey_isNotTakenByTheOther(Hearing hearing) {
    String key = key();
    User user = user();
    iam.putUserPolicy(r -> r.userName(user.name).policyName("p").policyDocument(ALLOW_KMS));
    try (KmsClient other = Clients.kms(there.uri(), user.credentials)) {
      assertHonoured(
          hearing,
          () ->
              iam.updateAccessKey(
                  r ->
                      r.userName(user.name)
                          .accessKeyId(user.credentials.accessKeyId())
                          .status(StatusType.INACTIVE)),
          () -> dataKey(other, key),
          "UnrecognizedClientException");
    }
  }

  @ParameterizedTest
  @EnumSource
  void deletedUserPolicy_allowsNothingOnTheOther(Hearing hearing) {
    String key = key();
    User user = user();
    iam.putUserPolicy(r -> r.userName(user.name).policyName("p").policyDocument(ALLOW_KMS));
    try (KmsClient other = Clients.kms(there.uri(), user.credentials)) {
      assertHonoured(
          hearing,
          () -> iam.deleteUserPolicy(r -> r.userName(user.name).policyName("p")),
          () -> dataKey(other, key),
          "AccessDeniedException");
    }
  }

  @ParameterizedTest
  @EnumSource
  void replacedKeyPolicy_allowsNothingOnTheOther(Hearing hearing) {
    User user = user();
    String key = key();
    String before = kms.getKeyPolicy(r -> r.keyId(key)).policy();
    kms.putKeyPolicy(r -> r.keyId(key).policy(policyFor(user)));
    try (KmsClient other = Clients.kms(there.uri(), user.credentials)) {
      assertHonoured(
          hearing,
          () -> kms.putKeyPolicy(r -> r.keyId(key).policy(before)),
          () -> dataKey(other, key),
          "AccessDeniedException");
    }
  }

  @ParameterizedTest
  @EnumSource
  void serverWithoutItsDatabase_givesNothing_andIsBackWithinFiveSeconds(Loss loss) {
    String key = key();
    try (KmsClient other = Clients.kms(there.uri(), root)) {
      assertThat(tryOn(() -> dataKey(other, key))).isInstanceOf(Answer.Done.class);
      switch (loss) {
        case FROZEN -> proxy.freeze();
        case CUT -> proxy.cut();
      }
      long lost = System.nanoTime();
      assertNothingIsGiven(lost, () -> dataKey(other, key));
      assertNothingIsGiven(lost, () -> other.describeKey(r -> r.keyId(key)));
      // The first server is not concerned.
      assertThat(tryOn(() -> dataKey(kms, key))).isInstanceOf(Answer.Done.class);
      proxy.resume();
      long resumed = System.nanoTime();
      while (!(tryOn(() -> dataKey(other, key)) instanceof Answer.Done)) {
        assertThat(since(resumed)).isLessThan(RECOVERY);
      }
      assertThat(since(resumed)).isLessThan(RECOVERY);
    }
  }

  /// What was changed while it could not ask is honoured from its first answer on.
  @Test
  void changeDuringTheLoss_isHonouredByTheFirstAnswerAfterIt() {
    String key = key();
    try (KmsClient other = Clients.kms(there.uri(), root)) {
      assertThat(tryOn(() -> dataKey(other, key))).isInstanceOf(Answer.Done.class);
      proxy.cut();
      long lost = System.nanoTime();
      kms.disableKey(r -> r.keyId(key));
      assertNothingIsGiven(lost, () -> dataKey(other, key));
      proxy.resume();
      Answer<?> answer = tryOn(() -> dataKey(other, key));
      long resumed = System.nanoTime();
      while (answer instanceof Answer.Unknown) {
        assertThat(since(resumed)).isLessThan(RECOVERY);
        answer = tryOn(() -> dataKey(other, key));
      }
      assertThat(answer).isEqualTo(new Answer.Refused<>("DisabledException"));
    }
  }

  private interface GrantEnd {
    Object end(String key, String grant);
  }

  private void assertGrantEnds(Hearing hearing, GrantEnd end) {
    User user = user();
    String key = key();
    SdkBytes blob = dataKey(kms, key).ciphertextBlob();
    String grant =
        kms.createGrant(
                r -> r.keyId(key).granteePrincipal(user.arn()).operations(GrantOperation.DECRYPT))
            .grantId();
    try (KmsClient other = Clients.kms(there.uri(), user.credentials)) {
      assertHonoured(
          hearing,
          () -> end.end(key, grant),
          () -> other.decrypt(r -> r.ciphertextBlob(blob).encryptionContext(CONTEXT)),
          "AccessDeniedException");
    }
  }

  /// The call works on the other server; after the change it is refused, by every call that begins
  /// more than the notice after the change was acknowledged, and stays so.
  private void assertHonoured(
      Hearing hearing, Supplier<?> change, Supplier<? extends KmsResponse> call, String code) {
    while (proxy.listeners() == 0) {
      Thread.onSpinWait();
    }
    // The first fills the caches, the second answers from them.
    assertThat(eventually(call)).isInstanceOf(Answer.Done.class);
    assertThat(tryOn(call)).isInstanceOf(Answer.Done.class);
    if (hearing == Hearing.LISTEN_FROZEN) {
      proxy.freezeListeners();
    }
    var _ = change.get();
    long changed = System.nanoTime();
    Duration begun;
    Answer<?> answer;
    do {
      begun = since(changed);
      answer = tryOn(call);
    } while (answer instanceof Answer.Done && begun.compareTo(NOTICE) < 0);
    assertThat(answer).as("begun %s after the change", begun).isEqualTo(new Answer.Refused<>(code));
    for (int i = 0; i < CALLS_AFTER; i++) {
      assertThat(tryOn(call)).isEqualTo(new Answer.Refused<>(code));
    }
  }

  /// What was made on the first server a moment ago may take as long to be known on the other.
  private Answer<?> eventually(Supplier<? extends KmsResponse> call) {
    long begin = System.nanoTime();
    Answer<?> answer = tryOn(call);
    while (!(answer instanceof Answer.Done) && since(begin).compareTo(NOTICE) < 0) {
      answer = tryOn(call);
    }
    return answer;
  }

  /// From a second after the loss on there are errors only, and they come in time.
  private void assertNothingIsGiven(long lost, Supplier<? extends KmsResponse> call) {
    Duration begun;
    do {
      begun = since(lost);
      long asked = System.nanoTime();
      Answer<?> answer = tryOn(call);
      assertThat(since(asked)).as("answered in time").isLessThan(ANSWER);
      if (begun.compareTo(NOTICE) > 0) {
        assertThat(answer).isInstanceOf(Answer.Unknown.class);
        assertThat(((Answer.Unknown<?>) answer).status()).as("status").isGreaterThanOrEqualTo(500);
      }
    } while (begun.compareTo(NOTICE) <= 0);
  }

  private Answer<?> tryOn(Supplier<? extends KmsResponse> call) {
    return Answer.of(acknowledged, call::get);
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }

  private String key() {
    return kms.createKey().keyMetadata().keyId();
  }

  private static software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse dataKey(
      KmsClient by, String key) {
    return by.generateDataKey(
        r -> r.keyId(key).keySpec(DataKeySpec.AES_256).encryptionContext(CONTEXT));
  }

  private record User(String name, AwsBasicCredentials credentials) {
    String arn() {
      return "arn:aws:iam::" + TestServer.ACCOUNT + ":user/" + name;
    }
  }

  /// Somebody who may do nothing yet.
  private User user() {
    String name = "user-" + ++users;
    iam.createUser(r -> r.userName(name));
    var key = iam.createAccessKey(r -> r.userName(name)).accessKey();
    return new User(name, AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
  }

  private static String policyFor(User user) {
    return """
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::%s:root"},"Action":"kms:*","Resource":"*"},
          {"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"kms:GenerateDataKey","Resource":"*"}]}"""
        .formatted(TestServer.ACCOUNT, user.arn());
  }
}
