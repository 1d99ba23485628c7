package io.keytrail.server.iam;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.ErrorCode;

/// The errors of the IAM API, with the words AWS uses.
final class IamErrors {
  static final ErrorCode NO_SUCH_ENTITY =
      new ErrorCode("NoSuchEntityException", 404, "NoSuchEntity", 404);
  static final ErrorCode ENTITY_ALREADY_EXISTS =
      new ErrorCode("EntityAlreadyExistsException", 409, "EntityAlreadyExists", 409);
  static final ErrorCode MALFORMED_POLICY =
      new ErrorCode("MalformedPolicyDocumentException", 400, "MalformedPolicyDocument", 400);
  static final ErrorCode LIMIT_EXCEEDED =
      new ErrorCode("LimitExceededException", 409, "LimitExceeded", 409);
  static final ErrorCode DELETE_CONFLICT =
      new ErrorCode("DeleteConflictException", 409, "DeleteConflict", 409);
  static final ErrorCode INVALID_INPUT =
      new ErrorCode("InvalidInputException", 400, "InvalidInput", 400);

  private IamErrors() {}

  static ApiException noSuchUser(String name) {
    return new ApiException(NO_SUCH_ENTITY, "The user with name " + name + " cannot be found.");
  }

  static ApiException noSuchPolicy(String name) {
    return new ApiException(
        NO_SUCH_ENTITY, "The user policy with name " + name + " cannot be found.");
  }

  static ApiException noSuchAccessKey(String id) {
    return new ApiException(NO_SUCH_ENTITY, "The Access Key with id " + id + " cannot be found.");
  }

  static ApiException invalidInput(String message) {
    return new ApiException(INVALID_INPUT, message);
  }
}
