package io.keytrail.server.iam;

import static io.keytrail.server.store.TestPostgres.await;
import static io.keytrail.server.store.TestPostgres.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.crypto.RootKey;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.crypto.SecretAccess;
import io.keytrail.server.invoke.AccessKeys;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootstrapTest {
  private static final String ACCOUNT = IamWorld.ACCOUNT;

  @TempDir private Path folder;

  private IamWorld world;
  private final RootKey rootKey = IamWorld.newRootKey();

  @BeforeEach
  void open() {
    world = IamWorld.empty(rootKey);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private Optional<Credentials> start() {
    return await(world.iam.bootstrap().run(ACCOUNT, Optional.empty()));
  }

  private static Bootstrap.Given given(String secret) {
    return new Bootstrap.Given("AKIAIOSFODNN7EXAMPLE", Secret.ofUtf8(secret));
  }

  @Test
  void firstStart_makesTheRootUsersKey_andLaterStartsFindIt() {
    Credentials first = start().orElseThrow();
    assertThat(first.accessKeyId()).startsWith("AKIA");
    Credentials second = start().orElseThrow();
    assertThat(second.accessKeyId()).isEqualTo(first.accessKeyId());
    assertThat(second.secret().sameAs(first.secret())).isTrue();
    AccessKeys.AccessKeyRecord signer =
        await(world.accessKeys.find(first.accessKeyId())).orElseThrow();
    assertThat(signer.principal()).isEqualTo(new Principal.Root(ACCOUNT));
  }

  @Test
  void twoServersThatStartAtOnce_findOneKey() {
    try (IamWorld neighbour = world.neighbour(rootKey)) {
      Future<Optional<Credentials>> one = world.iam.bootstrap().run(ACCOUNT, Optional.empty());
      Future<Optional<Credentials>> two = neighbour.iam.bootstrap().run(ACCOUNT, Optional.empty());
      String first = await(one).orElseThrow().accessKeyId();
      assertThat(await(two).orElseThrow().accessKeyId()).isEqualTo(first);
    }
    assertThat(await(world.dependencies.accessKeys().accessKeys(new Principal.Root(ACCOUNT))))
        .hasSize(1);
  }

  @Test
  void aGivenKey_isTheRootUsers_andItsSecretCanBeReplaced() throws Exception {
    assertThat(
            await(world.iam.bootstrap().run(ACCOUNT, Optional.of(given("a-given-secret-of-ours")))))
        .isEmpty();
    await(world.iam.bootstrap().run(ACCOUNT, Optional.of(given("a-given-secret-of-ours"))));
    assertSigns(world, "a-given-secret-of-ours");
    try (IamWorld restarted = world.neighbour(rootKey)) {
      await(restarted.iam.bootstrap().run(ACCOUNT, Optional.of(given("another-secret-of-ours"))));
      assertSigns(restarted, "another-secret-of-ours");
    }
    assertThat(await(world.dependencies.accessKeys().accessKeys(new Principal.Root(ACCOUNT))))
        .hasSize(1);
  }

  private static void assertSigns(IamWorld server, String secret) throws Exception {
    byte[] message = "20261123".getBytes(StandardCharsets.US_ASCII);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(("AWS4" + secret).getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    AccessKeys.AccessKeyRecord found =
        await(server.accessKeys.find("AKIAIOSFODNN7EXAMPLE")).orElseThrow();
    assertThat(found.secret().hmacAws4(message)).isEqualTo(mac.doFinal(message));
    assertThat(found.toString()).doesNotContain(secret);
  }

  @Test
  void aGivenKey_ofAnotherAccount_stopsTheStart() {
    await(world.iam.bootstrap().run("111122223333", Optional.of(given("a-given-secret-of-ours"))));
    assertThat(
            failureOf(
                world.iam.bootstrap().run(ACCOUNT, Optional.of(given("a-given-secret-of-ours")))))
        .hasMessage("the access key id `AKIAIOSFODNN7EXAMPLE` belongs to somebody else");
  }

  @Test
  void aGivenKey_thatIsTooShort_isRefused() {
    assertThatThrownBy(() -> new Bootstrap.Given("AKIA", Secret.ofUtf8("a-given-secret-of-ours")))
        .hasMessage("expected an access key id of 16 to 128 letters, digits and underscores");
    assertThatThrownBy(() -> given("short"))
        .hasMessage("expected a secret access key of at least 16 characters");
  }

  @Test
  void credentialsFile_isPrivate_andKeepsWhatItHas() throws IOException {
    Path file = folder.resolve("credentials");
    Credentials first = new Credentials(ACCOUNT, "AKIAFIRST", Secret.ofUtf8("s1"));
    new CredentialsFile(file).write(first);
    new CredentialsFile(file).write(first);
    new CredentialsFile(file)
        .write(new Credentials("111122223333", "AKIASECOND", Secret.ofUtf8("s2")));
    assertThat(Files.readAllLines(file))
        .isEqualTo(
            List.of(
                "[default]",
                "aws_access_key_id = AKIAFIRST",
                "aws_secret_access_key = s1",
                "",
                "[111122223333]",
                "aws_access_key_id = AKIASECOND",
                "aws_secret_access_key = s2"));
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void accounts_areMadeOnce_withAKeyOfTheirRootUser() {
    Credentials made = await(world.iam.accounts().create("111122223333")).orElseThrow();
    assertThat(made.secret().readText(SecretAccess.REPLY)).hasSize(40);
    assertThat(await(world.iam.accounts().create("111122223333"))).isEmpty();
    assertThat(await(world.iam.accounts().all())).extracting(Account::id).contains("111122223333");
  }
}
