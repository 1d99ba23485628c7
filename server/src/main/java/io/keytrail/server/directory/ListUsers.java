package io.keytrail.server.directory;

import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Lists the users of a directory by name.
final class ListUsers extends DataOperation<ListUsers.Input, ListUsers.Output> {
  private static final int PAGE = 250;

  record Input(
      String directoryId,
      Optional<String> realm,
      OptionalInt maxResults,
      Optional<String> nextToken) {}

  record Output(
      String directoryId, Optional<String> nextToken, String realm, List<Summary> users) {}

  record Summary(
      boolean enabled,
      Optional<String> givenName,
      String sAMAccountName,
      String sID,
      Optional<String> surname) {
    static Summary of(DirectoryUser user) {
      return new Summary(
          user.enabled(),
          user.person().givenName(),
          user.name(),
          user.sid().toString(),
          user.person().surname());
    }
  }

  ListUsers(DirectoryStore store) {
    super("ListUsers", Input.class, Output.class, true, store);
  }

  @Override
  String directoryId(Input input) {
    return input.directoryId();
  }

  @Override
  Optional<String> userName(Input input) {
    return Optional.empty();
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, Target target, Authorization authorization) {
    Directory directory = require(target.key(), target.directory());
    requireRealm(directory, input.realm());
    Optional<String> after =
        Pages.after(
            input.nextToken(),
            DirectoryUser::isName,
            () ->
                DirectoryErrors.validation(
                    "The NextToken value is not valid.", "INVALID_NEXT_TOKEN"));
    int limit = input.maxResults().orElse(PAGE);
    return store()
        .users(target.key(), after, limit + 1)
        .map(
            found -> {
              Pages<DirectoryUser> page =
                  Pages.cut(found, limit, user -> DirectoryUser.folded(user.name()));
              return Outcome.answer(
                  new Output(
                      directory.key().id(),
                      page.nextToken(),
                      directory.profile().name(),
                      page.items().stream().map(Summary::of).toList()));
            });
  }
}
