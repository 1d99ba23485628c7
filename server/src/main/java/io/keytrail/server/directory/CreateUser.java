package io.keytrail.server.directory;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.FieldEncoder;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Makes a user with the directory's next RID; no RID is given twice. As at AWS the user is
/// disabled until ResetUserPassword, and a request that comes again with its client token within 8
/// hours answers the user it made.
final class CreateUser extends DataOperation<CreateUser.Input, CreateUser.Output> {
  private static final Duration TOKEN_LIFE = Duration.ofHours(8);

  record Input(
      String directoryId,
      String sAMAccountName,
      Optional<String> givenName,
      Optional<String> surname,
      Optional<String> emailAddress,
      Optional<String> clientToken) {

    private DirectoryUser.Person person() {
      return new DirectoryUser.Person(givenName, surname, emailAddress);
    }

    private Optional<DirectoryUser.Origin> origin() {
      return clientToken.map(token -> new DirectoryUser.Origin(token, digest()));
    }

    /// Of all that must be the same in a repeated request.
    private Bytes digest() {
      Bytes fields =
          new FieldEncoder()
              .text(sAMAccountName)
              .optionalText(givenName)
              .optionalText(surname)
              .optionalText(emailAddress)
              .toBytes();
      try {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        return Bytes.owning(sha256.digest(fields.toArray()));
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException("this JDK lacks SHA-256", impossible);
      }
    }
  }

  record Output(String directoryId, String sAMAccountName, String sID) {}

  private final InstantSource clock;

  CreateUser(DirectoryStore store, InstantSource clock) {
    super("CreateUser", Input.class, Output.class, false, store);
    this.clock = clock;
  }

  @Override
  String directoryId(Input input) {
    return input.directoryId();
  }

  @Override
  Optional<String> userName(Input input) {
    return Optional.of(input.sAMAccountName());
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, Target target, Authorization authorization) {
    Directory directory = require(target.key(), target.directory());
    Optional<Sid> given = Given.userSid(call.caller(), directory.domainSid());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return Future.succeededFuture(
        new Outcome.Change<>(tx -> create(tx, target.key(), input, given, now), List.of()));
  }

  private Future<Outcome.Answer<Output>> create(
      Tx tx, DirectoryKey key, Input input, Optional<Sid> given, Instant now) {
    return store()
        .lock(tx, key)
        .compose(
            found -> {
              Directory directory = require(key, found);
              return earlier(tx, key, input, now)
                  .compose(
                      made ->
                          made.isPresent()
                              ? Future.succeededFuture(made.get())
                              : insert(tx, directory, user(directory, input, given, now)));
            })
        .map(CreateUser::answer);
  }

  /// The user that this very request has made before.
  private Future<Optional<DirectoryUser>> earlier(
      Tx tx, DirectoryKey key, Input input, Instant now) {
    Optional<DirectoryUser.Origin> origin = input.origin();
    if (origin.isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    return store()
        .userByToken(tx, key, origin.get().clientToken(), now.minus(TOKEN_LIFE))
        .map(
            made -> {
              if (made.isPresent() && !made.get().origin().equals(origin)) {
                throw DirectoryErrors.conflict(
                    "The client token was used by a request with other parameters within the last"
                        + " 8 hours.");
              }
              return made;
            });
  }

  private static DirectoryUser user(Directory home, Input input, Optional<Sid> given, Instant now) {
    return new DirectoryUser(
        home.key(),
        input.sAMAccountName(),
        given.orElseGet(() -> home.domainSid().member(home.nextRid())),
        input.person(),
        false,
        now,
        input.origin(),
        1);
  }

  private Future<DirectoryUser> insert(Tx tx, Directory directory, DirectoryUser user) {
    return store()
        .insertUser(tx, user)
        .compose(
            inserted -> {
              if (!inserted) {
                throw DirectoryErrors.conflict(
                    "A user with the name "
                        + user.name()
                        + " exists already in directory "
                        + directory.key().id()
                        + ".");
              }
              return store().update(tx, directory.withMember(user.sid().rid()));
            })
        .map(user);
  }

  private static Outcome.Answer<Output> answer(DirectoryUser user) {
    Output output = new Output(user.directory().id(), user.name(), user.sid().toString());
    JsonObject elements =
        JsonObject.builder()
            .put("directoryId", output.directoryId())
            .put("sAMAccountName", output.sAMAccountName())
            .put("sID", output.sID())
            .build();
    return new Outcome.Answer<>(output, about(user, elements));
  }
}
