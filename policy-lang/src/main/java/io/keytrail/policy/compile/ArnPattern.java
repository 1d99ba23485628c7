package io.keytrail.policy.compile;

/// An ARN with wildcards, compared part by part: a `*` cannot cross the first five colons.
///
/// @param text the whole pattern; its globs are cut at colons when they are compared, because a
///     variable may bring colons with it
/// @param never a resource's service is a wildcard or not written at all: matches nothing
public record ArnPattern(TextPattern text, boolean never) {
  private static final int SERVICE_PART = 2;

  /// Of a statement's `Resource`: variables count after the fifth colon only.
  static ArnPattern resource(String written, boolean variables) {
    int rest = afterColons(written, 5);
    TextPattern text =
        TextCompiler.compile(written, true, variables && rest >= 0 ? rest : written.length());
    return new ArnPattern(text, wildService(written));
  }

  /// Of a condition: variables count everywhere.
  static ArnPattern condition(String written, boolean variables) {
    return new ArnPattern(TextCompiler.compile(written, true, variables), false);
  }

  private static boolean wildService(String written) {
    int from = afterColons(written, SERVICE_PART);
    if (from < 0) {
      // Too short to name a service: all but the lone `*` would leave it open.
      return !written.equals("*");
    }
    int colon = written.indexOf(':', from);
    String service = written.substring(from, colon < 0 ? written.length() : colon);
    return service.indexOf('*') >= 0 || service.indexOf('?') >= 0;
  }

  /// The index behind the n-th colon, or -1.
  private static int afterColons(String text, int count) {
    int at = 0;
    for (int i = 0; i < count; i++) {
      int colon = text.indexOf(':', at);
      if (colon < 0) {
        return -1;
      }
      at = colon + 1;
    }
    return at;
  }
}
