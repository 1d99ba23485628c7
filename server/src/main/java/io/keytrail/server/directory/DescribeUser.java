package io.keytrail.server.directory;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.Optional;

/// Describes a user, above all by its SID.
final class DescribeUser extends DataOperation<DescribeUser.Input, DescribeUser.Output> {
  record Input(String directoryId, String sAMAccountName, Optional<String> realm) {}

  record Output(
      String directoryId,
      String distinguishedName,
      Optional<String> emailAddress,
      boolean enabled,
      Optional<String> givenName,
      String realm,
      String sAMAccountName,
      String sID,
      Optional<String> surname,
      String userPrincipalName) {}

  DescribeUser(DirectoryStore store) {
    super("DescribeUser", Input.class, Output.class, true, store);
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
    requireRealm(directory, input.realm());
    return store()
        .user(target.key(), input.sAMAccountName())
        .map(
            found -> {
              DirectoryUser user =
                  found.orElseThrow(
                      () -> DirectoryErrors.noUser(target.key(), input.sAMAccountName()));
              return new Outcome.Answer<>(output(directory, user), about(user, JsonObject.EMPTY));
            });
  }

  private static Output output(Directory home, DirectoryUser user) {
    DirectoryUser.Person person = user.person();
    return new Output(
        home.key().id(),
        user.distinguishedName(home),
        person.emailAddress(),
        user.enabled(),
        person.givenName(),
        home.profile().name(),
        user.name(),
        user.sid().toString(),
        person.surname(),
        user.principalName(home));
  }
}
