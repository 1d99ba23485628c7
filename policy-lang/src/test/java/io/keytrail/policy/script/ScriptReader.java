package io.keytrail.policy.script;

import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.check.Parsed;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.Decision.Verdict;
import io.keytrail.policy.eval.Grant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.opentest4j.TestAbortedException;

/// Reads one script. A line it does not understand fails the reading, with file and line.
final class ScriptReader {
  /// By kind and text: the mutation test reads each script thousands of times.
  private static final Map<String, Parsed> PARSED = new ConcurrentHashMap<>();

  private final String file;
  private final List<String> lines;
  private final List<Expectation> expectations = new ArrayList<>();
  private ScriptState state = new ScriptState();
  private int at;

  ScriptReader(String file, List<String> lines) {
    this.file = file;
    this.lines = lines;
  }

  List<Expectation> read() {
    for (at = 0; at < lines.size(); at++) {
      String line = lines.get(at).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      try {
        line(line);
      } catch (TestAbortedException e) {
        throw e;
      } catch (RuntimeException e) {
        throw new IllegalStateException(file + ":" + (at + 1) + ":1: " + e.getMessage(), e);
      }
    }
    return expectations;
  }

  private void line(String line) {
    String word = line.split("\\s+", 2)[0];
    String rest = line.substring(word.length()).strip();
    switch (word) {
      case "---" -> state = new ScriptState();
      case "policy" -> policy(rest);
      case "key-guard" -> state.keyGuard = true;
      case "as" -> state.principal = ScriptPrincipals.parse(rest);
      case "on" -> state.resource = rest;
      case "owner" -> state.owner = rest;
      case "with" -> with(rest);
      case "without" -> state.context.remove(rest);
      case "unknown" -> state.unknown.add(rest);
      case "known" -> state.unknown.clear();
      case "token" -> state.tokens.add(rest);
      case "encryption" -> pair(rest, state.encryption);
      case "no-encryption" -> state.encryption.clear();
      case "grant" -> grant(rest);
      case "no-grants" -> state.grants.clear();
      case "allow" -> expect(line, rest, Verdict.ALLOWED);
      case "implicit" -> expect(line, rest, Verdict.IMPLICIT_DENY);
      case "deny" -> expect(line, rest, Verdict.EXPLICIT_DENY);
      case "depends" -> expect(line, rest, Verdict.DEPENDS_ON);
      default -> throw new IllegalArgumentException("unknown word `" + word + "`");
    }
  }

  /// `KIND NAME`, `KIND NAME: {…}`, `KIND NAME from seed N`, `KIND none`.
  private void policy(String rest) {
    String kind = rest.split("\\s+", 2)[0];
    String named = rest.substring(kind.length()).strip();
    String text;
    String name;
    int colon = named.indexOf(": ");
    if (named.equals("none")) {
      forget(kind);
      return;
    } else if (named.contains(" from seed ")) {
      name = named.split(" ", 2)[0];
      text = SeedSamples.sample(Integer.parseInt(named.substring(named.lastIndexOf(' ') + 1)));
    } else if (colon > 0) {
      name = named.substring(0, colon);
      text = named.substring(colon + 2);
    } else {
      name = named;
      text = block();
    }
    attach(kind, compile(kind, name, text));
  }

  private String block() {
    StringBuilder text = new StringBuilder();
    while (!lines.get(++at).strip().equals("end")) {
      text.append(lines.get(at)).append('\n');
    }
    return text.toString();
  }

  private CompiledPolicy compile(String kind, String name, String text) {
    DocumentKind as = documentKind(kind);
    Parsed parsed =
        PARSED.computeIfAbsent(as + text, _ -> PolicyLanguage.parse(shorthand(text), as));
    if (parsed.document().isEmpty()) {
      throw new IllegalArgumentException(parsed.diagnostics().toString());
    }
    return PolicyLanguage.compile(parsed.document().get(), name, "1");
  }

  /// A list is the statements of a document of 2012-10-17.
  private static String shorthand(String text) {
    return text.startsWith("[") ? "{\"Version\":\"2012-10-17\",\"Statement\":" + text + "}" : text;
  }

  private static DocumentKind documentKind(String kind) {
    return switch (kind.replaceAll("[0-9]", "")) {
      case "identity", "boundary", "session" -> DocumentKind.IDENTITY;
      case "key" -> DocumentKind.KEY;
      case "stored-key" -> DocumentKind.STORED_KEY;
      case "trust" -> DocumentKind.TRUST;
      case "resource" -> DocumentKind.RESOURCE;
      case "scp" -> DocumentKind.SERVICE_CONTROL;
      case "rcp" -> DocumentKind.RESOURCE_CONTROL;
      case "vpce" -> DocumentKind.VPC_ENDPOINT;
      default -> throw new IllegalArgumentException("unknown kind `" + kind + "`");
    };
  }

  private void attach(String kind, CompiledPolicy policy) {
    switch (kind) {
      case "identity" -> state.identity.add(policy);
      case "boundary" -> state.boundary.add(policy);
      case "session" -> state.session.add(policy);
      case "key", "stored-key" -> state.key = policy;
      case "trust" -> state.trust = policy;
      case "resource" -> state.resourcePolicy = policy;
      case "vpce" -> state.vpcEndpoint.add(policy);
      default -> level(kind, policy);
    }
  }

