package io.keytrail.audit.schema;

import java.util.Optional;

/// The shapes of the ids that the trail is searched by. No pattern library: the texts are foreign.
public final class ResourceIds {

  private ResourceIds() {}

  /// The derived field an id belongs to by its shape: `vol-…`, `snap-…`, `i-…`, `d-…`, `ws-…`,
  /// `S-1-…`.
  public static Optional<String> fieldOf(String id) {
    if (id.length() < 3 || id.length() > 190) {
      return Optional.empty();
    }
    return switch (id.charAt(0)) {
      case 'v' -> isHexId(id, "vol-") ? Optional.of("volume") : Optional.empty();
      case 's' -> isHexId(id, "snap-") ? Optional.of("snapshot") : Optional.empty();
      case 'i' -> isHexId(id, "i-") ? Optional.of("instance") : Optional.empty();
      case 'w' -> isWorkspace(id) ? Optional.of("workspace") : Optional.empty();
      case 'd' -> isDirectory(id) ? Optional.of("directory") : Optional.empty();
      case 'S' -> isSid(id) ? Optional.of("sid") : Optional.empty();
      default -> Optional.empty();
    };
  }

  /// `S-1-5-21-…`: at least three numbers after the S.
  public static boolean isSid(String text) {
    if (!text.startsWith("S-") || text.length() > 190) {
      return false;
    }
    int numbers = 0;
    int start = 2;
    while (start <= text.length()) {
      int dash = text.indexOf('-', start);
      int end = dash < 0 ? text.length() : dash;
      if (!Ascii.isDigits(text, start, end)) {
        return false;
      }
      numbers++;
      start = end + 1;
    }
    return numbers >= 3;
  }

  public static boolean isDirectory(String text) {
    return text.length() == 12 && text.startsWith("d-") && Ascii.isHex(text, 2, 12);
  }

  /// `[SID]@[d-…]`, each pair of brackets optional.
  public static Optional<SidAndDirectory> sidAndDirectory(String text) {
    int at = text.indexOf('@');
    if (at < 0 || text.length() > 250) {
      return Optional.empty();
    }
    String sid = unbracketed(text.substring(0, at));
    String directory = unbracketed(text.substring(at + 1));
    return isSid(sid) && isDirectory(directory)
        ? Optional.of(new SidAndDirectory(sid, directory))
        : Optional.empty();
  }

  public record SidAndDirectory(String sid, String directory) {}

  /// A KMS key id: a GUID or `mrk-` and 32 hexadecimal digits.
  public static boolean isKeyId(String text) {
    if (text.length() == 36 && text.startsWith("mrk-")) {
      return Ascii.isHex(text, 4, 36);
    }
    return text.length() == 36
        && Ascii.isHex(text, 0, 8)
        && text.charAt(8) == '-'
        && Ascii.isHex(text, 9, 13)
        && text.charAt(13) == '-'
        && Ascii.isHex(text, 14, 18)
        && text.charAt(18) == '-'
        && Ascii.isHex(text, 19, 23)
        && text.charAt(23) == '-'
        && Ascii.isHex(text, 24, 36);
  }

  public static boolean isAccount(String text) {
    return text.length() == 12 && Ascii.isDigits(text, 0, 12);
  }

  private static boolean isHexId(String id, String prefix) {
    int digits = id.length() - prefix.length();
    return (digits == 8 || digits == 17)
        && id.startsWith(prefix)
        && Ascii.isHex(id, prefix.length(), id.length());
  }

  private static boolean isWorkspace(String id) {
    if (!id.startsWith("ws-") || id.length() < 11 || id.length() > 66) {
      return false;
    }
    for (int i = 3; i < id.length(); i++) {
      if (!Ascii.isDigit(id.charAt(i)) && !Ascii.isLower(id.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static String unbracketed(String text) {
    int start = text.startsWith("[") ? 1 : 0;
    int end = text.endsWith("]") ? text.length() - 1 : text.length();
    return text.substring(Math.min(start, end), end);
  }
}
