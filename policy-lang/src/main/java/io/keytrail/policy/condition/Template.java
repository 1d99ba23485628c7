package io.keytrail.policy.condition;

/// Messages with places to fill in. Pure; any thread.
///
/// WHY: a document can have two hundred findings, and as many helps; Java's own formatter, which
/// reads widths and locales too, took longer for these than everything else that was done about
/// them.
public final class Template {
  private Template() {}

  /// The text with `%s` and `%d`, one after the other, and `%2$s`, the second, filled in. There are
  /// no other places, and as many arguments as they name.
  public static String fill(String template, Object... named) {
    int place = template.indexOf('%');
    if (place < 0) {
      return template;
    }
    StringBuilder text = new StringBuilder(template.length() + 32);
    int from = 0;
    int next = 0;
    while (place >= 0) {
      text.append(template, from, place);
      boolean numbered = Character.isDigit(template.charAt(place + 1));
      int which = numbered ? template.charAt(place + 1) - '1' : next++;
      text.append(named[which]);
      from = place + (numbered ? 4 : 2);
      place = template.indexOf('%', from);
    }
    return text.append(template, from, template.length()).toString();
  }
}
