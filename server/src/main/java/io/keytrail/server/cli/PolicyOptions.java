package io.keytrail.server.cli;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The policies of a question, each by its file.
final class PolicyOptions {
  @Option(
      names = "--key-policy",
      paramLabel = "FILE",
      description = "the key's policy (or another resource's)")
  private @Nullable Path key;

  @Option(names = "--identity", paramLabel = "FILE", description = "an identity policy; repeatable")
  private List<Path> identity = new ArrayList<>();

  @Option(names = "--boundary", paramLabel = "FILE", description = "the permissions boundary")
  private List<Path> boundary = new ArrayList<>();

  @Option(names = "--session", paramLabel = "FILE", description = "a session policy; repeatable")
  private List<Path> session = new ArrayList<>();

  @Option(
      names = "--scp",
      paramLabel = "FILE",
      description = "a service control policy; each a level of its own, from the root down")
  private List<Path> scp = new ArrayList<>();

  @Option(names = "--rcp", paramLabel = "FILE", description = "a resource control policy, likewise")
  private List<Path> rcp = new ArrayList<>();

  @Option(names = "--endpoint", paramLabel = "FILE", description = "the VPC endpoint's policy")
  private List<Path> endpoint = new ArrayList<>();

  @Option(
      names = "--grants",
      paramLabel = "FILE",
      description = "grants as `aws kms list-grants` lists them")
  private @Nullable Path grants;

  /// These over what the body of `--file` has.
  JsonObject over(JsonObject given) throws IOException {
    JsonObject.Builder set = JsonObject.builder();
    given.members().forEach(set::put);
    if (key != null) {
      set.put("resource", SimulateCommand.document(key));
    }
    put(set, "identity", identity);
    put(set, "permissionsBoundary", boundary);
    put(set, "session", session);
    put(set, "vpcEndpoint", endpoint);
    levels(set, "serviceControl", scp);
    levels(set, "resourceControl", rcp);
    if (grants != null) {
      set.put("grants", grants(grants));
    }
    return set.build();
  }

  private static void put(JsonObject.Builder set, String name, List<Path> files)
      throws IOException {
    if (!files.isEmpty()) {
      set.put(name, SimulateCommand.documents(files));
    }
  }

  private static void levels(JsonObject.Builder set, String name, List<Path> files)
      throws IOException {
    if (!files.isEmpty()) {
      List<JsonValue> levels = new ArrayList<>();
      for (Path file : files) {
        levels.add(SimulateCommand.documents(List.of(file)));
      }
      set.put(name, new JsonArray(levels));
    }
  }

  private static JsonValue grants(Path file) throws IOException {
    try {
      JsonValue value =
          StrictJson.parse(PolicyFiles.read(file).getBytes(StandardCharsets.UTF_8), Limits.REQUEST);
      return value instanceof JsonObject object ? object.member("Grants").orElse(value) : value;
    } catch (JsonSyntaxException malformed) {
      throw new IOException(
          "%s:%d:%d: %s"
              .formatted(
                  PolicyFiles.shown(file),
                  malformed.line(),
                  malformed.column(),
                  malformed.getMessage()),
          malformed);
    }
  }
}
