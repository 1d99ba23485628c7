package io.keytrail.server.workspaces;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.ErrorCode;

/// The errors of the WorkSpaces API. AWS publishes their names, not their words.
///
/// Source of the names: the service's model, facts/ebs-workspaces.md §4.7.
final class WorkspacesErrors {
  static final ErrorCode INVALID_VALUES = ErrorCode.client("InvalidParameterValuesException");
  static final ErrorCode NOT_FOUND = ErrorCode.client("ResourceNotFoundException");
  static final ErrorCode ALREADY_EXISTS = ErrorCode.client("ResourceAlreadyExistsException");
  static final ErrorCode INVALID_STATE = ErrorCode.client("InvalidResourceStateException");
  static final ErrorCode NOT_SUPPORTED = ErrorCode.client("OperationNotSupportedException");
  static final ErrorCode LIMIT = ErrorCode.client("ResourceLimitExceededException");
  static final ErrorCode KEY_DISABLED = ErrorCode.client("DisabledException");
  static final ErrorCode KEY_STATE = ErrorCode.client("KMSInvalidStateException");

  private WorkspacesErrors() {}

  static ApiException invalid(String message) {
    return new ApiException(INVALID_VALUES, message);
  }

  static ApiException notFound(String message) {
    return new ApiException(NOT_FOUND, message);
  }

  static ApiException noWorkspace(String id) {
    return notFound("The WorkSpace " + id + " does not exist.");
  }

  static ApiException noDirectory(String id) {
    return notFound("The directory " + id + " is not registered with WorkSpaces.");
  }

  static ApiException noImage(String id) {
    return notFound("The image " + id + " does not exist.");
  }

  static ApiException alreadyExists(String message) {
    return new ApiException(ALREADY_EXISTS, message);
  }

  static ApiException invalidState(String message) {
    return new ApiException(INVALID_STATE, message);
  }

  static ApiException notSupported(String message) {
    return new ApiException(NOT_SUPPORTED, message);
  }
}
