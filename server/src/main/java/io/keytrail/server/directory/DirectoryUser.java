package io.keytrail.server.directory;

import io.keytrail.server.crypto.Bytes;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// A user of a directory as it is stored.
///
/// @param name its SAMAccountName as it was given; names that differ by letter case are one
/// @param enabled whether it may sign in: from the first ResetUserPassword on
/// @param origin the request that made it, to know that request again; absent where it had no
///     client token
/// @param revision 1 and up, one more with every change
public record DirectoryUser(
    DirectoryKey directory,
    String name,
    Sid sid,
    Person person,
    boolean enabled,
    Instant created,
    Optional<Origin> origin,
    long revision) {
  private static final int MAX_NAME = 20;

  /// Who it is, as far as its maker said.
  public record Person(
      Optional<String> givenName, Optional<String> surname, Optional<String> emailAddress) {
    static final Person NOBODY = new Person(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// @param clientToken as the client chose it
  /// @param digest of all other parameters
  public record Origin(String clientToken, Bytes digest) {}

  /// Whether a text can be a user's name: what cannot is nobody's, and may hold what a database
  /// refuses.
  public static boolean isName(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_NAME
        && text.chars().allMatch(DirectoryUser::fits);
  }

  private static boolean fits(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '_'
        || c == '-'
        || c == '.';
  }

  /// The name under which it is found. Names are ASCII, by their pattern.
  public static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /// `jane@corp.example.com`.
  String principalName(Directory home) {
    return name + "@" + home.profile().name();
  }

  /// `CN=jane,CN=Users,DC=corp,DC=example,DC=com`. Names hold nothing that had to be escaped.
  String distinguishedName(Directory home) {
    return "CN="
        + name
        + ",CN=Users,DC="
        + String.join(",DC=", home.profile().name().split("\\.", -1));
  }

  /// The next revision, enabled.
  DirectoryUser enable() {
    return new DirectoryUser(directory, name, sid, person, true, created, origin, revision + 1);
  }
}
