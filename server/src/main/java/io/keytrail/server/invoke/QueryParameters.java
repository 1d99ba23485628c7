package io.keytrail.server.invoke;

import io.keytrail.policy.condition.DidYouMean;
import io.keytrail.server.invoke.ApiOperation.Request;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/// Reads the query parameters of operations of our own API. Every refusal is a [Problem] that
/// points to the parameter.
public final class QueryParameters {
  private QueryParameters() {}

  /// Refuses what the operation does not know, with a proposal.
  public static void requireKnown(Request request, List<String> known) {
    for (String name : request.query().keySet()) {
      if (!known.contains(name)) {
        String help = DidYouMean.help(name, known);
        throw Problem.badRequest(
            "/" + name,
            "there is no parameter `" + name + "`" + (help.isEmpty() ? "" : "; " + help));
      }
    }
  }

  public static Instant time(String name, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException _) {
      throw Problem.badRequest(
          "/" + name, "`" + name + "` takes a time such as `2026-11-23T14:00:00Z`");
    }
  }

  /// A whole number without a sign.
  public static long number(String name, String text) {
    boolean digits =
        !text.isEmpty() && text.length() <= 16 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits) {
      throw Problem.badRequest("/" + name, "`" + name + "` takes a whole number");
    }
    return Long.parseLong(text);
  }

  /// A whole number within these bounds.
  public static int number(Request request, String name, int least, int most, int otherwise) {
    return request
        .one(name)
        .map(
            text -> {
              long value = number(name, text);
              if (value > most) {
                throw Problem.badRequest("/" + name, "`" + name + "` is at most " + most);
              }
              if (value < least) {
                throw Problem.badRequest("/" + name, "`" + name + "` is at least " + least);
              }
              return (int) value;
            })
        .orElse(otherwise);
  }

  public static boolean flag(String name, String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw Problem.badRequest("/" + name, "`" + name + "` is `true` or `false`");
    };
  }
}
