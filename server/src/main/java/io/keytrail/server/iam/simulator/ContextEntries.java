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
              .orElseThrow(() -> IamErrors.invalidInput(place + " has no ContextKeyName."));
      if (!seen.add(Catalogue.fold(name))) {
        throw IamErrors.invalidInput(place + ": the context key " + name + " is given twice.");
      }
      context.put(name, value(entry, place + ": the context key " + name));
    }
    return context;
  }

  private static ContextValue value(ContextEntryInput entry, String subject) {
    List<String> values = entry.contextKeyValues();
    String type = entry.contextKeyType().orElse(values.size() == 1 ? "string" : "stringList");
    boolean list = type.endsWith(LIST);
    String element = list ? type.substring(0, type.length() - LIST.length()) : type;
    for (String value : values) {
      if (!fits(element, value)) {
        throw IamErrors.invalidInput(
            "%s has the type %s, which the value `%s` is not.".formatted(subject, type, value));
      }
    }
    if (!list && values.size() != 1) {
      throw IamErrors.invalidInput(
          "%s has the type %s, which takes one value, and %d values; use %sList for several."
              .formatted(subject, type, values.size(), type));
    }
    return list ? ContextValue.list(values) : ContextValue.of(values.getFirst());
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
