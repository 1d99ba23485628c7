package io.keytrail.server.invoke;

import java.time.Instant;

/// One call on its way.
///
/// @param requestId UUID text; goes into the reply and the record
/// @param time when the call arrived, by the server's clock
/// @param account the caller's account, in which it acts
/// @param region from the credential scope
/// @param deadlineNanos by [System#nanoTime]; outside calls made for this call end by then
public record Call(
    String requestId,
    Instant time,
    String account,
    String region,
    Caller caller,
    long deadlineNanos) {

  /// The same call made by someone else; for internal calls, which have a request id of their own.
  public Call as(String newRequestId, Caller other) {
    return new Call(newRequestId, time, account, region, other, deadlineNanos);
  }

  /// The same call, once it is known who makes it.
  ///
  /// @param itsAccount in which the caller acts
  public Call by(Caller known, String itsAccount) {
    return new Call(requestId, time, itsAccount, region, known, deadlineNanos);
  }

  /// The same call in another Region.
  public Call in(String otherRegion) {
    return new Call(requestId, time, account, otherRegion, caller, deadlineNanos);
  }
}
