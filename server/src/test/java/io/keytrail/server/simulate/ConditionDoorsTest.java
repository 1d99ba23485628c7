package io.keytrail.server.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.policy.condition.Position;
import io.keytrail.server.invoke.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionDoorsTest {
  private static final String EVALUATE = "/api/v1/conditions/evaluate";
  private static final String TRANSLATE = "/api/v1/conditions/translate";

  private final Doors doors = Doors.closedStore();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"kms:GrantIsForAWSResource is true\" | {\"kms:GrantIsForAWSResource\":\"true\"} | true",
        "\"kms:GrantIsForAWSResource is true\" | {} | false",
        "{\"Bool\":{\"kms:GrantIsForAWSResource\":\"true\"}} | {\"kms:grantisforawsresource\":true}"
            + " | true",
        "\"not aws:SourceIp in 10.0.0.0/8\" | {\"aws:SourceIp\":\"broken\"} | \"error\"",
        "\"any aws:TagKeys = \\\"team\\\"\" | {\"aws:TagKeys\":[\"cost\",\"team\"]} | true",
        "\"any aws:TagKeys = \\\"team\\\"\" | {\"aws:TagKeys\":[\"cost\"]} | false",
        "\"\" | {} | true",
        "\"{\\\"StringEquals\\\":{\\\"a:b\\\":\\\"c\\\"}}\" | {\"a:b\":\"c\"} | true",
      })
  void evaluate_says(String condition, String context, String holds) {
    JsonObject answer =
        doors.post(EVALUATE, "{\"condition\":" + condition + ",\"context\":" + context + "}");
    assertThat(answer.members().keySet()).containsExactly("holds", "explanation");
    assertThat(Json.text(answer, "holds")).isEqualTo(holds);
  }

  @Test
  void evaluate_withoutContext_hasNone() {
    assertThat(Json.text(doors.post(EVALUATE, "{\"condition\":\"a:b is absent\"}"), "holds"))
        .isEqualTo("true");
  }

  @Test
  void evaluate_ofAnUnknownKey_isUnknown() {
    assertThat(
            Json.text(
                doors.post(
                    EVALUATE, "{\"condition\":\"a:b is true\",\"unknownContext\":[\"A:B\"]}"),
                "holds"))
        .isEqualTo("\"unknown\"");
    assertThat(
            Json.text(
                doors.post(
                    EVALUATE,
                    "{\"condition\":\"a:b is true or c is absent\",\"unknownContext\":[\"a:b\"]}"),
                "holds"))
        .isEqualTo("true");
  }

  @Test
  void evaluate_ofAMistake_saysWhere() {
    Problem problem =
        doors.refused(EVALUATE, "{\"condition\":\"aws:SourceIp in 10.0.0.0/8\\nAND a:b = c\"}");
    assertThat(problem.pointer()).contains("/condition");
    assertThat(problem.position()).contains(new Position(2, 1));
    assertThat(problem.code()).isEqualTo("UPPERCASE_KEYWORD");
    assertThat(problem.diagnostics()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{} | /condition | the member `condition` is missing",
        "{\"condition\":7} | /condition | expected a condition, as an object or as a text",
        "{\"condition\":\"\",\"unknownContext\":7} | /unknownContext | expected a list of context"
            + " keys, or `rest`",
        "{\"condition\":\"\",\"context\":[]} | /context | expected an object",
      })
  void evaluate_ofWhatDoesNotRead_fails(String body, String pointer, String detail) {
    Problem problem = doors.refused(EVALUATE, body);
    assertThat(problem.detail()).isEqualTo(detail);
    assertThat(problem.pointer()).contains(pointer);
  }

  @Test
  void evaluate_ofAnUnknownOperatorInAnObject_hasNoPosition() {
    Problem problem = doors.refused(EVALUATE, "{\"condition\":{\"StringEqual\":{\"a:b\":\"c\"}}}");
    assertThat(problem.pointer()).contains("/condition");
    assertThat(problem.position()).isEmpty();
    assertThat(problem.detail()).contains("did you mean `StringEquals`");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "kms:GrantIsForAWSResource is true | {\"Bool\":{\"kms:GrantIsForAWSResource\":\"true\"}}",
        "a:b in (\"x\", `1`, `true`) | {\"StringEquals\":{\"a:b\":[\"x\",1,true]}}",
        "every a:b? like () | {\"ForAllValues:StringLikeIfExists\":{\"a:b\":[]}}",
        "a:b < 2027-01-01 | {\"DateLessThan\":{\"a:b\":\"2027-01-01\"}}",
      })
  void translate_isExactInBothDirections(String text, String json) {
    JsonObject block = doors.post(TRANSLATE, "{\"text\":" + Json.quoted(text) + "}");
    assertThat(Json.text(block, "json")).isEqualTo(json);
    JsonObject back = doors.post(TRANSLATE, "{\"json\":" + json + "}");
    assertThat(back.string("text")).contains(text);
    JsonObject fromText = doors.post(TRANSLATE, "{\"json\":" + Json.quoted(json) + "}");
    assertThat(fromText.string("text")).contains(text);
  }

  @Test
  void translate_ofWhatHasNoJson_saysWhere() {
    Problem problem = doors.refused(TRANSLATE, "{\"text\":\"a:b is true or c:d is true\"}");
    assertThat(problem.code()).isEqualTo("OR_WITHOUT_JSON");
    assertThat(problem.pointer()).contains("/text");
    assertThat(problem.position()).contains(new Position(1, 1));
  }

  @Test
  void translate_ofBothOrNeither_fails() {
    assertThat(doors.refused(TRANSLATE, "{}").detail())
        .isEqualTo("expected either `text` or `json`");
    assertThat(doors.refused(TRANSLATE, "{\"text\":\"\",\"json\":{}}").detail())
        .isEqualTo("expected either `text` or `json`");
  }
}
