package io.keytrail.server.policytest;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.policy.condition.Position;
import io.keytrail.server.policytest.Suite.Case;
import io.keytrail.server.policytest.Suite.Expectation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads one entry of `tests`: a single test, or a matrix of them.
final class CaseReader {
  private static final List<String> DECISIONS =
      List.of("allowed", "denied", "implicitDeny", "explicitDeny", "dependsOn");
  private static final List<String> BY = List.of("grant", "statement", "sid", "policy", "rule");
  private static final List<String> NEAR = List.of("grant", "statement", "sid", "policy", "failed");
  private static final int MAX_MATRIX = 10_000;

  private CaseReader() {}

  static List<Case> read(Doc test, Questions questions) throws InvalidSuite {
    List<String> known = new ArrayList<>(List.of("name", "with", "expect", "matrix"));
    known.addAll(Questions.MEMBERS);
    test.object(known);
    if (test.get("with").isPresent()) {
      test.require("with").object(Questions.MEMBERS);
    }
    return test.get("matrix").isPresent()
        ? matrix(test, questions)
        : List.of(single(test, questions));
  }

  private static Case single(Doc test, Questions questions) throws InvalidSuite {
    JsonObject body = questions.body(test);
    JsonObject request = body.object("request").orElse(JsonObject.EMPTY);
    String name =
        test.get("name").isPresent()
            ? test.require("name").text()
            : request.string("principal").orElse("") + " " + request.string("action").orElse("");
    return new Case(name, place(test), body, expectation(test.require("expect")));
  }

  private static Expectation expectation(Doc expect) throws InvalidSuite {
    expect.object(List.of("decision", "by", "nearMiss"));
    Optional<Doc> decision = expect.get("decision");
    List<JsonObject> by = new ArrayList<>();
    if (expect.get("by").isPresent()) {
      for (Doc one : expect.require("by").listOrOne()) {
        by.add(reference(one, BY));
      }
    }
    Optional<Doc> near = expect.get("nearMiss");
    if (decision.isEmpty() && by.isEmpty() && near.isEmpty()) {
      throw expect.wrong("the test expects nothing", "say `decision`, `by` or `nearMiss`");
    }
    return new Expectation(
        decision.isEmpty() ? Optional.empty() : Optional.of(decision(decision.get())),
        by,
        near.isEmpty() ? Optional.empty() : Optional.of(reference(near.get(), NEAR)));
  }

  private static String decision(Doc doc) throws InvalidSuite {
    String text = doc.text();
    if (!DECISIONS.contains(text)) {
      throw doc.wrong(
          "`" + text + "` is no decision", "say one of " + String.join(", ", DECISIONS));
    }
    return text;
  }

  /// Texts throughout, so that `statement: 2` and `statement: "2"` are the same.
  private static JsonObject reference(Doc doc, List<String> known) throws InvalidSuite {
    JsonObject.Builder reference = JsonObject.builder();
    for (Map.Entry<String, Doc> member : doc.object(known).members().entrySet()) {
      reference.put(member.getKey(), member.getValue().text());
    }
    return reference.build();
  }

  /// Every combination; those that `expect` does not list must be denied.
  private static List<Case> matrix(Doc test, Questions questions) throws InvalidSuite {
    Doc matrix = test.require("matrix").object(List.of("principal", "action", "resource"));
    Map<String, Listed> listed = listed(test.require("expect"), questions);
    List<Case> cases = new ArrayList<>();
    for (String principal : texts(matrix, "principal", test)) {
      for (String action : texts(matrix, "action", test)) {
        for (String resource : resources(matrix, test, questions)) {
          String who = questions.fullPrincipal(principal);
          Listed expected = listed.remove(key(who, action, resource));
          if (expected == null) {
            expected = listed.remove(key(who, action, ""));
          }
          Expectation expectation =
              expected == null
                  ? new Expectation(Optional.of("denied"), List.of(), Optional.empty())
                  : expected.expectation();
          String name = "%s: %s %s %s".formatted(name(test), principal, action, resource).strip();
          cases.add(
              new Case(
                  name,
                  expected == null ? place(test) : expected.at(),
                  questions.body(test, who, action, resource),
                  expectation));
        }
      }
    }
    requireUsed(test, listed, cases.size());
    return cases;
  }

  private record Listed(Position at, Expectation expectation, Doc doc) {}

  private static Map<String, Listed> listed(Doc expect, Questions questions) throws InvalidSuite {
    Map<String, Listed> listed = new LinkedHashMap<>();
    for (Doc one : expect.list()) {
      one.object(List.of("principal", "action", "resource", "decision", "by", "nearMiss"));
      String resource =
          one.get("resource").isPresent() ? questions.resource(one.get("resource")) : "";
      String key =
          key(
              questions.fullPrincipal(one.require("principal").text()),
              one.require("action").text(),
              resource);
      JsonObject.Builder rest = JsonObject.builder();
      for (String name : List.of("decision", "by", "nearMiss")) {
        one.get(name).ifPresent(member -> rest.put(name, member.value()));
      }
      Expectation expectation = expectation(new Doc(one.document(), rest.build(), one.pointer()));
      listed.put(key, new Listed(place(one), expectation, one));
    }
    return listed;
  }

  private static void requireUsed(Doc test, Map<String, Listed> left, int cases)
      throws InvalidSuite {
    if (cases > MAX_MATRIX) {
      throw test.wrong("the matrix has more than " + MAX_MATRIX + " combinations", "split it");
    }
    for (Listed one : left.values()) {
      throw one.doc().wrong("the matrix has no such combination", "add it to the matrix");
    }
  }

  private static List<String> texts(Doc matrix, String name, Doc test) throws InvalidSuite {
    Optional<Doc> given = matrix.get(name).or(() -> test.get(name));
    if (given.isEmpty()) {
      throw matrix.wrong("the matrix has no `" + name + "`", "");
    }
    return given.get().texts();
  }

  private static List<String> resources(Doc matrix, Doc test, Questions questions)
      throws InvalidSuite {
    Optional<Doc> given = matrix.get("resource").or(() -> test.get("resource"));
    if (given.isEmpty()) {
      return List.of(questions.resource(Optional.empty()));
    }
    List<String> resources = new ArrayList<>();
    for (Doc one : given.get().listOrOne()) {
      resources.add(questions.resource(Optional.of(one)));
    }
    return resources;
  }

  private static String name(Doc test) throws InvalidSuite {
    return test.get("name").isPresent() ? test.require("name").text() : "matrix";
  }

  private static String key(String principal, String action, String resource) {
    return principal + "\n" + action + "\n" + resource;
  }

  private static Position place(Doc doc) {
    return doc.document().place(doc.pointer());
  }
}
