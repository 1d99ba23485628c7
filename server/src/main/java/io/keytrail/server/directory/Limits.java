package io.keytrail.server.directory;

import io.keytrail.server.invoke.ApiException;

/// AWS's default quota of Simple AD directories in an account and Region.
final class Limits {
  static final int DIRECTORIES = 10;

  private Limits() {}

  /// @param count of directories that there are
  /// @throws ApiException DirectoryLimitExceededException
  static void requireRoom(int count) {
    if (count >= DIRECTORIES) {
      throw new ApiException(
          DirectoryErrors.LIMIT_EXCEEDED,
          "There are "
              + count
              + " directories in this account and Region, and no more than "
              + DIRECTORIES
              + " are allowed; delete one that is not needed.");
    }
  }
}
