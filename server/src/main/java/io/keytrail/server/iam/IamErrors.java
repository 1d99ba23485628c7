package io.keytrail.server.iam;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.CommonErrors;
import io.keytrail.server.invoke.ErrorCode;

/// The errors of the IAM API, with the words AWS uses.
public final class IamErrors {
  public static final ErrorCode NO_SUCH_ENTITY =
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

  static final ErrorCode UNMODIFIABLE =
      new ErrorCode("UnmodifiableEntityException", 400, "UnmodifiableEntity", 400);
  static final ErrorCode PACKED_POLICY_TOO_LARGE =
      new ErrorCode("PackedPolicyTooLargeException", 400, "PackedPolicyTooLarge", 400);

  private IamErrors() {}

  public static ApiException noSuchUser(String name) {
    return new ApiException(NO_SUCH_ENTITY, "The user with name " + name + " cannot be found.");
  }

  static ApiException noSuchPolicy(String name) {
    return new ApiException(
        NO_SUCH_ENTITY, "The user policy with name " + name + " cannot be found.");
  }

  public static ApiException noSuchRole(String name) {
    return new ApiException(NO_SUCH_ENTITY, "The role with name " + name + " cannot be found.");
  }

  public static ApiException noSuchGroup(String name) {
    return new ApiException(NO_SUCH_ENTITY, "The group with name " + name + " cannot be found.");
  }

  static ApiException noSuchRolePolicy(String name) {
    return new ApiException(
        NO_SUCH_ENTITY, "The role policy with name " + name + " cannot be found.");
  }

  static ApiException protectedRole(String name) {
    return new ApiException(
        UNMODIFIABLE,
        "Cannot perform the operation on the protected role '"
            + name
            + "' - this role is only modifiable by AWS");
  }

  static ApiException noSuchAccessKey(String id) {
    return new ApiException(NO_SUCH_ENTITY, "The Access Key with id " + id + " cannot be found.");
  }

  static ApiException validation(String message) {
    return new ApiException(CommonErrors.VALIDATION, message);
  }

  public static ApiException invalidInput(String message) {
    return new ApiException(INVALID_INPUT, message);
  }
}
