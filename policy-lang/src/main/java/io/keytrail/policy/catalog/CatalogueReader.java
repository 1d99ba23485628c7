package io.keytrail.policy.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads the catalogue's text form: one line, one fact. A line it does not understand is a bug of
/// the build.
final class CatalogueReader {
  private final Map<String, Service> services = new LinkedHashMap<>();
  private final List<Action> actions = new ArrayList<>();
  private final List<ConditionKey> keys = new ArrayList<>();
  private final List<String> ofService = new ArrayList<>();
  private final List<Service.ResourceType> types = new ArrayList<>();
  private String prefix = "";
  private boolean complete;
  private boolean resourceControl;

  private CatalogueReader() {}

  static Catalogue readResource(String name) {
    var reader = new CatalogueReader();
    try (InputStream in = CatalogueReader.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the catalogue is not in the jar: " + name);
      }
      new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .forEach(reader::line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    reader.endService();
    return new Catalogue(reader.services, reader.actions, reader.keys);
  }

  private void line(String line) {
    if (line.isBlank() || line.startsWith("#")) {
      return;
    }
    List<String> words = Arrays.asList(line.split(" ", -1));
    switch (words.getFirst()) {
      case "service" -> service(words);
      case "type" -> types.add(new Service.ResourceType(words.get(1), words.get(2)));
      case "on" -> actions(words);
      case "key" -> key(words);
      default -> throw new IllegalStateException("catalogue: " + line);
    }
  }

  /// `service kms complete rcp`.
  private void service(List<String> words) {
    endService();
    prefix = words.get(1);
    complete = words.get(2).equals("complete");
    resourceControl = words.size() > 3 && words.get(3).equals("rcp");
  }

  private void endService() {
    if (!prefix.isEmpty()) {
      int first = actions.size() - ofService.size();
      var service = new Service(prefix, complete, resourceControl, first, ofService, types);
      if (services.put(prefix, service) != null) {
        throw new IllegalStateException("catalogue: two blocks for " + prefix);
      }
      ofService.clear();
      types.clear();
    }
  }

  /// `on key,alias: CreateAlias DeleteAlias`; `on *:` for actions without a resource, `on any:` for
  /// those on every type of the service.
  private void actions(List<String> words) {
    List<String> resources = resources(words.get(1).substring(0, words.get(1).length() - 1));
    for (String word : words.subList(2, words.size())) {
      String name = prefix + ":" + word;
      actions.add(new Action(name, Catalogue.fold(name), resources));
      ofService.add(name);
    }
  }

  private List<String> resources(String named) {
    return switch (named) {
      case "*" -> List.of();
      case "any" -> types.stream().map(Service.ResourceType::name).toList();
      default -> Arrays.asList(named.split(",", -1));
    };
  }

  /// `key kms:GrantOperations string multi`.
  private void key(List<String> words) {
    keys.add(
        new ConditionKey(
            words.get(1),
            ConditionKey.Type.valueOf(words.get(2).toUpperCase(Locale.ROOT)),
            words.get(3).equals("multi")));
  }
}
