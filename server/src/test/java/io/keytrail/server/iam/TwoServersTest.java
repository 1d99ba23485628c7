package io.keytrail.server.iam;

import static io.keytrail.server.store.TestPostgres.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.crypto.RootKey;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.Check;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What one server changes, the other honours within its lease of one second.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoServersTest {
  private static final long LEASE_NANOS = 1_000_000_000L;

  private final RootKey rootKey = IamWorld.newRootKey();
  private IamWorld here;
  private IamWorld there;

  @BeforeAll
  void open() {
    here = IamWorld.empty(rootKey);
    await(here.iam.accounts().create(IamWorld.ACCOUNT));
    there = here.neighbour(rootKey);
  }

  @AfterAll
  void close() {
    there.close();
    here.close();
  }

  private static void within(long nanos, Supplier<Boolean> honoured) {
    long deadline = System.nanoTime() + nanos;
    while (!honoured.get()) {
      assertThat(System.nanoTime()).as("not honoured in time").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void anInactiveKey_isHonouredByTheOtherServer() {
    here.user("Signer");
    String key =
        here.ok(
                CreateAccessKey.Output.class,
                "CreateAccessKey",
                new CreateAccessKey.Input(Optional.of("Signer")))
            .accessKey()
            .accessKeyId();
    assertThat(await(there.accessKeys.find(key)).orElseThrow().active()).isTrue();
    here.ok(
        UpdateAccessKey.Output.class,
        "UpdateAccessKey",
        new UpdateAccessKey.Input(Optional.of("Signer"), key, "Inactive"));
    within(LEASE_NANOS, () -> !await(there.accessKeys.find(key)).orElseThrow().active());
  }

  @Test
  void aNewDeny_isHonouredByTheOtherServer() {
    Principal.User user = here.user("Lister");
    String allow = "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";
    here.put("Lister", "p", allow);
    Supplier<Future<Boolean>> allowedThere =
        () ->
            there
                .authorizer
                .authorize(
                    IamWorld.call(user),
                    List.of(Check.plain("iam:ListUsers", "*", IamWorld.ACCOUNT)))
                .map(answer -> answer.allowed());
    within(LEASE_NANOS, () -> await(allowedThere.get()));
    here.put("Lister", "p", allow.replace("Allow", "Deny"));
    within(LEASE_NANOS, () -> !await(allowedThere.get()));
  }

  @Test
  void aRolesNewDeny_andItsEnd_areHonouredByTheOtherServer() {
    Principal.User user = here.user("Changer");
    here.ok(
        CreateRole.Output.class,
        "CreateRole",
        RoleInputs.create("Changed", RoleInputs.trusting("AWS", user.arn())));
    String allow = "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";
    here.ok(
        PutRolePolicy.Output.class,
        "PutRolePolicy",
        new PutRolePolicy.Input("Changed", "p", allow));
    AssumeRole.Output assumed =
        here.ok(
            user,
            AssumeRole.Output.class,
            "AssumeRole",
            AssumeRole.Input.plain("arn:aws:iam::123456789012:role/Changed", "session"));
    Caller there1 = there.signer(assumed);
    assertThat(there.may(there1, "iam:ListUsers", "*")).isTrue();
    here.ok(
        PutRolePolicy.Output.class,
        "PutRolePolicy",
        new PutRolePolicy.Input("Changed", "p", allow.replace("Allow", "Deny")));
    within(LEASE_NANOS, () -> !there.may(there1, "iam:ListUsers", "*"));
    here.ok(
        DeleteRolePolicy.Output.class,
        "DeleteRolePolicy",
        new DeleteRolePolicy.Input("Changed", "p"));
    here.ok(DeleteRole.Output.class, "DeleteRole", new DeleteRole.Input("Changed"));
    within(
        LEASE_NANOS,
        () -> await(there.accessKeys.find(assumed.credentials().accessKeyId())).isEmpty());
  }

  /// Both ask at once, many times over: there is one role, and everyone gets a session of it.
  @Test
  void aServiceRoleAskedForByBothAtOnce_isOne() {
    List<Future<Caller>> asked = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      IamWorld world = i % 2 == 0 ? here : there;
      asked.add(
          world.serviceRoles.assume(
              IamWorld.call(IamWorld.ROOT), "workspaces.us-west-2.amazonaws.com"));
    }
    for (Future<Caller> one : asked) {
      Principal.RoleSession session = (Principal.RoleSession) await(one).principal();
      assertThat(session.roleId()).isEqualTo(here.role("AWSServiceRoleForWorkSpaces").id());
    }
  }
}
