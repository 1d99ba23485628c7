package io.keytrail.server.invoke;

/// Errors that every service shares. Those of one service stand beside its operations.
public final class CommonErrors {
  public static final ErrorCode ACCESS_DENIED =
      new ErrorCode("AccessDeniedException", 400, "AccessDenied", 403);
  public static final ErrorCode VALIDATION =
      new ErrorCode("ValidationException", 400, "ValidationError", 400);
  public static final ErrorCode SERIALIZATION =
      new ErrorCode("SerializationException", 400, "MalformedInput", 400);
  public static final ErrorCode UNKNOWN_OPERATION =
      new ErrorCode("UnknownOperationException", 400, "InvalidAction", 400);
  public static final ErrorCode MISSING_AUTHENTICATION =
      new ErrorCode("MissingAuthenticationTokenException", 400, "MissingAuthenticationToken", 403);
  public static final ErrorCode INCOMPLETE_SIGNATURE =
      new ErrorCode("IncompleteSignatureException", 400, "IncompleteSignature", 400);
  public static final ErrorCode INVALID_SIGNATURE =
      new ErrorCode("InvalidSignatureException", 400, "SignatureDoesNotMatch", 403);
  public static final ErrorCode UNRECOGNIZED_CLIENT =
      new ErrorCode("UnrecognizedClientException", 400, "InvalidClientTokenId", 403);
  public static final ErrorCode EXPIRED_TOKEN =
      new ErrorCode("ExpiredTokenException", 400, "ExpiredToken", 403);
  public static final ErrorCode THROTTLING =
      new ErrorCode("ThrottlingException", 400, "Throttling", 400);
  public static final ErrorCode REQUEST_ENTITY_TOO_LARGE =
      ErrorCode.of("RequestEntityTooLargeException", 413);
  public static final ErrorCode INTERNAL = ErrorCode.of("InternalFailure", 500);
  public static final ErrorCode UNAVAILABLE = ErrorCode.of("ServiceUnavailableException", 503);

  private CommonErrors() {}
}
