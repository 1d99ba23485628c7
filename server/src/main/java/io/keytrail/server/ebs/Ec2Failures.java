package io.keytrail.server.ebs;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.ErrorCode;

/// The errors of the EC2 API, with AWS's words where they are known.
///
/// Source of the codes: facts/ebs-workspaces.md §4.7.
final class Ec2Failures {
  private static final ErrorCode INVALID_VALUE = ErrorCode.client("InvalidParameterValue");
  private static final ErrorCode COMBINATION = ErrorCode.client("InvalidParameterCombination");
  private static final ErrorCode DEPENDENCY = ErrorCode.client("InvalidParameterDependency");
  private static final ErrorCode MISSING = ErrorCode.client("MissingParameter");
  private static final ErrorCode INCORRECT_STATE = ErrorCode.client("IncorrectState");

  private Ec2Failures() {}

  static ApiException of(String code, String message) {
    return new ApiException(ErrorCode.client(code), message);
  }

  static ApiException invalidValue(String message) {
    return new ApiException(INVALID_VALUE, message);
  }

  static ApiException combination(String message) {
    return new ApiException(COMBINATION, message);
  }

  static ApiException dependency(String message) {
    return new ApiException(DEPENDENCY, message);
  }

  static ApiException missing(String message) {
    return new ApiException(MISSING, message);
  }

  static ApiException incorrectState(String message) {
    return new ApiException(INCORRECT_STATE, message);
  }

  static ApiException noVolume(String id) {
    return of("InvalidVolume.NotFound", "The volume '" + id + "' does not exist.");
  }

  static ApiException noInstance(String id) {
    return of("InvalidInstanceID.NotFound", "The instance ID '" + id + "' does not exist");
  }

  static ApiException volumeInUse(String message) {
    return of("VolumeInUse", message);
  }

  static ApiException tokenReused() {
    return of(
        "IdempotentParameterMismatch",
        "Arguments on this idempotent request are inconsistent with arguments used in previous"
            + " request(s).");
  }

  /// @param cause in the words of KMS, which name key and state
  static ApiException keyNotAccessible(String cause) {
    return of("CustomerKeyHasBeenRevoked", "The KMS key cannot be accessed. " + cause);
  }

  /// Thrown where the operation would now begin to have an effect.
  static void stopDryRun(boolean dryRun) {
    if (dryRun) {
      throw new ApiException(
          ErrorCode.of("DryRunOperation", 412),
          "Request would have succeeded, but DryRun flag is set.");
    }
  }
}
