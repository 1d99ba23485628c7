package io.keytrail.server.directory;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.CommonErrors;
import io.keytrail.server.invoke.ErrorCode;

/// The errors of both APIs, with the words AWS uses where they are known. `ds` has an error of its
/// own for what is missing; `ds-data` does not tell a directory that is not there from one that may
/// not be seen.
final class DirectoryErrors {
  static final ErrorCode ENTITY_DOES_NOT_EXIST = ErrorCode.client("EntityDoesNotExistException");
  static final ErrorCode LIMIT_EXCEEDED = ErrorCode.client("DirectoryLimitExceededException");
  static final ErrorCode INVALID_PARAMETER = ErrorCode.client("InvalidParameterException");
  static final ErrorCode INVALID_NEXT_TOKEN = ErrorCode.client("InvalidNextTokenException");
  static final ErrorCode CLIENT = ErrorCode.client("ClientException");
  static final ErrorCode TAG_LIMIT_EXCEEDED = ErrorCode.client("TagLimitExceededException");
  static final ErrorCode USER_DOES_NOT_EXIST = ErrorCode.client("UserDoesNotExistException");
  static final ErrorCode INVALID_PASSWORD = ErrorCode.client("InvalidPasswordException");
  static final ErrorCode UNAVAILABLE = ErrorCode.client("DirectoryUnavailableException");
  static final ErrorCode CONFLICT = ErrorCode.of("ConflictException", 409);
  static final ErrorCode NOT_FOUND = ErrorCode.of("ResourceNotFoundException", 404);

  private DirectoryErrors() {}

  /// In `ds`.
  static ApiException noDirectory(DirectoryKey key) {
    return new ApiException(
        ENTITY_DOES_NOT_EXIST,
        "Directory " + key.id() + " does not exist in this account and Region.");
  }

  /// In `ds-data`.
  static ApiException notAccessible(DirectoryKey key) {
    return new ApiException(
        CommonErrors.ACCESS_DENIED,
        "Directory " + key.id() + " does not exist in this account and Region.",
        "DIRECTORY_AUTH");
  }

  static ApiException unavailable(Directory directory) {
    return new ApiException(
        UNAVAILABLE,
        "Directory "
            + directory.key().id()
            + " is "
            + directory.stage().wireName()
            + "; it can be used while it is Active.",
        "INVALID_DIRECTORY_STATE");
  }

  static ApiException noUser(DirectoryKey key, String name) {
    return new ApiException(
        NOT_FOUND, "There is no user " + name + " in directory " + key.id() + ".");
  }

  static ApiException conflict(String message) {
    return new ApiException(CONFLICT, message);
  }

  static ApiException invalid(String message) {
    return new ApiException(INVALID_PARAMETER, message);
  }

  static ApiException client(String message) {
    return new ApiException(CLIENT, message);
  }

  static ApiException validation(String message, String reason) {
    return new ApiException(CommonErrors.VALIDATION, message, reason);
  }
}
