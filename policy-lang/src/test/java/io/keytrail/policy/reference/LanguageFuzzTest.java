package io.keytrail.policy.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.condition.ConditionBlock;
import io.keytrail.policy.condition.ConditionParser;
import io.keytrail.policy.condition.ConditionPrinter;
import io.keytrail.policy.condition.ConditionTranslator;
import io.keytrail.policy.condition.IamBinder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/// Targets for fuzzing: both grammars, the translator and the evaluator. In a test run the seeds
/// alone are tried; `CONTRIBUTING.md` says how to fuzz. An input that found something is kept in
/// [FuzzSeeds].
class LanguageFuzzTest {
  private static final List<String> KINDS =
      List.of(
          "identity",
          "resource",
          "permissionsBoundary",
          "session",
          "serviceControl",
          "resourceControl",
          "vpcEndpoint");

  /// The reference's wildcards are regular expressions, which take for ever on many stars.
  private static final int MOST_STARS = 6;

  private static final int LONGEST_VALUE = 60;

  static Stream<String> documents() {
    return FuzzSeeds.documents();
  }

  static Stream<String> conditions() {
    return FuzzSeeds.conditions();
  }

  static Stream<String> blocks() {
    return FuzzSeeds.blocks();
  }

  static Stream<String> cases() {
    return FuzzSeeds.cases();
  }

  /// Any text is read or refused with a finding; what is read can be compiled, and laid out anew it
  /// is read again and laid out the same.
  @MethodSource("documents")
  @FuzzTest
  void documents_areReadOrRefused(@NotNull String text) {
    for (DocumentKind kind : DocumentKind.values()) {
      var parsed = PolicyLanguage.parse(text, kind);
      assertThat(parsed.document().isPresent() || !parsed.diagnostics().isEmpty()).isTrue();
      parsed.document().ifPresent(document -> PolicyLanguage.compile(document, "p", "1"));
    }
    PolicyLanguage.lint(text, DocumentKind.IDENTITY);
    var formatted = PolicyLanguage.format(text);
    if (formatted.text().isPresent() && formatted.text().get().length() < 100_000) {
      String once = formatted.text().get();
      assertThat(PolicyLanguage.format(once).text()).contains(once);
      assertThat(valid(once)).isEqualTo(valid(text));
    }
  }

  private static boolean valid(String text) {
    return PolicyLanguage.parse(text, DocumentKind.IDENTITY).document().isPresent();
  }

  /// Any text is a condition or is refused; a condition that is printed is read as the same.
  @MethodSource("conditions")
  @FuzzTest
  void conditions_areReadOrRefused(@NotNull String text) {
    var parsed = ConditionParser.parse(text);
    assertThat(parsed.condition().isPresent()).isEqualTo(parsed.diagnostics().isEmpty());
    if (parsed.condition().isPresent()) {
      IamBinder.bind(parsed.condition().get());
      String printed = ConditionPrinter.print(parsed.condition().get());
      var again = ConditionParser.parse(printed);
      assertThat(again.diagnostics()).as(printed).isEmpty();
      assertThat(ConditionPrinter.print(again.condition().orElseThrow())).isEqualTo(printed);
    }
  }

  /// JSON blocks that are valid have a text, and the text is that block.
  @MethodSource("blocks")
  @FuzzTest
  void blocks_surviveTheRoundTrip(@NotNull String json) {
    var parsed = PolicyLanguage.parseCondition(json);
    if (parsed.block().isPresent()) {
      var text = ConditionTranslator.toText(parsed.block().get());
      if (text.result().isPresent()) {
        var back = ConditionTranslator.toBlock(text.result().get());
        assertThat(back.diagnostics()).as(text.result().get()).isEmpty();
        assertThat(words(back.result().orElseThrow())).isEqualTo(words(parsed.block().get()));
      }
    }
  }

  /// The block without its places; operators compare in any letter case.
  private static String words(ConditionBlock block) {
    return block
        .toString()
        .replaceAll("[a-zA-Z]*=?Span\\[start=Position\\[[^]]*\\], end=Position\\[[^]]*\\]\\]", "")
        .transform(
            text ->
                Pattern.compile("operator=[^,]*")
                    .matcher(text)
                    .replaceAll(
                        found -> Matcher.quoteReplacement(ReferenceValues.lower(found.group()))));
  }

  /// A digit for the kind of policy, the document, NUL, the value of some context keys: the engine
  /// decides as the reference does.
  @MethodSource("cases")
  @FuzzTest
  void evaluator_agreesWithReference(@NotNull String input) {
    int end = input.indexOf('\0');
    if (end < 1 || input.charAt(0) < '0' || input.charAt(0) >= '0' + KINDS.size()) {
      return;
    }
    String kind = KINDS.get(input.charAt(0) - '0');
    String text = input.substring(1, end);
    String value = input.substring(end + 1);
    DocumentKind as = kind.equals("identity") ? DocumentKind.IDENTITY : DocumentKind.RESOURCE;
    if (PolicyLanguage.parse(text, as).document().isEmpty()
        || text.chars().filter(c -> c == '*').count() > MOST_STARS
        || value.length() > LONGEST_VALUE
        || input
            .chars()
            .anyMatch(
                c -> c == ReferenceValues.RUN.charAt(0) || c == ReferenceValues.ONE.charAt(0))) {
      return;
    }
    Map<String, @Nullable Object> testCase = testCase(kind, text, value);
    try {
      assertThat(new Engine().decide(testCase).decision())
          .as(Json.write(testCase))
          .isEqualTo(new Reference(DerivedKeys.complete(testCase)).decide().decision());
    } catch (Engine.Refused _) {
      // No document of this kind.
    }
  }

  private static Map<String, @Nullable Object> testCase(String kind, String text, String value) {
    Map<String, @Nullable Object> context = new LinkedHashMap<>();
    for (String key : List.of("x:t", "aws:SourceIp", "aws:CurrentTime", "aws:PrincipalTag/team")) {
      context.put(key, value);
    }
    context.put("aws:TagKeys", List.of(value, "team"));
    Map<String, @Nullable Object> request = new LinkedHashMap<>();
    request.put("principal", "arn:aws:iam::123456789012:user/Alice");
    request.put("action", "s3:GetObject");
    request.put("resource", "arn:aws:s3:::bucket/Alice/x");
    request.put("resourceAccount", "123456789012");
    request.put("context", context);
    Map<String, @Nullable Object> policies = new LinkedHashMap<>();
    policies.put("identity", List.of(Json.object(FuzzSeeds.ALLOW)));
    Object document = Json.object(text);
    boolean levels = kind.endsWith("Control");
    policies.put(
        kind, kind.equals("resource") ? document : List.of(levels ? List.of(document) : document));
    Map<String, @Nullable Object> testCase = new LinkedHashMap<>();
    testCase.put("request", request);
    testCase.put("policies", policies);
    return testCase;
  }
}
