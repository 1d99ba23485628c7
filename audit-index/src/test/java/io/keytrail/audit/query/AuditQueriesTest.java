package io.keytrail.audit.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.event.AuditEvent;
import io.keytrail.audit.event.EnrichedEvent;
import io.keytrail.audit.event.Enricher;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import io.keytrail.policy.condition.Condition;
import io.keytrail.policy.condition.Diagnostic;
import io.keytrail.policy.condition.Span;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The audit profile, rule by rule, on one event.
final class AuditQueriesTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final String SID = "S-1-5-21-277731876-1789304096-451871588-1107";
  private static final EnrichedEvent EVENT =
      event(
          """
          {"eventTime":"2026-11-23T10:15:30Z","eventName":"Decrypt","eventSource":"kms.amazonaws.com",
           "errorCode":"200","readOnly":true,"recipientAccountId":"123456789012","apiVersion":"a*b?c$",
           "errorMessage":"Access Denied for you",
           "userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::123456789012:user/Alice"},
           "requestParameters":{"encryptionContext":{
             "aws:workspaces:sid-directoryid":"[%s]@[d-1234abcd01]","aws:ebs:id":"vol-1234abcd"}},
           "resources":[{"accountId":"210987654321"}]}
          """
              .formatted(SID));

  @Test
  void emptyText_isEveryEvent() {
    holds("");
    holds("# nothing asked");
  }

  @Test
  void examplesOfTheLanguage_hold() {
    holds("sid = " + SID + " and eventName = Decrypt and eventTime >= now-7d");
    holds("volume = vol-1234abcd and errorCode is present");
    fails(
        "kms:EncryptionContext:\"aws:ebs:id\" like \"vol-12*\" and not principal like \"*:user/Alice\"");
    holds(
        "kms:EncryptionContext:\"aws:ebs:id\" like \"vol-12*\" and principal like \"*:user/Alice\"");
  }

  @Test
  void s1_theFieldsTypeReadsTheLiteral() {
    holds("errorCode = 200");
    holds("errorCode = \"200\"");
    holds("readOnly is true");
    fails("readOnly is false");
    holds("eventName = anycase \"dECRYPT\"");
    fails("eventName = \"dECRYPT\"");
    refused(
        "readOnly = true",
        "UNSUPPORTED_OPERATOR",
        "1:1-1:16",
        "`readOnly` is a boolean, so `=` cannot be used",
        "write `readOnly is true`");
    refused(
        "eventName is true",
        "BAD_IS",
        "1:14-1:18",
        "`eventName` cannot be `true`",
        "write `=` to compare it; `is` asks for `present` or `absent`");
    refused("seq = abc", "BAD_NUMBER", "1:7-1:10", "`abc` is no whole number", "");
    refused(
        "requestParameters = x",
        "UNSUPPORTED_OPERATOR",
        "1:1-1:22",
        "`requestParameters` is not searched inside, so `=` cannot be used",
        "write `requestParameters is present`, or use a field derived from it");
  }

  @Test
  void s2_withoutQuantifier_someValue_negativeNone() {
    holds("account = 210987654321");
    holds("any account in (210987654321, x)");
    fails("account != 210987654321");
    holds("account != 999999999999");
    holds("grant != g1");
    holds("grant not in (g1, g2)");
    holds("grant not like \"g*\"");
    fails("account not like \"2*\"");
    fails("grant in ()");
    holds("grant not in ()");
  }

  @Test
  void s3_whatAnIndexCannotSay_isRefused() {
    refused(
        "every account = x",
        "UNSUPPORTED_QUANTIFIER",
        "1:1-1:18",
        "a search cannot ask for `every` value",
        "leave it out to ask for some value, or exclude values with `not in`");
    refused(
        "any account != x",
        "UNSUPPORTED_QUANTIFIER",
        "1:1-1:17",
        "a search cannot ask whether `any` value differs",
        "leave `any` out to ask that no value is equal");
    refused(
        "account? = x",
        "UNSUPPORTED_IF_EXISTS",
        "1:1-1:13",
        "a search has no `?` after a field",
        "write `(account is absent or account …)`");
    refused(
        "account = \"${aws:username}\"",
        "UNSUPPORTED_VARIABLE",
        "1:11-1:28",
        "a search has no variable `${aws:username}`",
        "write the value; `${$}` stands for a dollar sign");
    refused(
        "account = `1`",
        "UNSUPPORTED_RAW",
        "1:11-1:14",
        "a search has no backquoted values",
        "write `1` without the backquotes");
    refused(
        "principal = arn \"x\"",
        "UNSUPPORTED_TAG",
        "1:1-1:20",
        "a search does not take the tag `arn` here",
        "leave it out: the field has a type");
    holds("apiVersion = \"a*b?c${$}\"");
    holds("apiVersion = \"a${*}b${?}c$\"");
    holds("apiVersion like \"a${*}b${?}*\"");
    fails("apiVersion like \"a${?}*\"");
  }

  @Test
  void s4_like_isByCodePoints() {
    holds("eventName like \"De*\"");
    holds("eventName like \"*c*t\"");
    holds("eventName like \"D?crypt\"");
    fails("eventName like \"De\"");
    holds("eventName like (\"x*\", \"*crypt\")");
    assertThat(Glob.of("?").matches("😀")).isTrue();
    assertThat(Glob.of("??").matches("😀")).isFalse();
    assertThat(Glob.of("a\\*").matches("a\\b")).isTrue();
    refused(
        "eventName like \"" + "x".repeat(1_025) + "*\"",
        "PATTERN_TOO_COMPLEX",
        "1:16-1:1044",
        "the pattern has over 1024 characters, which is the limit",
        "use a shorter prefix and `*`");
    refused(
        "eventName like \"*" + "?".repeat(17) + "\"",
        "PATTERN_TOO_COMPLEX",
        "1:16-1:36",
        "the pattern has over 16 `?` after a `*`, which is the limit",
        "use `*` instead of some of them");
    refused(
        "eventName < x",
        "UNSUPPORTED_OPERATOR",
        "1:1-1:14",
        "`eventName` has no order, so `<` cannot be used",
        "use `like` with a prefix");
  }

  @Test
  void s5_aTimeIsTheIntervalOfItsPrecision() {
    holds("eventTime = 2026-11-23");
    holds("eventTime = 2026-11");
    holds("eventTime = 2026-11-23T10:15:30Z");
    holds("eventTime = 2026-11-23T11:15:30+01:00");
    fails("eventTime = 2026-11-23T10:15:31Z");
    fails("eventTime != 2026-11-23");
    fails("eventTime < 2026-11-23");
    holds("eventTime <= 2026-11-23");
    fails("eventTime > 2026-11-23");
    holds("eventTime >= 2026-11-23");
    holds("eventTime > 2026-11-22");
    holds("eventTime in (2026-11-22, 2026-11-23)");
    holds("eventTime >= now-26h and eventTime < now");
    fails("eventTime >= now-25h");
    refused(
        "eventTime = yesterday",
        "BAD_TIME",
        "1:13-1:22",
        "`yesterday` is no time",
        "write `2026-11-23`, `2026-11-23T10:15:30Z` or `now-7d`");
    refused(
        "eventTime = 2026-02-30",
        "BAD_TIME",
        "1:13-1:23",
        "`2026-02-30` is no time",
        "write `2026-11-23`, `2026-11-23T10:15:30Z` or `now-7d`");
    refused(
        "eventTime like \"2026*\"",
        "UNSUPPORTED_OPERATOR",
        "1:1-1:23",
        "`eventTime` has no pattern, so `like` cannot be used",
        "write `= 2026-11-23` for a whole day");
    assertThat(AuditQueries.parse("eventTime < now", NOW).query().orElseThrow().now())
        .isEqualTo(NOW);
  }

  @Test
  void s6_presence() {
    holds("errorCode is present and userIdentity is present and eventTime is present");
    holds("grant is absent and responseElements is absent");
    fails("errorCode is absent");
    refused(
        "errorCode is null true",
        "UNSUPPORTED_TAG",
        "1:1-1:23",
        "a search does not take the tag `null` here",
        "write `is absent` or `is present`");
  }

  @Test
  void s7_aContextPairIsOneTerm() {
    holds("kms:EncryptionContext:\"aws:ebs:id\" = vol-1234abcd");
    holds("KMS:encryptioncontext:\"AWS:EBS:ID\" = vol-1234abcd");
    fails("kms:EncryptionContext:\"aws:ebs:id\" = VOL-1234abcd");
    holds("kms:EncryptionContext:\"aws:ebs:id\" = anycase VOL-1234abcd");
    holds("kms:EncryptionContext:\"aws:ebs:id\" is present");
    fails("kms:EncryptionContext:\"aws:ebs\" is present");
    holds("kms:EncryptionContext:\"aws:ebs\" != x");
    fails("kms:EncryptionContext:\"aws:ebs:i\" like \"d*\"");
  }

  @Test
  void s8_longValues() {
    String longValue = "é".repeat(10_000) + "end";
    EnrichedEvent event = event("{\"errorMessage\":\"" + longValue + "\"}");
    assertThat(matches("errorMessage = \"" + longValue + "\"", event)).isTrue();
    assertThat(matches("errorMessage = \"" + longValue + "x\"", event)).isFalse();
    assertThat(matches("errorMessage like \"éé*\"", event)).isTrue();
    assertThat(matches("errorMessage like \"*end\"", event)).isFalse();
  }

  @Test
  void s9_bareIds_askWhereIdsStand() {
    EnrichedEvent event =
        event(
            """
            {"eventSource":"kms.amazonaws.com","eventID":"1fb0962b-8d29-4ea5-b0f3-b12665a99c40",
             "requestID":"2fb0962b-8d29-4ea5-b0f3-b12665a99c40",
             "userIdentity":{"arn":"arn:aws:iam::123456789012:user/Alice","accountId":"123456789012",
               "accessKeyId":"AKIAIOSFODNN7EXAMPLE"},
             "requestParameters":{"keyId":"alias/app"},
             "responseElements":{"grantId":"%s"},
             "resources":[{"ARN":"arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"}]}
            """
                .formatted("0c237476b39f8bc4".repeat(4)));
    for (String id :
        List.of(
            "1fb0962b-8d29-4ea5-b0f3-b12665a99c40",
            "2fb0962b-8d29-4ea5-b0f3-b12665a99c40",
            "1234abcd-12ab-34cd-56ef-1234567890ab",
            "arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
            "arn:aws:iam::123456789012:user/Alice",
            "alias/app",
            "AKIAIOSFODNN7EXAMPLE",
            "123456789012",
            "0c237476b39f8bc4".repeat(4))) {
      assertThat(matches(id, event)).as(id).isTrue();
    }
    for (String id :
        List.of(
            "3fb0962b-8d29-4ea5-b0f3-b12665a99c40",
            "arn:aws:iam::123456789012:user/Bob",
            "alias/apps",
            "AKIAIOSFODNN7EXAMPLF",
            "123456789013",
            "1c237476b39f8bc4".repeat(4))) {
      assertThat(matches(id, event)).as(id).isFalse();
    }
  }

  @Test
  void fieldThatComprisesOthers_asksThemAll() {
    EnrichedEvent event =
        event(
            "{\"eventSource\":\"iam.amazonaws.com\",\"userIdentity\":{\"type\":\"IAMUser\","
                + "\"userName\":\"Alice\"},\"requestParameters\":{\"userName\":\"Bob\",\"x\":\"vol-1234abcd\"}}");
    assertThat(matches("resourceName = Bob", event)).isTrue();
    assertThat(matches("resourceName = vol-1234abcd", event)).isTrue();
    assertThat(matches("resourceName like \"vol-*\"", event)).isTrue();
    assertThat(matches("resourceName != vol-1234abcd", event)).isFalse();
    assertThat(matches("resourceName not in (Eve, vol-1234abce)", event)).isTrue();
    assertThat(matches("resourceName is present", event)).isTrue();
    assertThat(matches("resourceName is absent", event)).isFalse();
    assertThat(matches("userName = Alice and not userName = Bob", event)).isTrue();
    assertThat(matches("resourceType = AWS::EC2::Volume", event)).isTrue();
    assertThat(codes("resourceName < x")).containsExactly("UNSUPPORTED_OPERATOR");
  }

  @Test
  void s9_bareText() {
    holds(SID);
    holds("d-1234abcd01");
    holds("\"[" + SID + "]@[d-1234abcd01]\"");
    fails("\"[" + SID + "]@[d-1234abcd02]\"");
    fails("S-1-5-21-1-2-3-4");
    holds("denied alice".replace(" ", " and "));
    holds("\"ACCESS denied\"");
    holds("vol-1234abcd");
    fails("vol-1234abce");
    holds("\"Decrypt, 200\"");
    fails("\"decrypt absent\"");
    refused(
        "\"--\"", "EMPTY_TEXT", "1:1-1:5", "the text has no letter and no digit to search for", "");
  }

  @Test
  void unknownField_suggests() {
    refused(
        "evntName = x",
        "UNKNOWN_FIELD",
        "1:1-1:9",
        "there is no field `evntName`",
        "did you mean `eventName`");
    refused(
        "EventName = x",
        "UNKNOWN_FIELD",
        "1:1-1:10",
        "there is no field `EventName`",
        "did you mean `eventName`");
    refused(
        "kms:EncryptionContext: = x",
        "UNKNOWN_FIELD",
        "1:1-1:23",
        "there is no field `kms:EncryptionContext:`",
        "");
  }

  @Test
  void syntaxError_isADiagnostic() {
    assertThat(AuditQueries.parse("eventName =", NOW).query()).isEmpty();
    assertThat(AuditQueries.parse("eventName =", NOW).diagnostics()).hasSize(1);
  }

  @Test
  void budget_isADiagnostic() {
    String many =
        IntStream.range(0, 251).mapToObj(i -> "grant = g" + i).collect(Collectors.joining(" or "));
    assertThat(codes(many)).containsExactly("QUERY_TOO_LARGE");
    String patterns =
        IntStream.range(0, 33).mapToObj(i -> "\"g*" + i + "\"").collect(Collectors.joining(","));
    assertThat(codes("grant like (" + patterns + ")")).containsExactly("QUERY_TOO_LARGE");
    Condition deep = new Condition.Text("x", false, Span.NONE);
    for (int i = 0; i < 5_000; i++) {
      deep = new Condition.Not(deep, Span.NONE);
    }
    assertThat(AuditQueries.bind(deep, NOW).diagnostics().stream().map(Diagnostic::code))
        .containsExactly("QUERY_TOO_LARGE");
  }

  @Test
  void accounts_areAFilterOfTheirOwn() {
    AuditQuery query = AuditQueries.parse("", NOW).query().orElseThrow();
    assertThat(QueryMatcher.of(query, Optional.of(Set.of("123456789012"))).matches(EVENT)).isTrue();
    assertThat(QueryMatcher.of(query, Optional.of(Set.of("210987654321"))).matches(EVENT))
        .isFalse();
    assertThat(QueryMatcher.of(query, Optional.of(Set.of())).matches(EVENT)).isFalse();
  }

  private static List<String> codes(String text) {
    return AuditQueries.parse(text, NOW).diagnostics().stream().map(Diagnostic::code).toList();
  }

  private static void holds(String text) {
    assertThat(matches(text, EVENT)).as(text).isTrue();
  }

  private static void fails(String text) {
    assertThat(matches(text, EVENT)).as(text).isFalse();
  }

  private static boolean matches(String text, EnrichedEvent event) {
    AuditQueries.Result result = AuditQueries.parse(text, NOW);
    assertThat(result.diagnostics()).as(text).isEmpty();
    return QueryMatcher.of(result.query().orElseThrow(), Optional.empty()).matches(event);
  }

  private static void refused(String text, String code, String span, String message, String help) {
    List<Diagnostic> found = AuditQueries.parse(text, NOW).diagnostics();
    assertThat(found).as(text).hasSize(1);
    Diagnostic diagnostic = found.getFirst();
    assertThat(diagnostic.code() + " " + shown(diagnostic.span())).isEqualTo(code + " " + span);
    assertThat(diagnostic.message()).isEqualTo(message);
    assertThat(diagnostic.help()).isEqualTo(help);
  }

  private static String shown(Span span) {
    return span.start().line()
        + ":"
        + span.start().column()
        + "-"
        + span.end().line()
        + ":"
        + span.end().column();
  }

  private static EnrichedEvent event(String json) {
    try {
      JsonObject record = (JsonObject) StrictJson.parse(json, Limits.RECORD);
      return Enricher.enrich(new AuditEvent(17, record, Optional.empty()));
    } catch (io.keytrail.audit.json.JsonSyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
