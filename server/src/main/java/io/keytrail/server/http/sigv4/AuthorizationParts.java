package io.keytrail.server.http.sigv4;

import org.jspecify.annotations.Nullable;

/// The three parts of an `Authorization` header, in any order, each once.
record AuthorizationParts(String credential, String signedHeaders, String signature) {

  static AuthorizationParts parse(String text) {
    String[] found = new String[3];
    for (String part : text.split(",", -1)) {
      String trimmed = part.strip();
      int equals = trimmed.indexOf('=');
      int index = equals < 0 ? -1 : index(trimmed.substring(0, equals));
      if (index < 0 || found[index] != null) {
        throw ClaimReader.incomplete(
            "'"
                + ClaimReader.printable(trimmed)
                + "' not a valid key=value pair (missing equal-sign) in Authorization header.");
      }
      found[index] = trimmed.substring(equals + 1);
    }
    return new AuthorizationParts(
        required(found[0], "Credential"),
        required(found[1], "SignedHeaders"),
        required(found[2], "Signature"));
  }

  private static int index(String name) {
    return switch (name) {
      case "Credential" -> 0;
      case "SignedHeaders" -> 1;
      case "Signature" -> 2;
      default -> -1;
    };
  }

  private static String required(@Nullable String value, String name) {
    if (value == null || value.isEmpty()) {
      throw ClaimReader.incomplete("Authorization header requires '" + name + "' parameter.");
    }
    return value;
  }
}
