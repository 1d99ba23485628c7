package io.keytrail.server.http.sigv4;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.CommonErrors;

/// `AKID/20150830/us-east-1/kms/aws4_request`, taken apart.
record CredentialScope(String accessKeyId, String date, String region, String service) {
  private static final String TERMINATOR = "aws4_request";

  static CredentialScope parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 5) {
      throw ClaimReader.incomplete(
          "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '"
              + ClaimReader.printable(text)
              + "'");
    }
    if (!isName(parts[0], 128) || !isName(parts[1], 8)) {
      throw ClaimReader.incomplete("Credential names no access key and date");
    }
    if (!isName(parts[2], 32)) {
      throw invalid("Credential should be scoped to a valid region.");
    }
    if (!isName(parts[3], 32)) {
      throw invalid("Credential should be scoped to correct service.");
    }
    if (!parts[4].equals(TERMINATOR)) {
      throw invalid(
          "Credential should be scoped with a valid terminator: '"
              + TERMINATOR
              + "', not '"
              + ClaimReader.printable(parts[4])
              + "'.");
    }
    return new CredentialScope(parts[0], parts[1], parts[2], parts[3]);
  }

  private static boolean isName(String text, int maxLength) {
    boolean good = !text.isEmpty() && text.length() <= maxLength;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      good &= c != '~' && c != '.' && UriEncoding.isUnreserved(c);
    }
    return good;
  }

  private static ApiException invalid(String message) {
    return new ApiException(CommonErrors.INVALID_SIGNATURE, message);
  }
}
