package io.keytrail.server.directory;

import io.keytrail.server.invoke.Caller;
import java.util.Optional;

/// The door by which the server itself, and no client, says which id and SIDs a new directory or
/// user gets: a value of the caller's server context
/// (`caller.with(Given.DIRECTORY_ID, "d-1234abcd01")`). The story of `--demo` has ids of its own,
/// and so do tests.
///
/// A value that is none is a mistake of the server's and fails the call as such. A user's SID must
/// be one of its directory's domain; RIDs go on after it.
public final class Given {
  /// Of CreateDirectory.
  public static final String DIRECTORY_ID = "keytrail:DirectoryId";

  /// Of CreateDirectory: the domain's, `S-1-5-21-x-y-z`.
  public static final String DOMAIN_SID = "keytrail:DomainSid";

  /// Of CreateUser.
  public static final String USER_SID = "keytrail:UserSid";

  private Given() {}

  static Optional<String> directoryId(Caller caller) {
    Optional<String> given = Optional.ofNullable(caller.serverContext().get(DIRECTORY_ID));
    if (given.isPresent() && !DirectoryKey.isId(given.get())) {
      throw new IllegalArgumentException("`" + given.get() + "` is no directory's id");
    }
    return given;
  }

  static Optional<Sid> domainSid(Caller caller) {
    return sid(caller, DOMAIN_SID);
  }

  static Optional<Sid> userSid(Caller caller, Sid domain) {
    Optional<Sid> given = sid(caller, USER_SID);
    if (given.isPresent() && !given.get().isMemberOf(domain)) {
      throw new IllegalArgumentException(given.get() + " is not of the domain " + domain);
    }
    return given;
  }

  private static Optional<Sid> sid(Caller caller, String key) {
    return Optional.ofNullable(caller.serverContext().get(key))
        .map(
            text ->
                Sid.parse(text)
                    .orElseThrow(() -> new IllegalArgumentException("`" + text + "` is no SID")));
  }
}
