package io.keytrail.server.policytest;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.policy.condition.Position;
import io.keytrail.server.invoke.Problem;
import io.keytrail.server.policytest.Suite.Asked;
import io.keytrail.server.policytest.Suite.Case;
import io.keytrail.server.policytest.Suite.WhoCan;
import io.keytrail.server.policytest.SuiteResult.CaseResult;
import io.keytrail.server.simulate.OfflineSimulator;
import io.keytrail.server.simulate.snapshot.AccountSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Runs suites. Confined to one thread.
public final class SuiteRunner {
  private final OfflineSimulator simulator = new OfflineSimulator();
  private final Optional<AccountSnapshot> account;

  public SuiteRunner() {
    this.account = Optional.empty();
  }

  /// @param account whose policies decide the suites that have none of their own
  public SuiteRunner(AccountSnapshot account) {
    this.account = Optional.of(account);
  }

  /// @throws InvalidSuite if a question of the file, or a policy that it names, cannot be read
  public SuiteResult run(Suite suite) throws InvalidSuite {
    Coverage coverage = new Coverage();
    List<CaseResult> results = new ArrayList<>();
    for (Case one : suite.cases()) {
      JsonObject answer = ask(suite, one.name(), one.at(), one.body());
      coverage.add(answer);
      results.add(
          new CaseResult(
              one.name(),
              one.at(),
              Comparison.failure(one.expectation(), answer),
              answer.string("summary").orElse("")));
    }
    for (WhoCan one : suite.whoCan()) {
      results.add(whoCan(suite, one, coverage));
    }
    return new SuiteResult(suite, results, coverage.decisive, coverage.statements);
  }

  private CaseResult whoCan(Suite suite, WhoCan one, Coverage coverage) throws InvalidSuite {
    Set<String> can = new LinkedHashSet<>();
    List<Asked> everyone = everyone(suite, one);
    for (Asked asked : everyone) {
      JsonObject answer = ask(suite, one.name(), one.at(), asked.body());
      coverage.add(answer);
      if (answer.string("decision").filter("allowed"::equals).isPresent()) {
        can.add(asked.principal());
      }
    }
    Set<String> expected = new LinkedHashSet<>(one.principals());
    Set<String> tooMany = new LinkedHashSet<>(can);
    tooMany.removeAll(expected);
    Set<String> missing = new LinkedHashSet<>(expected);
    missing.removeAll(can);
    List<String> wrong = new ArrayList<>();
    if (!tooMany.isEmpty()) {
      wrong.add("these can, but are not listed: " + String.join(", ", tooMany));
    }
    if (!missing.isEmpty()) {
      wrong.add("these are listed, but cannot: " + String.join(", ", missing));
    }
    return new CaseResult(
        one.name(),
        one.at(),
        String.join("; ", wrong),
        "%d of %d can".formatted(can.size(), everyone.size()));
  }

  /// The declared principals; where an account decides, all its users and roles beside them, but
  /// for the roles that are AWS's own.
  private List<Asked> everyone(Suite suite, WhoCan one) {
    if (account.isEmpty() || suite.bringsPolicies()) {
      return one.bodies();
    }
    List<Asked> everyone = new ArrayList<>(one.bodies());
    Set<String> asked = new LinkedHashSet<>();
    one.bodies().forEach(body -> asked.add(body.principal()));
    for (String arn : account.get().principals().keySet()) {
      if (!arn.contains(":role/aws-service-role/") && asked.add(arn)) {
        everyone.add(new Asked(arn, askedBy(arn, one.question())));
      }
    }
    return everyone;
  }

  private static JsonObject askedBy(String principal, JsonObject body) {
    JsonObject.Builder request = JsonObject.builder();
    body.object("request").orElseThrow().members().forEach(request::put);
    return JsonObject.builder().put("request", request.put("principal", principal).build()).build();
  }

  private JsonObject ask(Suite suite, String name, Position at, JsonObject body)
      throws InvalidSuite {
    try {
      return account.isPresent() && !suite.bringsPolicies()
          ? simulator.answer(withoutPolicies(body), account.get())
          : simulator.answer(body);
    } catch (Problem problem) {
      String place =
          problem.position().map(p -> ":%d:%d".formatted(p.line(), p.column())).orElse("");
      throw InvalidSuite.at(
          suite.file(),
          at,
          name,
          "`%s` cannot be asked: %s%s: %s"
              .formatted(name, problem.pointer().orElse(""), place, problem.detail()),
          "");
    }
  }

  private static JsonObject withoutPolicies(JsonObject body) {
    return JsonObject.builder().put("request", body.object("request").orElseThrow()).build();
  }

  /// Which statements decided something, of those that were looked at.
  private static final class Coverage {
    final Set<String> decisive = new LinkedHashSet<>();
    final Set<String> statements = new LinkedHashSet<>();

    void add(JsonObject answer) {
      answer.member("decidedBy").ifPresent(list -> references(list, decisive));
      answer.member("explanation").ifPresent(this::walk);
    }

    private void walk(JsonValue node) {
      if (node instanceof JsonObject object) {
        object.object("ref").ifPresent(ref -> reference(ref, statements));
        if (object.member("because").orElse(JsonArray.EMPTY) instanceof JsonArray(var children)) {
          children.forEach(this::walk);
        }
      }
    }

    private static void references(JsonValue list, Set<String> to) {
      if (list instanceof JsonArray(List<JsonValue> elements)) {
        for (JsonValue one : elements) {
          if (one instanceof JsonObject object) {
            reference(object, to);
          }
        }
      }
    }

    private static void reference(JsonObject ref, Set<String> to) {
      if (ref.member("statement").orElse(JsonNumber.of(0)) instanceof JsonNumber(String number)
          && ref.string("type").filter("statement"::equals).isPresent()) {
        String name = ref.string("name").filter(text -> !text.isEmpty()).orElse("");
        String policy = name.isEmpty() ? ref.string("policy").orElse("") : name;
        String sid =
            ref.member("sid").orElse(JsonNumber.of(0)) instanceof JsonString(String text)
                ? " (" + text + ")"
                : "";
        to.add(policy + " statement " + number + sid);
      }
    }
  }
}
