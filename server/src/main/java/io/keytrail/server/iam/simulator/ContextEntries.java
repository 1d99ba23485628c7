package io.keytrail.server.iam.simulator;

import io.keytrail.policy.catalog.Catalogue;
import io.keytrail.policy.compile.Booleans;
import io.keytrail.policy.compile.ByteText;
import io.keytrail.policy.compile.Cidr;
import io.keytrail.policy.compile.Moment;
import io.keytrail.policy.compile.Numbers;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.server.iam.IamErrors;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the `ContextEntries` of a simulation: each key once, each value of its entry's type.
final class ContextEntries {
  private static final String LIST = "List";

  private ContextEntries() {}

  /// @throws io.keytrail.server.invoke.ApiException `InvalidInput`, naming the entry
  static Map<String, ContextValue> read(List<ContextEntryInput> entries) {
    Map<String, ContextValue> context = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < entries.size(); i++) {
      String place = "ContextEntries." + (i + 1);
      ContextEntryInput entry = entries.get(i);
      String name =
          entry
              .contextKeyName()
              .filter(key -> !key.isEmpty())
              .orElseThrow(
                  () ->
                      IamErrors.invalidInput(
                          "ContextKeyName cannot be null or empty. " + place + " has none."));
      if (!seen.add(Catalogue.fold(name))) {
        throw IamErrors.invalidInput(
            "Duplicate context key: " + name + ". " + place + " gives it again.");
      }
      context.put(name, value(entry, name));
    }
    return context;
  }

  private static ContextValue value(ContextEntryInput entry, String key) {
    List<String> values = entry.contextKeyValues();
    if (values.isEmpty()) {
      throw IamErrors.invalidInput(
          "Context values for context key " + key + " cannot be null or empty.");
    }
    String type = entry.contextKeyType().orElse(values.size() == 1 ? "string" : "stringList");
    boolean list = type.endsWith(LIST);
    String element = list ? type.substring(0, type.length() - LIST.length()) : type;
    for (String value : values) {
      if (!fits(element, value)) {
        throw IamErrors.invalidInput(
            "Invalid context value for key %s: expected %s. The value is `%s`."
                .formatted(key, form(element), value));
      }
    }
    if (!list && values.size() != 1) {
      throw IamErrors.invalidInput(
          "Context key %s expected a single value, but received %d. Give %s the type %sList."
              .formatted(type, values.size(), key, type));
    }
    return list ? ContextValue.list(values) : ContextValue.of(values.getFirst());
  }

  private static String form(String type) {
    return switch (type) {
      case "numeric" -> "numeric format";
      case "ip" -> "IP address";
      case "binary" -> "base-64 encoded binary format";
      case "date" -> "DateTime format";
      default -> "true or false";
    };
  }

  private static boolean fits(String type, String value) {
    return switch (type) {
      case "numeric" -> Numbers.parse(value).isPresent();
      case "boolean" -> Booleans.parse(value).isPresent();
      case "ip" -> Cidr.parse(value).isPresent();
      case "binary" -> ByteText.parse(value).isPresent();
      case "date" -> Moment.parse(value).isPresent();
      // "string"; the codec has refused what is no type.
      default -> true;
    };
  }
}
