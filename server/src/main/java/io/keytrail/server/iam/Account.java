package io.keytrail.server.iam;

import java.time.Instant;

/// One account of this deployment.
///
/// @param id 12 digits
public record Account(String id, Instant created) {
  public Account {
    if (!validId(id)) {
      throw new IllegalArgumentException("an account id has 12 digits");
    }
  }

  public String rootArn() {
    return "arn:aws:iam::" + id + ":root";
  }

  /// Whether the text is 12 ASCII digits.
  public static boolean validId(String text) {
    return text.length() == 12 && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