  /// `scp1`, `scp2`, `rcp1`: the level stands behind the kind.
  private void level(String kind, CompiledPolicy policy) {
    List<List<CompiledPolicy>> levels =
        kind.startsWith("scp") ? state.serviceControl : state.resourceControl;
    int level = Integer.parseInt(kind.substring(3));
    while (levels.size() < level) {
      levels.add(new ArrayList<>());
    }
    levels.get(level - 1).add(policy);
  }

  private void forget(String kind) {
    switch (kind) {
      case "identity" -> state.identity.clear();
      case "boundary" -> state.boundary.clear();
      case "session" -> state.session.clear();
      case "key" -> state.key = null;
      case "resource" -> state.resourcePolicy = null;
      case "trust" -> state.trust = null;
      case "vpce" -> state.vpcEndpoint.clear();
      case "scp" -> state.serviceControl.clear();
      case "rcp" -> state.resourceControl.clear();
      default -> throw new IllegalArgumentException(kind);
    }
  }

  private void with(String rest) {
    int equals = rest.indexOf(" = ");
    String key = rest.substring(0, equals);
    String value = rest.substring(equals + 3).strip();
    if (value.startsWith("[")) {
      String inside = value.substring(1, value.length() - 1).strip();
      List<String> values =
          inside.isEmpty()
              ? List.of()
              : Arrays.stream(inside.split(",\\s*", -1)).map(ScriptReader::text).toList();
      state.context.put(key, ContextValue.list(values));
    } else {
      state.context.put(key, ContextValue.of(text(value)));
    }
  }

  private static String text(String value) {
    return unescaped(
        value.startsWith("\"")
            ? value.substring(1, value.length() - 1).replace("\\n", "\n")
            : value);
  }

  /// `\\uXXXX`, for characters that editors like to change.
  private static String unescaped(String text) {
    int at = text.indexOf("\\u");
    return at < 0
        ? text
        : text.substring(0, at)
            + (char) Integer.parseInt(text.substring(at + 2, at + 6), 16)
            + unescaped(text.substring(at + 6));
  }

  private static void pair(String rest, Map<String, String> pairs) {
    int equals = rest.indexOf(" = ");
    pairs.put(rest.substring(0, equals), rest.substring(equals + 3));
  }

  /// `ID GRANTEE OPERATION,… [equals k=v;…] [subset k=v;…] [source ARN] [key ARN] [retiring ARN]
  /// [issuer ARN] [pending yes]`.
  private void grant(String rest) {
    String[] words = rest.split("\\s+", -1);
    Map<String, String> given = new LinkedHashMap<>();
    for (int i = 3; i + 1 < words.length; i += 2) {
      given.put(words[i], words[i + 1]);
    }
    Optional<Grant.Constraint> equals =
        Optional.ofNullable(given.remove("equals")).map(t -> new Grant.Constraint.Equals(pairs(t)));
    Optional<Grant.Constraint> subset =
        Optional.ofNullable(given.remove("subset")).map(t -> new Grant.Constraint.Subset(pairs(t)));
    String key = given.getOrDefault("key", ScriptState.KEY);
    state.grants.add(
        new Grant(
            words[0],
            key,
            words[1],
            Set.of(words[2].split(",", -1)),
            equals.or(() -> subset),
            Optional.ofNullable(given.get("source")),
            "1",
            new Grant.Ending(
                Optional.ofNullable(given.get("retiring")),
                Optional.ofNullable(given.get("issuer"))),
            given.containsKey("pending")));
    if (!Set.of("key", "source", "retiring", "issuer", "pending").containsAll(given.keySet())) {
      throw new IllegalArgumentException(given.toString());
    }
  }

  private static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : text.split(";", -1)) {
      int equals = pair.indexOf('=');
      pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return pairs;
  }

  /// `ACTION… [by WORDS] [blocked WORDS] [missing WORDS] [notes WORDS] [near WORDS] [if TEXT]`, one
  /// expectation per action.
  private void expect(String line, String rest, Verdict verdict) {
    Map<String, String> parts = new LinkedHashMap<>();
    String part = "actions";
    for (String word : rest.split("\\s+", -1)) {
      if (!part.equals("if")
          && List.of("by", "blocked", "missing", "notes", "near", "if").contains(word)) {
        part = word;
        parts.put(part, "");
      } else {
        parts.merge(part, word, (a, b) -> a.isEmpty() ? b : a + " " + b);
      }
    }
    for (String action : parts.getOrDefault("actions", "").split(" ", -1)) {
      expectations.add(
          new Expectation(
              file,
              at + 1,
              line,
              state.request(unescaped(action)),
              state.policies(),
              verdict,
              Optional.ofNullable(parts.get("by")),
              Optional.ofNullable(parts.get("blocked")),
              Optional.ofNullable(parts.get("missing")),
              Optional.ofNullable(parts.get("notes")),
              Optional.ofNullable(parts.get("near")),
              Optional.ofNullable(parts.get("if"))));
    }
  }
}
