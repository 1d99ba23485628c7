package io.keytrail.server.wire;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.CommonErrors;
import java.util.ArrayList;
import java.util.List;

/// The constraints that one request violates, in AWS's words. Confined to one thread.
final class Violations {
  /// A request can be made of thousands of wrong members; the first ones tell enough.
  private static final int MAX_LISTED = 50;

  /// The rest of an echoed value is cut off: a message goes into the trail.
  private static final int MAX_ECHO = 4_096;

  private final List<String> listed = new ArrayList<>(2);
  private int count;

  int count() {
    return count;
  }

  /// A required member is absent.
  void missing(String path) {
    add("Value null at '" + path + "'", "Member must not be null");
  }

  /// @param value as it was sent
  /// @param constraint `Member must …`
  void add(String path, String value, String constraint) {
    String shown =
        value.length() <= MAX_ECHO
            ? value
            : value.substring(0, value.offsetByCodePoints(0, MAX_ECHO / 2)) + "...";
    add("Value '" + shown + "' at '" + path + "'", constraint);
  }

  /// For values that must not be echoed.
  void addHidden(String path, String constraint) {
    add("Value at '" + path + "'", constraint);
  }

  private void add(String subject, String constraint) {
    count++;
    if (listed.size() < MAX_LISTED) {
      listed.add(subject + " failed to satisfy constraint: " + constraint);
    }
  }

  /// @throws ApiException if anything was added
  void throwIfAny() {
    if (count > 0) {
      String errors = count == 1 ? " validation error detected: " : " validation errors detected: ";
      throw new ApiException(CommonErrors.VALIDATION, count + errors + String.join("; ", listed));
    }
  }
}
