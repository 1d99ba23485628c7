package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.keytrail.audit.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.EncryptResponse;
import software.amazon.awssdk.services.kms.model.GrantOperation;
import software.amazon.awssdk.services.kms.model.KmsException;

/// Two accounts of one deployment: one uses the other's key only where both sides let it, or by a
/// grant; and each sees its own events only.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TwoAccountsTest {
  private static final String OWNER = TestServer.ACCOUNT;
  private static final String GUEST = "111122223333";
  private static final String BOB = "arn:aws:iam::" + GUEST + ":user/Bob";
  private static final SdkBytes X = SdkBytes.fromUtf8String("x");

  private TestServer server;
  private KmsClient owner;
  private IamClient guestIam;
  private AwsBasicCredentials guestRoot;
  private KmsClient bob;

  @BeforeAll
  void start() throws Exception {
    server = TestServer.start();
    owner = server.kms(server.root());
    HttpResponse<String> made =
        server.post("/api/v1/accounts", "{\"accountId\": \"" + GUEST + "\"}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    JsonObject key = TestServer.json(made.body());
    guestRoot =
        AwsBasicCredentials.create(
            Json.text(key, "/accessKeyId"), Json.text(key, "/secretAccessKey"));
    guestIam = server.iam(guestRoot);
    guestIam.createUser(r -> r.userName("Bob"));
    var bobsKey = guestIam.createAccessKey(r -> r.userName("Bob")).accessKey();
    bob = server.kms(AwsBasicCredentials.create(bobsKey.accessKeyId(), bobsKey.secretAccessKey()));
  }

  @AfterAll
  void stop() throws Exception {
    bob.close();
    guestIam.close();
    owner.close();
    server.close();
  }

  private static String keyPolicy(String more) {
    return """
        {"Version": "2012-10-17", "Statement": [
          {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::%s:root"}, "Action": "kms:*", "Resource": "*"}%s]}"""
        .formatted(OWNER, more);
  }

  private static String letsIn(String principal) {
    return """
        , {"Effect": "Allow", "Principal": {"AWS": "%s"}, "Action": "kms:Encrypt", "Resource": "*"}"""
        .formatted(principal);
  }

  private String key(String policy) {
    return owner.createKey(r -> r.policy(policy)).keyMetadata().arn();
  }

  private void letBob(String key) {
    letBob("Encrypt", key);
  }

  private void letBob(String operation, String key) {
    guestIam.putUserPolicy(
        r ->
            r.userName("Bob")
                .policyName("p")
                .policyDocument(
                    """
                    {"Version": "2012-10-17",
                     "Statement": {"Effect": "Allow", "Action": "kms:%s", "Resource": "%s"}}"""
                        .formatted(operation, key)));
  }

  private EncryptResponse encrypt(String key) {
    return bob.encrypt(r -> r.keyId(key).plaintext(X));
  }

  private KmsException refused(String key) {
    KmsException refused = catchThrowableOfType(KmsException.class, () -> encrypt(key));
    assertThat(refused).isNotNull();
    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
    return refused;
  }

  @Test
  void useOfAForeignKey_needsBothSides() {
    String closed = key(keyPolicy(""));
    String open = key(keyPolicy(letsIn("arn:aws:iam::" + GUEST + ":root")));
    String openForBob = key(keyPolicy(letsIn(BOB)));
    for (String key : List.of(closed, open, openForBob)) {
      assertThat(refused(key).awsErrorDetails().errorMessage())
          .isEqualTo(
              "User: %s is not authorized to perform: kms:Encrypt on resource: %s because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access"
                  .formatted(BOB, key));
    }
    letBob("*");
    refused(closed);
    assertThat(encrypt(open).keyId()).isEqualTo(open);
    assertThat(encrypt(openForBob).keyId()).isEqualTo(openForBob);
    letBob(closed);
    refused(closed);
    refused(open);
    guestIam.deleteUserPolicy(r -> r.userName("Bob").policyName("p"));
    refused(openForBob);
  }

  @Test
  void keyThatDoesNotExist_isRefusedInTheWordsOfOneThatDoes() {
    String closed = key(keyPolicy(""));
    String none = closed.substring(0, closed.length() - 12) + "000000000000";
    assertThat(refused(none).awsErrorDetails().errorMessage())
        .isEqualTo(refused(closed).awsErrorDetails().errorMessage().replace(closed, none));
  }

  @Test
  void grantToAForeignPrincipal_isEnoughBesideHisPolicies_untilItIsRevoked() throws Exception {
    String key = key(keyPolicy(""));
    SdkBytes blob = owner.encrypt(r -> r.keyId(key).plaintext(X)).ciphertextBlob();
    String grant =
        owner
            .createGrant(r -> r.keyId(key).granteePrincipal(BOB).operations(GrantOperation.DECRYPT))
            .grantId();
    cannotOpen(blob);
    letBob("Decrypt", key);
    var opened = bob.decrypt(r -> r.ciphertextBlob(blob));
    assertThat(opened.plaintext()).isEqualTo(X);
    // Both accounts have it on record, each under its own account; what was refused only his.
    long now = TestServer.seq(owner.listKeys());
    assertThat(server.records("eventName = Decrypt and key = " + key, now))
        .extracting(r -> r.string("recipientAccountId").orElseThrow())
        .containsExactlyInAnyOrder(OWNER, GUEST, GUEST);
    refused(key);
    owner.revokeGrant(r -> r.keyId(key).grantId(grant));
    cannotOpen(blob);
    guestIam.deleteUserPolicy(r -> r.userName("Bob").policyName("p"));
  }

  @Test
  void grantThatHisOwnAccountMade_isEnoughForAForeignPrincipal() {
    String key =
        key(
            keyPolicy(
                """
                , {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::%s:root"},
                   "Action": "kms:CreateGrant", "Resource": "*"}"""
                    .formatted(GUEST)));
    SdkBytes blob = owner.encrypt(r -> r.keyId(key).plaintext(X)).ciphertextBlob();
    cannotOpen(blob);
    try (KmsClient guest = server.kms(guestRoot)) {
      guest.createGrant(r -> r.keyId(key).granteePrincipal(BOB).operations(GrantOperation.DECRYPT));
    }
    assertThat(bob.decrypt(r -> r.ciphertextBlob(blob)).plaintext()).isEqualTo(X);
  }

  private void cannotOpen(SdkBytes blob) {
    assertThat(
            catchThrowableOfType(KmsException.class, () -> bob.decrypt(r -> r.ciphertextBlob(blob)))
                .awsErrorDetails()
                .errorCode())
        .isEqualTo("AccessDeniedException");
  }

  private List<String> accountsSeenBy(AwsBasicCredentials who, String query, long seq)
      throws Exception {
    HttpResponse<String> found =
        SignedApi.get(
            server,
            who,
            "/api/v1/events?limit=1000&waitFor="
                + seq
                + "&q="
                + URLEncoder.encode(query, StandardCharsets.UTF_8));
    assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
    assertThat(found.headers().firstValue("x-keytrail-seq")).isPresent();
    return Json.texts(TestServer.json(found.body()), "/events", "/event/recipientAccountId");
  }

  @Test
  void eachAccount_seesItsOwnEventsOnly_theOperatorAll() throws Exception {
    String key = key(keyPolicy(""));
    refused(key);
    long now = TestServer.seq(owner.describeKey(r -> r.keyId(key)));
    assertThat(accountsSeenBy(server.root(), "", now)).isNotEmpty().containsOnly(OWNER);
    assertThat(accountsSeenBy(guestRoot, "", now)).isNotEmpty().containsOnly(GUEST);
    assertThat(accountsSeenBy(guestRoot, "recipientAccountId = " + OWNER, now)).isEmpty();
    assertThat(accountsSeenBy(guestRoot, "seq = " + now, now)).isEmpty();
    assertThat(accountsSeenBy(guestRoot, "not recipientAccountId = " + GUEST, now)).isEmpty();
    assertThat(server.records("", now))
        .extracting(r -> r.string("recipientAccountId").orElseThrow())
        .contains(OWNER, GUEST);
  }

  @Test
  void operatorsDoors_areClosedToASignature() throws Exception {
    HttpResponse<String> accounts = SignedApi.get(server, guestRoot, "/api/v1/accounts");
    assertThat(accounts.statusCode()).isEqualTo(200);
    assertThat(Json.texts(TestServer.json(accounts.body()), "/accounts", "/accountId"))
        .containsExactly(GUEST);
    HttpResponse<String> unsigned =
        SignedApi.get(
            server,
            AwsBasicCredentials.create(guestRoot.accessKeyId(), "not the secret"),
            "/api/v1/events");
    assertThat(unsigned.statusCode()).isEqualTo(403);
    assertThat(TestServer.json(unsigned.body()).string("code"))
        .contains("SIGNATURE_DOES_NOT_MATCH");
  }

  @Test
  void userWithoutPermission_cannotSearch() throws Exception {
    guestIam.createUser(r -> r.userName("Reader"));
    var made = guestIam.createAccessKey(r -> r.userName("Reader")).accessKey();
    AwsBasicCredentials reader =
        AwsBasicCredentials.create(made.accessKeyId(), made.secretAccessKey());
    HttpResponse<String> denied = SignedApi.get(server, reader, "/api/v1/events");
    assertThat(denied.statusCode()).isEqualTo(403);
    JsonObject problem = TestServer.json(denied.body());
    assertThat(problem.string("code")).contains("ACCESS_DENIED");
    assertThat(problem.string("detail").orElseThrow()).contains("keytrail:SearchEvents");
    guestIam.putUserPolicy(
        r ->
            r.userName("Reader")
                .policyName("p")
                .policyDocument(
                    """
                    {"Version": "2012-10-17",
                     "Statement": {"Effect": "Allow", "Action": "keytrail:SearchEvents", "Resource": "*"}}"""));
    long now = TestServer.seq(owner.listKeys());
    assertThat(accountsSeenBy(reader, "", now)).isNotEmpty().containsOnly(GUEST);
  }
}
