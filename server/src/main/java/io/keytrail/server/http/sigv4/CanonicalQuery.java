package io.keytrail.server.http.sigv4;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.CommonErrors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// A query's parameters in canonical spelling, read once from the raw query.
final class CanonicalQuery {
  private static final Comparator<Parameter> ORDER =
      Comparator.comparing(Parameter::name).thenComparing(Parameter::value);

  private final List<Parameter> parameters;

  /// Both canonical; a parameter without `=` has an empty value.
  private record Parameter(String name, String value) {}

  private CanonicalQuery(List<Parameter> parameters) {
    this.parameters = parameters;
  }

  static CanonicalQuery of(String raw) {
    List<Parameter> parameters = new ArrayList<>();
    int from = 0;
    while (from < raw.length()) {
      int end = raw.indexOf('&', from);
      end = end < 0 ? raw.length() : end;
      if (end > from) {
        int equals = raw.indexOf('=', from);
        int nameEnd = equals < 0 || equals > end ? end : equals;
        String value = nameEnd == end ? "" : raw.substring(nameEnd + 1, end);
        parameters.add(
            new Parameter(
                UriEncoding.canonical(raw.substring(from, nameEnd)), UriEncoding.canonical(value)));
      }
      from = end + 1;
    }
    // Encoded text is ASCII, so char order is byte order.
    parameters.sort(ORDER);
    return new CanonicalQuery(parameters);
  }

  /// Decoded value of a parameter that may stand once.
  Optional<String> one(String name) {
    String found = null;
    for (Parameter parameter : parameters) {
      if (parameter.name().equals(name)) {
        if (found != null) {
          throw new ApiException(
              CommonErrors.INCOMPLETE_SIGNATURE,
              "Query parameter '" + name + "' is given more than once");
        }
        found = parameter.value();
      }
    }
    return Optional.ofNullable(found).map(UriEncoding::decode);
  }

  /// Appends `name=value&…` without the parameters that `omitted` names.
  void appendTo(StringBuilder out, Predicate<String> omitted) {
    boolean first = true;
    for (Parameter parameter : parameters) {
      if (!omitted.test(parameter.name())) {
        out.append(first ? "" : "&").append(parameter.name()).append('=').append(parameter.value());
        first = false;
      }
    }
  }
}
