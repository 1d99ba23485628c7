package io.keytrail.server.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonWriter;
import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.crypto.Wrapping;
import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.store.Database;
import io.keytrail.server.store.DatabaseUrl;
import io.keytrail.server.store.PgIamAccessKeys;
import io.keytrail.server.store.PgIamAccounts;
import io.keytrail.server.store.PgIamRoles;
import io.keytrail.server.store.PgIamSessions;
import io.keytrail.server.store.PgIamUsers;
import io.keytrail.server.wire.OperationCodec;
import io.keytrail.server.wire.ServiceModels;
import io.keytrail.server.wire.WireRequest;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// The operations' records against AWS's models; no database is touched.
class IamCodecTest {
  private final ServiceModels models = ServiceModels.load();
  private final List<Operation<?, ?, ?>> operations = operations();

  private static List<Operation<?, ?, ?>> operations() {
    Vertx vertx = Vertx.vertx();
    Database nowhere =
        Database.open(
            vertx,
            DatabaseUrl.parse("postgresql://nobody@127.0.0.1:1/none"),
            Database.Limits.standard());
    var rootKey = IamWorld.newRootKey();
    RowMacs macs = new RowMacs(rootKey);
    SecureRandom random = new SecureRandom();
    vertx.close();
    return IamOperations.all(
        new IamOperations.Dependencies(
            nowhere,
            new PgIamAccounts(nowhere, macs),
            new PgIamUsers(nowhere, macs),
            new PgIamAccessKeys(nowhere, macs),
            new PgIamRoles(nowhere, macs),
            new PgIamSessions(nowhere, macs),
            new Wrapping(rootKey, random),
            random,
            InstantSource.fixed(IamWorld.NOW)));
  }

  private <I extends Record, O extends Record> OperationCodec<I, O> codec(
      String name, Class<I> input, Class<O> output) {
    Operation<?, ?, ?> operation =
        operations.stream().filter(one -> one.id().name().equals(name)).findFirst().orElseThrow();
    return OperationCodec.of(operation.id(), input, output, models);
  }

  private static WireRequest form(String body) {
    return new WireRequest(
        "POST",
        body.getBytes(StandardCharsets.UTF_8),
        "",
        "application/x-www-form-urlencoded; charset=utf-8");
  }

  @Test
  void everyOperation_fitsItsModel_andDeclaresItsAccess() {
    for (Operation<?, ?, ?> operation : operations) {
      OperationCodec.of(operation.id(), operation.inputType(), operation.outputType(), models);
      switch (operation.access()) {
        case Access.Checked checked ->
            assertThat(checked.rules().getFirst().action()).isEqualTo(operation.id().toString());
        case Access.None _ -> assertThat(operation.id().service()).isEqualTo("sts");
        case Access.ByGrant _ -> throw new AssertionError("IAM has no grants");
      }
    }
  }

  @Test
  void aForm_isReadIntoTheInput() {
    assertThat(
            codec("ListUsers", ListUsers.Input.class, ListUsers.Output.class)
                .read(form("Action=ListUsers&Version=2010-05-08&PathPrefix=%2Fa%2F&MaxItems=7")))
        .isEqualTo(new ListUsers.Input(Optional.of("/a/"), Optional.empty(), OptionalInt.of(7)));
    assertThat(
            codec("CreateUser", CreateUser.Input.class, CreateUser.Output.class)
                .read(
                    form(
                        "Action=CreateUser&Version=2010-05-08&UserName=Alice"
                            + "&Tags.member.1.Key=k&Tags.member.1.Value=v")))
        .isEqualTo(
            new CreateUser.Input(
                "Alice",
                Optional.empty(),
                Optional.empty(),
                Optional.of(List.of(new TagInput("k", "v")))));
  }

  @Test
  void aNewSecret_isInTheAnswer_andNotInTheRecord() {
    var codec = codec("CreateAccessKey", CreateAccessKey.Input.class, CreateAccessKey.Output.class);
    var output =
        new CreateAccessKey.Output(
            new CreateAccessKey.NewAccessKey(
                Optional.of("Alice"),
                "AKIAEXAMPLE",
                "Active",
                Secret.ofUtf8("topsecretvalue"),
                Instant.EPOCH));
    assertThat(new String(codec.write(output, "r"), StandardCharsets.UTF_8))
        .contains("<SecretAccessKey>topsecretvalue</SecretAccessKey>")
        .contains("<UserName>Alice</UserName>");
    assertThat(JsonWriter.toText(codec.responseElements(output))).doesNotContain("topsecret");
  }

  @Test
  void theRootUser_isShownWithoutAName() {
    var codec = codec("GetUser", GetUser.Input.class, GetUser.Output.class);
    String xml =
        new String(
            codec.write(
                new GetUser.Output(UserView.root(new Account("123456789012", Instant.EPOCH))), "r"),
            StandardCharsets.UTF_8);
    assertThat(xml)
        .contains("<Arn>arn:aws:iam::123456789012:root</Arn>")
        .doesNotContain("UserName");
  }
}
