package io.keytrail.server.cli;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `keytrail directory (create | list | add-user | users)`: what Debian's AWS CLI has no `ds-data`
/// for.
@Command(
    name = "directory",
    description = "Manages the directories of a running deployment, and their users.",
    mixinStandardHelpOptions = true,
    subcommands = {
      DirectoryCommand.Create.class,
      DirectoryCommand.ListAll.class,
      DirectoryCommand.AddUser.class,
      DirectoryCommand.Users.class
    })
public final class DirectoryCommand implements Callable<Integer> {
  private static final String PATH = "/api/v1/directories";

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it runs a command");
    }
    throw new ParameterException(
        spec.commandLine(), "say what to do: directory (create | list | add-user | users)");
  }

  private static void put(JsonObject.Builder to, String name, @Nullable String value) {
    Optional.ofNullable(value).ifPresent(text -> to.put(name, text));
  }

  /// Every page, as one list.
  private static List<JsonValue> all(Connection connection, String path, String member)
      throws Exception {
    List<JsonValue> found = new ArrayList<>();
    Optional<String> next = Optional.of("");
    while (next.isPresent()) {
      String after = next.get().isEmpty() ? "" : "?after=" + encoded(next.get());
      JsonObject page = (JsonObject) StrictJson.parse(connection.get(path + after), Limits.RECORD);
      if (page.member(member).orElse(JsonArray.EMPTY) instanceof JsonArray(var elements)) {
        found.addAll(elements);
      }
      next =
          page.member("next").orElse(null) instanceof JsonString(String token)
              ? Optional.of(token)
              : Optional.empty();
    }
    return found;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static void print(String member, List<JsonValue> values) {
    System.out.println(
        JsonWriter.toText(JsonObject.builder().put(member, new JsonArray(values)).build()));
  }

  /// `directory create NAME`.
  @Command(
      name = "create",
      description = "Makes a directory; prints its id as JSON.",
      mixinStandardHelpOptions = true)
  static final class Create implements Callable<Integer> {
    @Mixin private Connection connection = new Connection();

    @Parameters(paramLabel = "NAME", description = "domain name: corp.example.com")
    private String name = "";

    @Option(
        names = "--short-name",
        paramLabel = "NAME",
        description = "NetBIOS name (default: from NAME)")
    private @Nullable String shortName;

    @Option(names = "--size", paramLabel = "SIZE", description = "Small or Large (default: Small)")
    private @Nullable String size;

    @Option(names = "--description", paramLabel = "TEXT", description = "for people")
    private @Nullable String description;

    @Option(
        names = "--password-file",
        paramLabel = "FILE",
        description =
            "first line: the Administrator's password (default: a random one that nobody knows)")
    private @Nullable Path passwordFile;

    @Override
    public Integer call() throws Exception {
      JsonObject.Builder body = JsonObject.builder().put("name", name);
      put(body, "shortName", shortName);
      put(body, "size", size);
      put(body, "description", description);
      if (passwordFile != null) {
        put(body, "password", Files.readString(passwordFile).lines().findFirst().orElse(""));
      }
      System.out.println(connection.post(PATH, JsonWriter.toText(body.build())));
      return ExitCodes.OK;
    }
  }

  /// `directory list`.
  @Command(
      name = "list",
      description = "Prints the directories as JSON.",
      mixinStandardHelpOptions = true)
  static final class ListAll implements Callable<Integer> {
    @Mixin private Connection connection = new Connection();

    @Override
    public Integer call() throws Exception {
      print("directories", all(connection, PATH, "directories"));
      return ExitCodes.OK;
    }
  }

  /// `directory add-user --directory ID NAME`.
  @Command(
      name = "add-user",
      description = "Makes a user of a directory; prints its SID as JSON.",
      mixinStandardHelpOptions = true)
  static final class AddUser implements Callable<Integer> {
    @Mixin private Connection connection = new Connection();

    @Option(
        names = "--directory",
        required = true,
        paramLabel = "ID",
        description = "the directory, d-…")
    private String directory = "";

    @Parameters(
        paramLabel = "NAME",
        description = "logon name (SAMAccountName), at most 20 letters")
    private String name = "";

    @Option(names = "--given-name", paramLabel = "NAME", description = "first name")
    private @Nullable String givenName;

    @Option(names = "--surname", paramLabel = "NAME", description = "last name")
    private @Nullable String surname;

    @Option(names = "--email", paramLabel = "ADDRESS", description = "e-mail address")
    private @Nullable String email;

    @Override
    public Integer call() throws Exception {
      JsonObject.Builder body = JsonObject.builder().put("name", name);
      put(body, "givenName", givenName);
      put(body, "surname", surname);
      put(body, "emailAddress", email);
      System.out.println(
          connection.post(
              PATH + "/" + encoded(directory) + "/users", JsonWriter.toText(body.build())));
      return ExitCodes.OK;
    }
  }

  /// `directory users --directory ID`.
  @Command(
      name = "users",
      description = "Prints the users of a directory, with their SIDs, as JSON.",
      mixinStandardHelpOptions = true)
  static final class Users implements Callable<Integer> {
    @Mixin private Connection connection = new Connection();

    @Option(
        names = "--directory",
        required = true,
        paramLabel = "ID",
        description = "the directory, d-…")
    private String directory = "";

    @Override
    public Integer call() throws Exception {
      print("users", all(connection, PATH + "/" + encoded(directory), "users"));
      return ExitCodes.OK;
    }
  }
}
