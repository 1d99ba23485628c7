package io.keytrail.server.directory;

import java.util.Locale;

/// The rules of Active Directory for names, beyond the patterns of the API's model.
final class Names {
  private static final int MAX_NAME = 64;
  private static final int MAX_LABEL = 63;
  private static final int MAX_SHORT = 15;

  private Names() {}

  /// @param name fits the model's pattern
  /// @throws io.keytrail.server.invoke.ApiException InvalidParameterException
  static void requireQualified(String name) {
    String[] labels = name.split("\\.", -1);
    boolean good = labels.length > 1 && name.length() <= MAX_NAME && name.indexOf('\\') < 0;
    for (String label : labels) {
      good &=
          !label.isEmpty()
              && label.length() <= MAX_LABEL
              && !label.startsWith("-")
              && !label.endsWith("-");
    }
    if (!good) {
      throw DirectoryErrors.invalid(
          "Name must be a fully qualified domain name of at most "
              + MAX_NAME
              + " characters, such as corp.example.com.");
    }
  }

  /// @throws io.keytrail.server.invoke.ApiException InvalidParameterException
  static void requireShort(String shortName) {
    if (shortName.length() > MAX_SHORT || shortName.isBlank()) {
      throw DirectoryErrors.invalid(
          "ShortName is a NetBIOS name and may have at most " + MAX_SHORT + " characters.");
    }
  }

  /// The NetBIOS name of a domain that was given none: its first label in capitals.
  static String shortOf(String name) {
    String label = name.substring(0, name.indexOf('.')).toUpperCase(Locale.ROOT);
    return label.substring(0, Math.min(label.length(), MAX_SHORT));
  }
}
