package io.keytrail.server.iam;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Lists the users of an account and behind them its roles, with what decides about them, page by
/// page.
final class AuthorizationDetails {
  private static final String USERS = "user/";
  private static final String ROLES = "role/";

  private final UserStore users;
  private final RoleStore roles;

  AuthorizationDetails(UserStore users, RoleStore roles) {
    this.users = users;
    this.roles = roles;
  }

  /// What is asked for.
  record Wanted(boolean users, boolean roles) {}

  /// One user or role of a page.
  private sealed interface Entry {
    /// What the next page begins behind.
    String key();

    record OfUser(User user) implements Entry {
      @Override
      public String key() {
        return USERS + AsciiFold.lower(user.name());
      }
    }

    record OfRole(Role role) implements Entry {
      @Override
      public String key() {
        return ROLES + AsciiFold.lower(role.name());
      }
    }
  }

  /// A page's users and roles.
  record Found(List<UserDetailView> users, List<RoleDetailView> roles, Optional<String> marker) {}

  Future<Found> page(String account, Wanted wanted, Paging paging) {
    return entries(account, wanted, paging)
        .map(found -> paging.page(found, Entry::key))
        .compose(
            page -> {
              Future<Found> filled =
                  Future.succeededFuture(
                      new Found(new ArrayList<>(), new ArrayList<>(), page.marker()));
              for (Entry entry : page.items()) {
                filled = filled.compose(so -> fill(entry, so));
              }
              return filled;
            });
  }

  private Future<List<Entry>> entries(String account, Wanted wanted, Paging paging) {
    boolean behindUsers = paging.after().filter(after -> after.startsWith(ROLES)).isPresent();
    int most = paging.limit() + 1;
    Future<List<User>> first =
        wanted.users() && !behindUsers
            ? users.users(account, "/", after(paging, USERS), most)
            : Future.succeededFuture(List.of());
    return first.compose(
        some ->
            wanted.roles() && some.size() < most
                ? roles
                    .roles(account, "/", after(paging, ROLES), most - some.size())
                    .map(more -> joined(some, more))
                : Future.succeededFuture(joined(some, List.of())));
  }

  private static Optional<String> after(Paging paging, String prefix) {
    return paging
        .after()
        .filter(after -> after.startsWith(prefix))
        .map(after -> after.substring(prefix.length()));
  }

  private static List<Entry> joined(List<User> users, List<Role> roles) {
    List<Entry> all = new ArrayList<>(users.size() + roles.size());
    users.forEach(user -> all.add(new Entry.OfUser(user)));
    roles.forEach(role -> all.add(new Entry.OfRole(role)));
    return all;
  }

  private Future<Found> fill(Entry entry, Found so) {
    return switch (entry) {
      case Entry.OfUser(User user) ->
          users
              .policies(user)
              .map(
                  policies -> {
                    so.users().add(UserDetailView.of(user, policies));
                    return so;
                  });
      case Entry.OfRole(Role role) ->
          roles
              .trust(role)
              .compose(
                  trust ->
                      roles
                          .policies(role)
                          .map(
                              policies -> {
                                so.roles().add(RoleDetailView.of(role, trust, policies));
                                return so;
                              }));
    };
  }
}
