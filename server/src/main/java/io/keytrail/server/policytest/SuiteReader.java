package io.keytrail.server.policytest;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.policy.condition.Position;
import io.keytrail.server.policytest.Suite.Asked;
import io.keytrail.server.policytest.Suite.Case;
import io.keytrail.server.policytest.Suite.WhoCan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads a test file (`docs/policy-tests.md`, `/schemas/keytrail-test-1.json`). One instance reads
/// one file; blocks.
public final class SuiteReader {
  private static final List<String> MEMBERS =
      List.of(
          "$schema",
          "version",
          "name",
          "account",
          "now",
          "policies",
          "principals",
          "defaults",
          "tests",
          "whoCan");
  private static final List<String> WHO_CAN =
      List.of("name", "action", "resource", "principals", "with");

  private final Doc root;
  private final Questions questions;
  private final Principals names;
  private final SuitePolicies policies;

  private SuiteReader(Doc root, PolicyFiles files) throws InvalidSuite {
    this.root = root.object(MEMBERS);
    version();
    Optional<Doc> written = root.get("policies");
    Optional<String> key =
        written.isEmpty() ? Optional.empty() : SuitePolicies.keyArn(written.get());
    this.names = new Principals(account(key));
    this.policies =
        written.isEmpty()
            ? SuitePolicies.none(files)
            : SuitePolicies.read(written.get(), files, names);
    this.questions = Questions.of(root, names, policies);
  }

  /// @throws InvalidSuite naming the place, if the file or one that it names cannot be used
  public static Suite read(Path file) throws InvalidSuite {
    String shown = file.toString().replace('\\', '/');
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException unreadable) {
      throw InvalidSuite.at(
          shown,
          new Position(1, 1),
          "",
          Files.exists(file) ? "the file cannot be read" : "there is no such file",
          "");
    }
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("."));
    return new SuiteReader(Doc.of(YamlText.read(shown, text)), new PolicyFiles(folder))
        .suite(shown);
  }

  private void version() throws InvalidSuite {
    Doc version = root.require("version");
    if (!version.text().equals("1")) {
      throw version.wrong("this is a version of the format that is not known", "say `version: 1`");
    }
  }

  private String account(Optional<String> keyArn) throws InvalidSuite {
    Optional<Doc> given = root.get("account");
    if (given.isPresent()) {
      return given.get().text();
    }
    String[] arn = keyArn.orElse("").split(":", 6);
    return arn.length == 6 ? arn[4] : "123456789012";
  }

  private Suite suite(String file) throws InvalidSuite {
    String name = root.get("name").isPresent() ? root.require("name").text() : file;
    List<Case> cases = new ArrayList<>();
    if (root.get("tests").isPresent()) {
      for (Doc test : root.require("tests").list()) {
        cases.addAll(CaseReader.read(test, questions));
      }
    }
    List<WhoCan> whoCan = new ArrayList<>();
    if (root.get("whoCan").isPresent()) {
      for (Doc one : root.require("whoCan").list()) {
        whoCan.add(whoCan(one.object(WHO_CAN)));
      }
    }
    if (cases.isEmpty() && whoCan.isEmpty()) {
      throw root.wrong("the file tests nothing", "add `tests` or `whoCan`");
    }
    return new Suite(file, name, root.get("policies").isPresent(), cases, whoCan);
  }

  private WhoCan whoCan(Doc doc) throws InvalidSuite {
    String action = doc.require("action").text();
    List<String> expected = new ArrayList<>();
    for (String one : doc.require("principals").texts()) {
      expected.add(names.full(one));
    }
    Set<String> declared = new LinkedHashSet<>(declared());
    declared.addAll(expected);
    List<Asked> asked = new ArrayList<>();
    for (String principal : declared) {
      JsonObject body = questions.body(doc, principal, action);
      asked.add(new Asked(principal, body));
    }
    String name = doc.get("name").isPresent() ? doc.require("name").text() : "who can " + action;
    JsonObject question = questions.body(doc, names.full("root"), action);
    return new WhoCan(name, doc.document().place(doc.pointer()), asked, question, expected);
  }

  /// Whoever has policies here, and whoever is listed.
  private List<String> declared() throws InvalidSuite {
    List<String> declared = new ArrayList<>(policies.principals());
    if (root.get("principals").isPresent()) {
      for (String one : root.require("principals").texts()) {
        declared.add(names.full(one));
      }
    }
    return declared;
  }
}
