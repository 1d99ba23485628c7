package io.keytrail.server.wire.tool;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Compiles AWS's API models (C2J JSON in the models jar) into our compact files: the served
/// operations with every shape they reach, no prose, and the names of all operations.
final class ModelCompiler {
  /// What we keep of a shape besides its type and members.
  private static final List<String> SHAPE_TRAITS =
      List.of(
          "required",
          "min",
          "max",
          "pattern",
          "enum",
          "sensitive",
          "flattened",
          "timestampFormat",
          "exception",
          "fault",
          "payload");

  private static final List<String> MEMBER_TRAITS =
      List.of("location", "locationName", "queryName", "flattened", "timestampFormat");

  private final Map<String, Object> model;
  private final Map<String, Object> shapes = new TreeMap<>();

  private ModelCompiler(Map<String, Object> model) {
    this.model = model;
  }

  /// The text of every file by its name.
  static Map<String, String> compile(Path jar) {
    Map<String, String> files = new TreeMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ServedOperations served : ServedOperations.ALL) {
        ZipEntry entry = zip.getEntry(served.entry());
        if (entry == null) {
          throw new IllegalStateException(jar + " holds no " + served.entry());
        }
        try (InputStream text = zip.getInputStream(entry)) {
          ModelCompiler compiler = new ModelCompiler(LooseJson.readObject(text));
          files.put(served.service() + ".json", ModelText.of(compiler.file(served)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /// Writes every file into `directory`.
  static void write(Path jar, Path directory) throws IOException {
    for (Map.Entry<String, String> file : compile(jar).entrySet()) {
      Files.writeString(directory.resolve(file.getKey()), file.getValue());
    }
  }

  private Map<String, Object> file(ServedOperations served) {
    Map<String, Object> metadata = object(model, "metadata");
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("source", ServedOperations.ARTIFACT);
    file.put("service", served.service());
    for (String name :
        List.of("protocol", "jsonVersion", "targetPrefix", "apiVersion", "xmlNamespace")) {
      copy(metadata, file, name);
    }
    if ("rest-json".equals(metadata.get("protocol"))) {
      file.put("routes", routes());
    }
    Map<String, Object> operations = new TreeMap<>();
    for (String name : served.operations()) {
      operations.put(name, operation(object(object(model, "operations"), name)));
    }
    file.put("operations", operations);
    file.put("shapes", shapes);
    file.put("names", new ArrayList<>(new TreeSet<>(object(model, "operations").keySet())));
    return file;
  }

  /// Method and path of every operation, served or not, and the status of its answer where that is
  /// not 200.
  private Map<String, Object> routes() {
    Map<String, Object> routes = new TreeMap<>();
    object(model, "operations")
        .forEach(
            (name, operation) -> {
              Map<String, Object> http = object(asObject(operation), "http");
              Map<String, Object> route = new LinkedHashMap<>();
              copy(http, route, "method");
              route.put("uri", http.get("requestUri"));
              if (http.get("responseCode") instanceof Long status && status != 200) {
                route.put("status", status);
              }
              routes.put(name, route);
            });
    return routes;
  }

  private Map<String, Object> operation(Map<String, Object> source) {
    Map<String, Object> operation = new LinkedHashMap<>();
    if (source.containsKey("input")) {
      operation.put("input", reach(object(source, "input")));
    }
    if (source.containsKey("output")) {
      Map<String, Object> output = object(source, "output");
      operation.put("output", reach(output));
      copy(output, operation, "resultWrapper");
    }
    List<String> errors = new ArrayList<>();
    for (Object error : list(source, "errors")) {
      errors.add(reach(asObject(error)));
    }
    operation.put("errors", errors);
    return operation;
  }

  /// Keeps the shape that `reference` names, and all it names in turn.
  private String reach(Map<String, Object> reference) {
    String name = String.valueOf(reference.get("shape"));
    if (!shapes.containsKey(name)) {
      Map<String, Object> kept = new LinkedHashMap<>();
      shapes.put(name, kept);
      shape(object(object(model, "shapes"), name), kept);
    }
    return name;
  }

  private void shape(Map<String, Object> source, Map<String, Object> kept) {
    copy(source, kept, "type");
    for (String trait : SHAPE_TRAITS) {
      copy(source, kept, trait);
    }
    if (source.containsKey("error")) {
      Map<String, Object> error = object(source, "error");
      copy(error, kept, "code");
      copy(error, kept, "httpStatusCode");
    }
    for (String part : List.of("member", "key", "value")) {
      if (source.containsKey(part)) {
        kept.put(part, member(object(source, part)));
      }
    }
    if (source.containsKey("members") && !kept.containsKey("exception")) {
      Map<String, Object> members = new LinkedHashMap<>();
      object(source, "members")
          .forEach((name, member) -> members.put(name, member(asObject(member))));
      kept.put("members", members);
    }
  }

  /// The shape's name alone, where the member adds nothing to it.
  private Object member(Map<String, Object> source) {
    Map<String, Object> member = new LinkedHashMap<>();
    member.put("shape", reach(source));
    for (String trait : MEMBER_TRAITS) {
      copy(source, member, trait);
    }
    return member.size() == 1 ? member.get("shape") : member;
  }

  private static void copy(Map<String, Object> from, Map<String, Object> to, String name) {
    Object value = from.get(name);
    if (value != null && !Boolean.FALSE.equals(value)) {
      to.put(name, value);
    }
  }

  private static Map<String, Object> object(Map<String, Object> parent, String name) {
    Object value = parent.get(name);
    if (value == null) {
      throw new IllegalStateException("the model holds no " + name);
    }
    return asObject(value);
  }

  private static List<?> list(Map<String, Object> parent, String name) {
    return parent.get(name) instanceof List<?> items ? items : List.of();
  }

  @SuppressWarnings("unchecked") // LooseJson makes no other maps
  private static Map<String, Object> asObject(Object value) {
    return (Map<String, Object>) value;
  }
}
