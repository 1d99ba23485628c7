package io.keytrail.server.cli;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import io.keytrail.server.account.SnapshotFolder;
import io.keytrail.server.invoke.Problem;
import io.keytrail.server.simulate.OfflineSimulator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `keytrail simulate`: one question to the engine, without a server.
@Command(
    name = "simulate",
    description = {
      "Decides one request under given policies, and says why. The same engine as the server's",
      "POST /api/v1/simulate, whose body --file takes; options go before its members.",
      "Exit: 0 decided, whatever it was; 3 a policy is invalid; 4 it is not what --expect says,",
      "or one of several requests is not."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class SimulateCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description =
          "body of a simulation, {\"request\": …, \"policies\": …}, or with a list of"
              + " \"requests\"; - for stdin")
  private @Nullable Path file;

  @Option(names = "--principal", paramLabel = "ARN", description = "who asks")
  private @Nullable String principal;

  @Option(names = "--action", paramLabel = "ACTION", description = "for example kms:Decrypt")
  private @Nullable String action;

  @Option(names = "--resource", paramLabel = "ARN", description = "on what; default: *")
  private @Nullable String resource;

  @Option(names = "--context", paramLabel = "KEY=VALUE", description = "a condition key's value")
  private Map<String, String> context = new LinkedHashMap<>();

  @Option(
      names = "--encryption-context",
      paramLabel = "KEY=VALUE",
      description = "a pair of a KMS request")
  private Map<String, String> encryptionContext = new LinkedHashMap<>();

  @Mixin private PolicyOptions policies = new PolicyOptions();

  @Option(
      names = "--account",
      paramLabel = "DIR",
      description = "decide by the policies of an account's snapshot or export (docs/account.md)")
  private @Nullable Path account;

  @Option(names = "--explain", description = "print the whole explanation as a tree")
  private boolean explain;

  @Option(names = "--json", description = "print the answer as the HTTP contract has it")
  private boolean json;

  @Option(
      names = "--expect",
      paramLabel = "DECISION",
      description = "allowed, implicitDeny, explicitDeny or dependsOn; else exit 4")
  private @Nullable String expect;

  @Override
  public Integer call() throws IOException {
    JsonObject body = body();
    JsonObject answer;
    try {
      answer = answer(body);
    } catch (Problem problem) {
      Output.note(spec, told(problem));
      return ExitCodes.INVALID;
    }
    PrintWriter out = Output.of(spec);
    List<JsonObject> answers = each(answer);
    out.print(json ? JsonWriter.toText(answer) + "\n" : text(answers));
    out.flush();
    boolean fits = expect == null || answers.stream().allMatch(this::asExpected);
    if (!fits) {
      Output.note(spec, "expected " + expect);
    }
    return fits ? ExitCodes.OK : ExitCodes.EXPECTATION_FAILED;
  }

  /// The answer, or those to several questions.
  private static List<JsonObject> each(JsonObject answer) {
    return answer.member("results").orElse(JsonNull.NULL) instanceof JsonArray(var results)
        ? results.stream().map(JsonObject.class::cast).toList()
        : List.of(answer);
  }

  private String text(List<JsonObject> answers) {
    return answers.stream()
        .map(answer -> new AnswerText(answer).text(explain))
        .collect(Collectors.joining("\n"));
  }

  private boolean asExpected(JsonObject answer) {
    return answer.string("decision").equals(Optional.ofNullable(expect));
  }

  private JsonObject answer(JsonObject body) throws IOException {
    if (account == null) {
      return new OfflineSimulator().answer(body);
    }
    JsonObject.Builder questions = JsonObject.builder();
    for (var member : body.members().entrySet()) {
      if (!member.getKey().equals("policies")) {
        questions.put(member.getKey(), member.getValue());
      } else if (!member.getValue().equals(JsonObject.EMPTY)) {
        throw usage("give policies, or --account, not both");
      }
    }
    return new OfflineSimulator().answer(questions.build(), SnapshotFolder.open(account));
  }

  private ParameterException usage(String message) {
    return new ParameterException(Output.required(spec).commandLine(), message);
  }

  /// What the file has, all of it, with what the options say.
  private JsonObject body() throws IOException {
    JsonObject given = file == null ? JsonObject.EMPTY : read(file);
    JsonObject.Builder body = JsonObject.builder();
    given.members().forEach(body::put);
    if (given.member("requests").isEmpty()) {
      if (given.member("request").isEmpty() || given.object("request").isPresent()) {
        body.put("request", request(given));
      }
    } else if (asks()) {
      throw usage("ask by options, or by a file with `requests`, not both");
    }
    if (given.member("policies").isEmpty() || given.object("policies").isPresent()) {
      body.put("policies", policies.over(given.object("policies").orElse(JsonObject.EMPTY)));
    }
    return body.build();
  }

  private boolean asks() {
    return principal != null
        || action != null
        || resource != null
        || !context.isEmpty()
        || !encryptionContext.isEmpty();
  }

  private JsonObject request(JsonObject given) {
    JsonObject.Builder request = JsonObject.builder();
    given.object("request").ifPresent(old -> old.members().forEach(request::put));
    request.putIfPresent("principal", principal);
    request.putIfPresent("action", action);
    request.putIfPresent("resource", resource);
    if (resource == null && file == null) {
      request.put("resource", "*");
    }
    merge(request, given, "context", context);
    merge(request, given, "encryptionContext", encryptionContext);
    JsonObject asked = request.build();
    if (file == null && (principal == null || action == null)) {
      throw usage("say who asks for what: --principal ARN --action ACTION, or --file FILE");
    }
    return asked;
  }

  private static void merge(
      JsonObject.Builder request, JsonObject given, String name, Map<String, String> more) {
    if (more.isEmpty()) {
      return;
    }
    JsonObject.Builder merged = JsonObject.builder();
    given
        .object("request")
        .flatMap(old -> old.object(name))
        .ifPresent(old -> old.members().forEach(merged::put));
    more.forEach(merged::put);
    request.put(name, merged.build());
  }

  private static JsonObject read(Path file) throws IOException {
    byte[] bytes =
        file.toString().equals("-")
            ? System.in.readAllBytes()
            : PolicyFiles.read(file).getBytes(StandardCharsets.UTF_8);
    try {
      JsonValue value = StrictJson.parse(bytes, Limits.REQUEST);
      if (value instanceof JsonObject object) {
        return object;
      }
      throw new IOException(file + ": expected an object");
    } catch (JsonSyntaxException malformed) {
      throw new IOException(
          "%s:%d:%d: %s"
              .formatted(file, malformed.line(), malformed.column(), malformed.getMessage()),
          malformed);
    }
  }

  private static String told(Problem problem) {
    String place = problem.position().map(p -> ":%d:%d".formatted(p.line(), p.column())).orElse("");
    return problem.pointer().orElse("") + place + ": " + problem.code() + ": " + problem.detail();
  }

  /// What is in the way of a list of policies that are named by files.
  static JsonArray documents(List<Path> files) throws IOException {
    java.util.ArrayList<JsonValue> documents = new java.util.ArrayList<>();
    for (Path file : files) {
      documents.add(document(file));
    }
    return new JsonArray(documents);
  }

  static JsonObject document(Path file) throws IOException {
    return JsonObject.builder()
        .put("name", PolicyFiles.shown(file))
        .put("document", PolicyFiles.read(file))
        .build();
  }
}
