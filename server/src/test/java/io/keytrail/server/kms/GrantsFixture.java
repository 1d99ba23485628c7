package io.keytrail.server.kms;

import static io.keytrail.server.kms.KmsWorld.ALICE;
import static io.keytrail.server.kms.KmsWorld.BOB;
import static io.keytrail.server.kms.KmsWorld.EVE;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.crypto.Bytes;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/// A world for tests of grants: a fresh key for each, Alice who may do everything by policy, Bob
/// and Eve nothing.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GrantsFixture {
  static final Map<String, String> SID =
      Map.of("aws:workspaces:sid-directoryid", "[S-1-5-21-1-2-3-1107]@[d-1234abcd01]");

  KmsWorld world;
  String key = "";

  @BeforeAll
  void open() {
    world = KmsWorld.open();
  }

  @AfterAll
  void close() {
    world.close();
  }

  @BeforeEach
  void freshKey() {
    world.let(ALICE, KmsWorld.allow("kms:*"));
    world.let(BOB);
    world.let(EVE);
    key = world.key();
  }

  final CreateGrant.Output grant(CreateGrant.Input input) {
    return world.ok(ALICE, CreateGrant.Output.class, input);
  }

  final String decryption(Principal caller, Map<String, String> context) {
    Bytes blob = world.encrypt(ALICE, key, context, "x");
    return answer(world.invoke(KmsWorld.caller(caller), Inputs.decrypt(blob, context)));
  }

  static String answer(io.vertx.core.Future<?> reply) {
    return io.keytrail.server.store.TestPostgres.await(
        reply.transform(
            done -> io.vertx.core.Future.succeededFuture(done.succeeded() ? "ok" : "refused")));
  }
}
