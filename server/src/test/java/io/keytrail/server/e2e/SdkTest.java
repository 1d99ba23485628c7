package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.AlreadyExistsException;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.DryRunOperationException;
import software.amazon.awssdk.services.kms.model.GrantListEntry;
import software.amazon.awssdk.services.kms.model.GrantOperation;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidArnException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.InvalidGrantTokenException;
import software.amazon.awssdk.services.kms.model.InvalidKeyUsageException;
import software.amazon.awssdk.services.kms.model.InvalidMarkerException;
import software.amazon.awssdk.services.kms.model.KeyListEntry;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/// The AWS SDK for Java v2, unchanged: it knows our errors by their types, and walks our pages.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SdkTest {
  private static final SdkBytes X = SdkBytes.fromUtf8String("x");

  private TestServer server;
  private KmsClient kms;
  private IamClient iam;
  private StsClient sts;

  @BeforeAll
  void start() throws Exception {
    server = TestServer.start();
    kms = server.kms(server.root());
    iam = server.iam(server.root());
    sts = server.sts(server.root());
  }

  @AfterAll
  void stop() throws Exception {
    kms.close();
    iam.close();
    sts.close();
    server.close();
  }

  private String key() {
    return kms.createKey().keyMetadata().keyId();
  }

  private static void assertThrows(
      Class<? extends AwsServiceException> type, int status, ThrowingCallable call) {
    AwsServiceException thrown = catchThrowableOfType(type, call);
    assertThat(thrown).as(type.getSimpleName()).isNotNull().isExactlyInstanceOf(type);
    assertThat(thrown.statusCode()).as(type.getSimpleName()).isEqualTo(status);
    assertThat(thrown.requestId()).isNotEmpty();
  }

  @Test
  void kms_refusesByTypedExceptions() {
    String key = key();
    String other = key();
    SdkBytes blob = kms.encrypt(r -> r.keyId(key).plaintext(X)).ciphertextBlob();
    assertThrows(
        NotFoundException.class, 400, () -> kms.describeKey(r -> r.keyId("alias/nothing")));
    assertThrows(
        InvalidArnException.class, 400, () -> kms.describeKey(r -> r.keyId("arn:aws:kms:x")));
    assertThrows(
        InvalidCiphertextException.class, 400, () -> kms.decrypt(r -> r.ciphertextBlob(X)));
    assertThrows(
        IncorrectKeyException.class,
        400,
        () -> kms.decrypt(r -> r.ciphertextBlob(blob).keyId(other)));
    assertThrows(
        InvalidGrantTokenException.class,
        400,
        () -> kms.decrypt(r -> r.ciphertextBlob(blob).grantTokens("bm90IGEgdG9rZW4")));
    assertThrows(InvalidMarkerException.class, 400, () -> kms.listKeys(r -> r.marker("mine")));
    assertThrows(
        DryRunOperationException.class,
        400,
        () -> kms.decrypt(r -> r.ciphertextBlob(blob).dryRun(true)));
    kms.createAlias(r -> r.aliasName("alias/once").targetKeyId(key));
    assertThrows(
        AlreadyExistsException.class,
        400,
        () -> kms.createAlias(r -> r.aliasName("alias/once").targetKeyId(key)));
  }

  @Test
  void kms_refusesByTheStateAndKindOfAKey() {
    String key = key();
    kms.disableKey(r -> r.keyId(key));
    assertThrows(
        DisabledException.class,
        400,
        () -> kms.generateDataKey(r -> r.keyId(key).keySpec(DataKeySpec.AES_256)));
    kms.scheduleKeyDeletion(r -> r.keyId(key).pendingWindowInDays(7));
    assertThrows(KmsInvalidStateException.class, 400, () -> kms.enableKey(r -> r.keyId(key)));
    String mac =
        kms.createKey(r -> r.keySpec(KeySpec.HMAC_256).keyUsage(KeyUsageType.GENERATE_VERIFY_MAC))
            .keyMetadata()
            .keyId();
    assertThrows(
        InvalidKeyUsageException.class, 400, () -> kms.encrypt(r -> r.keyId(mac).plaintext(X)));
  }

  @Test
  void whatIsNotBuilt_isUnknown() {
    KmsException unknown =
        catchThrowableOfType(KmsException.class, () -> kms.getKeyRotationStatus(r -> r.keyId("k")));
    assertThat(unknown.awsErrorDetails().errorCode()).isEqualTo("UnknownOperationException");
    assertThat(catchThrowableOfType(AwsServiceException.class, () -> iam.listGroups()))
        .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidAction"));
  }

  @Test
  void iam_refusesByTypedExceptions() {
    assertThrows(NoSuchEntityException.class, 404, () -> iam.getUser(r -> r.userName("nobody")));
    iam.createUser(r -> r.userName("typed"));
    assertThrows(
        EntityAlreadyExistsException.class, 409, () -> iam.createUser(r -> r.userName("TYPED")));
    assertThrows(
        software.amazon.awssdk.services.iam.model.MalformedPolicyDocumentException.class,
        400,
        () ->
            iam.putUserPolicy(
                r -> r.userName("typed").policyName("p").policyDocument("{\"Statement\": 1}")));
    iam.createAccessKey(r -> r.userName("typed"));
    assertThrows(
        DeleteConflictException.class, 409, () -> iam.deleteUser(r -> r.userName("typed")));
    iam.createAccessKey(r -> r.userName("typed"));
    assertThrows(
        LimitExceededException.class, 409, () -> iam.createAccessKey(r -> r.userName("typed")));
  }

  @Test
  void sts_knowsItsCaller_andRefusesAWrongSecret() throws Exception {
    assertThat(sts.getCallerIdentity().arn())
        .isEqualTo("arn:aws:iam::" + TestServer.ACCOUNT + ":root");
    try (StsClient wrong =
        server.sts(AwsBasicCredentials.create(server.root().accessKeyId(), "not the secret"))) {
      StsException refused = catchThrowableOfType(StsException.class, wrong::getCallerIdentity);
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("SignatureDoesNotMatch");
    }
  }

  @Test
  void paginators_walkEveryPage_andMeetEverythingOnce() {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      keys.add(key());
    }
    String key = keys.getFirst();
    assertThat(
            once(
                kms.listKeysPaginator(r -> r.limit(2)).keys().stream()
                    .map(KeyListEntry::keyId)
                    .toList()))
        .containsAll(keys);
    List<String> aliases = new ArrayList<>();
    List<String> grants = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String alias = "alias/page-" + i;
      aliases.add(alias);
      kms.createAlias(r -> r.aliasName(alias).targetKeyId(key));
      grants.add(
          kms.createGrant(
                  r ->
                      r.keyId(key)
                          .granteePrincipal("arn:aws:iam::" + TestServer.ACCOUNT + ":root")
                          .operations(GrantOperation.DECRYPT))
              .grantId());
    }
    assertThat(
            once(
                kms.listAliasesPaginator(r -> r.keyId(key).limit(2)).aliases().stream()
                    .map(AliasListEntry::aliasName)
                    .toList()))
        .containsExactlyElementsOf(aliases);
    assertThat(
            once(
                kms.listGrantsPaginator(r -> r.keyId(key).limit(2)).grants().stream()
                    .map(GrantListEntry::grantId)
                    .toList()))
        .containsExactlyInAnyOrderElementsOf(grants);
  }

  @Test
  void usersPaginator_walksEveryPage() {
    for (int i = 0; i < 5; i++) {
      String name = "page-" + i;
      iam.createUser(r -> r.userName(name).path("/pages/"));
    }
    List<String> names =
        iam.listUsersPaginator(r -> r.pathPrefix("/pages/").maxItems(2)).users().stream()
            .map(User::userName)
            .toList();
    assertThat(once(names)).containsExactly("page-0", "page-1", "page-2", "page-3", "page-4");
  }

  private static TreeSet<String> once(List<String> found) {
    assertThat(found).doesNotHaveDuplicates();
    return new TreeSet<>(found);
  }
}
