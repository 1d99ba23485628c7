package io.keytrail.server.kms;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.CommonErrors;
import io.keytrail.server.invoke.ErrorCode;

/// The errors of the KMS API, with the words AWS uses where it publishes them.
final class KmsErrors {
  static final ErrorCode NOT_FOUND = ErrorCode.client("NotFoundException");
  static final ErrorCode INVALID_ARN = ErrorCode.client("InvalidArnException");
  static final ErrorCode DISABLED = ErrorCode.client("DisabledException");
  static final ErrorCode INVALID_STATE = ErrorCode.client("KMSInvalidStateException");
  static final ErrorCode INVALID_CIPHERTEXT = ErrorCode.client("InvalidCiphertextException");
  static final ErrorCode INCORRECT_KEY = ErrorCode.client("IncorrectKeyException");
  static final ErrorCode INVALID_KEY_USAGE = ErrorCode.client("InvalidKeyUsageException");
  static final ErrorCode INVALID_GRANT_TOKEN = ErrorCode.client("InvalidGrantTokenException");
  static final ErrorCode INVALID_GRANT_ID = ErrorCode.client("InvalidGrantIdException");
  static final ErrorCode INVALID_MARKER = ErrorCode.client("InvalidMarkerException");
  static final ErrorCode INVALID_ALIAS_NAME = ErrorCode.client("InvalidAliasNameException");
  static final ErrorCode ALREADY_EXISTS = ErrorCode.client("AlreadyExistsException");
  static final ErrorCode NOT_AUTHORIZED = ErrorCode.client("NotAuthorizedException");
  static final ErrorCode LIMIT_EXCEEDED = ErrorCode.client("LimitExceededException");
  static final ErrorCode TAG = ErrorCode.client("TagException");
  static final ErrorCode MALFORMED_POLICY = ErrorCode.client("MalformedPolicyDocumentException");
  static final ErrorCode UNSUPPORTED = ErrorCode.client("UnsupportedOperationException");
  static final ErrorCode DRY_RUN = ErrorCode.client("DryRunOperationException");

  private KmsErrors() {}

  static ApiException validation(String message) {
    return new ApiException(CommonErrors.VALIDATION, message);
  }

  static ApiException accessDenied(String message) {
    return new ApiException(CommonErrors.ACCESS_DENIED, message);
  }

  static ApiException invalidKeyId(String keyId) {
    return new ApiException(NOT_FOUND, "Invalid keyId '" + keyId + "'");
  }

  static ApiException keyNotFound(String arn) {
    return new ApiException(NOT_FOUND, "Key '" + arn + "' does not exist");
  }

  static ApiException aliasNotFound(String arn) {
    return new ApiException(NOT_FOUND, "Alias " + arn + " is not found.");
  }

  static ApiException grantNotFound(String grantId) {
    return new ApiException(NOT_FOUND, "Grant ID " + grantId + " not found");
  }

  static ApiException invalidGrantToken() {
    return new ApiException(INVALID_GRANT_TOKEN, "Invalid grant token.");
  }

  /// One answer, whatever was wrong with the ciphertext or its context.
  static ApiException invalidCiphertext() {
    return new ApiException(INVALID_CIPHERTEXT, "");
  }

  static ApiException incorrectKey() {
    return new ApiException(
        INCORRECT_KEY,
        "The key ID in the request does not identify a CMK that can perform this operation.");
  }

  static ApiException malformedPolicy(String message) {
    return new ApiException(MALFORMED_POLICY, message);
  }

  static ApiException unsupported(String message) {
    return new ApiException(UNSUPPORTED, message);
  }

  /// Thrown where the operation would now begin to have an effect.
  static void stopDryRun(boolean dryRun) {
    if (dryRun) {
      throw new ApiException(
          DRY_RUN, "The request would have succeeded, but the DryRun option is set.");
    }
  }
}
