package io.keytrail.server.wire;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.CommonErrors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The constraints that one request violates, in AWS's words. Confined to one thread.
final class Violations {
  /// A request can be made of thousands of wrong members; the first ones tell enough.
  private static final int MAX_LISTED = 50;

  /// The rest of an echoed value is cut off: a message goes into the trail.
  private static final int MAX_ECHO = 4_096;

  private final boolean ec2;
  private final List<String> listed = new ArrayList<>(2);
  private @Nullable ApiException first;
  private int count;

  /// @param protocol EC2 tells of the first one only, by codes of its own
  Violations(Protocol protocol) {
    ec2 = protocol == Protocol.EC2;
  }

  int count() {
    return count;
  }

  /// A required member is absent.
  void missing(String path) {
    note(ec2 ? Ec2Malformed.missingParameter(path) : null);
    add("Value null at '" + path + "'", "Member must not be null");
  }

  /// @param value as it was sent
  /// @param constraint `Member must …`
  void add(String path, String value, String constraint) {
    note(ec2 ? Ec2Malformed.invalidValue(path, value, "") : null);
    String shown =
        value.length() <= MAX_ECHO
            ? value
            : value.substring(0, value.offsetByCodePoints(0, MAX_ECHO / 2)) + "...";
    add("Value '" + shown + "' at '" + path + "'", constraint);
  }

  /// For values that must not be echoed.
  void addHidden(String path, String constraint) {
    note(ec2 ? Ec2Malformed.invalidValue(path, "...", "") : null);
    add("Value at '" + path + "'", constraint);
  }

  private void note(@Nullable ApiException violation) {
    if (first == null) {
      first = violation;
    }
  }

  private void add(String subject, String constraint) {
    count++;
    if (listed.size() < MAX_LISTED) {
      listed.add(subject + " failed to satisfy constraint: " + constraint);
    }
  }

  /// @throws ApiException if anything was added
  void throwIfAny() {
    if (first != null) {
      throw first;
    }
    if (count > 0) {
      String errors = count == 1 ? " validation error detected: " : " validation errors detected: ";
      throw new ApiException(CommonErrors.VALIDATION, count + errors + String.join("; ", listed));
    }
  }
}
