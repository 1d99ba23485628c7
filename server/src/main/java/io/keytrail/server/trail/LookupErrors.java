package io.keytrail.server.trail;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.ErrorCode;

/// The errors of CloudTrail's LookupEvents.
final class LookupErrors {
  private LookupErrors() {}

  static ApiException attributes(String message) {
    return client("InvalidLookupAttributesException", message);
  }

  static ApiException timeRange() {
    return client(
        "InvalidTimeRangeException", "The start time of the range lies after its end time.");
  }

  static ApiException maxResults(int given) {
    return client(
        "InvalidMaxResultsException",
        "A maxResults value of " + given + " is invalid. Specify a value between 1 and 50.");
  }

  static ApiException nextToken() {
    return client(
        "InvalidNextTokenException",
        "Invalid token. Use the token of the last answer with the parameters it was given for.");
  }

  static ApiException category(String given) {
    return client(
        "InvalidEventCategoryException",
        "The event category `"
            + given
            + "` is not valid. The only one that can be given is `insight`.");
  }

  private static ApiException client(String name, String message) {
    return new ApiException(ErrorCode.client(name), message);
  }
}
