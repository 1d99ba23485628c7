package io.keytrail.audit.query;

import io.keytrail.audit.schema.Ascii;
import io.keytrail.audit.schema.ResourceIds;
import java.util.List;
import java.util.Optional;

/// Which fields a bare text asks for by its shape alone (S9): ids are found where ids stand.
final class BareIds {
  private static final int GRANT_LENGTH = 64;

  private BareIds() {}

  /// The fields whose value it may be, one of which must hold it; empty: it is ordinary text.
  static List<String> fieldsOf(String text) {
    Optional<String> resource = ResourceIds.fieldOf(text);
    if (resource.isPresent()) {
      return List.of(resource.get());
    }
    if (ResourceIds.isKeyId(text)) {
      return text.startsWith("mrk-")
          ? List.of("key")
          : List.of("key", "eventID", "requestID", "sharedEventID");
    }
    if (text.startsWith("arn:")) {
      return List.of("principal", "resourceName");
    }
    if (text.startsWith("alias/")) {
      return List.of("alias");
    }
    if (isAccessKey(text)) {
      return List.of("accessKey", "resourceName");
    }
    if (text.length() == GRANT_LENGTH && Ascii.isHex(text, 0, GRANT_LENGTH)) {
      return List.of("grant");
    }
    return ResourceIds.isAccount(text) ? List.of("account") : List.of();
  }

  private static boolean isAccessKey(String text) {
    if (text.length() != 20 || (!text.startsWith("AKIA") && !text.startsWith("ASIA"))) {
      return false;
    }
    for (int i = 4; i < text.length(); i++) {
      if (!Ascii.isUpper(text.charAt(i)) && !Ascii.isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
