package io.keytrail.server.wire;

import java.util.Optional;
import java.util.OptionalInt;

/// Records as the operations of `ds-data` could have them.
final class DsDataRecords {
  private DsDataRecords() {}

  record CreateUserInput(
      String directoryId,
      String sAMAccountName,
      Optional<String> givenName,
      Optional<String> clientToken) {}

  record CreateUserOutput(String directoryId, String sAMAccountName, String sID) {}

  record ListUsersInput(String directoryId, OptionalInt maxResults, Optional<String> nextToken) {}
}
