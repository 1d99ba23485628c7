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
  private String prefix = "";
  private boolean complete;

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
    List<String> words = Arrays.asList(line.strip().split(" +", -1));
    switch (words.getFirst()) {
      case "service" -> service(words);
      case "on" -> actions(words);
      case "key" -> key(words);
      default -> throw new IllegalStateException("catalogue: " + line);
    }
  }

  /// `service kms complete`.
  private void service(List<String> words) {
    endService();
    prefix = words.get(1);
    complete = words.get(2).equals("complete");
  }

  private void endService() {
    if (!prefix.isEmpty()) {
      int first = actions.size() - ofService.size();
      if (services.put(prefix, new Service(prefix, complete, first, ofService)) != null) {
        throw new IllegalStateException("catalogue: two blocks for " + prefix);
      }
      ofService.clear();
    }
  }

  /// `on key,alias: CreateAlias DeleteAlias`; `on *:` for actions without a resource.
  private void actions(List<String> words) {
    String types = words.get(1).substring(0, words.get(1).length() - 1);
    List<String> resources = types.equals("*") ? List.of() : Arrays.asList(types.split(",", -1));
    for (String word : words.subList(2, words.size())) {
      String name = prefix + ":" + word;
      actions.add(new Action(name, Catalogue.fold(name), resources));
      ofService.add(name);
    }
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
