package io.keytrail.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConditionTranslatorTest {

  /// The example of the specification, all lines that have a JSON form.
  private static final String EXAMPLE =
      """
      kms:GrantIsForAWSResource is true
      and kms:EncryptionContext:"aws:ebs:id" like "vol-*"
      and every kms:EncryptionContextKeys in ("aws:ebs:id", "aws:workspaces:sid-directoryid")
      and any aws:TagKeys = "team"
      and aws:SourceIp in (10.0.0.0/8, 2001:db8::/32)
      and aws:CurrentTime < 2027-01-01T00:00:00Z
      and aws:MultiFactorAuthAge? <= 3600
      and aws:PrincipalTag/team is absent""";

  private static final String EXAMPLE_JSON =
      """
      {"Bool": {"kms:GrantIsForAWSResource": "true"},
       "StringLike": {"kms:EncryptionContext:aws:ebs:id": "vol-*"},
       "ForAllValues:StringEquals": {"kms:EncryptionContextKeys": ["aws:ebs:id", "aws:workspaces:sid-directoryid"]},
       "ForAnyValue:StringEquals": {"aws:TagKeys": "team"},
       "IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "2001:db8::/32"]},
       "DateLessThan": {"aws:CurrentTime": "2027-01-01T00:00:00Z"},
       "NumericLessThanEqualsIfExists": {"aws:MultiFactorAuthAge": "3600"},
       "Null": {"aws:PrincipalTag/team": "true"}}
      """;

  @Test
  void example_translatesBothWays() {
    assertThat(ConditionTranslator.toText(Blocks.ofJson(EXAMPLE_JSON)).result()).hasValue(EXAMPLE);
    assertThat(ConditionTranslator.toBlock(EXAMPLE).result().map(Trees::bare))
        .hasValue(Blocks.ofJson(EXAMPLE_JSON));
  }

  @Test
  void example_lastLineHasNoJson() {
    String text =
        EXAMPLE
            + "\nand (not aws:PrincipalArn like arn \"arn:aws:iam::*:role/Break*\""
            + " or aws:PrincipalType = \"User\")     # no JSON form";
    assertThat(Trees.bind(text)).isInstanceOf(BoundCondition.And.class);
    assertThat(ConditionTranslator.toBlock(text).diagnostics())
        .map(Trees::show)
        .containsExactly(
            "9:6-9:94 OR_WITHOUT_JSON: a JSON condition cannot say `or`"
                + " (write several values of one key as a list, or make two statements)");
  }

  /// Operator × form, each line both ways.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0000',
      textBlock =
          """
          {"StringEquals":{"k":"10"}}                       | k = "10"
          {"StringEquals":{"k":10}}                         | k = `10`
          {"StringEquals":{"k":["10",1.5,true]}}            | k in ("10", `1.5`, `true`)
          {"StringEquals":{"k":[]}}                         | k in ()
          {"StringNotEquals":{"k":"a"}}                     | k != "a"
          {"StringNotEquals":{"k":["a"]}}                   | k not in ("a")
          {"StringLike":{"k":"a*"}}                         | k like "a*"
          {"StringLike":{"k":["a*","b?"]}}                  | k like ("a*", "b?")
          {"StringLike":{"k":[]}}                           | k like ()
          {"StringNotLike":{"k":["a*"]}}                    | k not like ("a*")
          {"StringEqualsIgnoreCase":{"k":"a"}}              | k = anycase "a"
          {"StringNotEqualsIgnoreCase":{"k":["a","b"]}}     | k not in anycase ("a", "b")
          {"ArnEquals":{"k":"arn:aws:iam::1:role/a"}}       | k = arn "arn:aws:iam::1:role/a"
          {"ArnNotEquals":{"k":["x"]}}                      | k not in arn ("x")
          {"ArnLike":{"k":["x*"]}}                          | k like arn ("x*")
          {"ArnNotLike":{"k":"x*"}}                         | k not like arn "x*"
          {"NumericEquals":{"k":"10"}}                      | k = 10
          {"NumericEquals":{"k":10}}                        | k = number `10`
          {"NumericEquals":{"k":["10",10]}}                 | k in number ("10", `10`)
          {"NumericEquals":{"k":[]}}                        | k in number ()
          {"NumericEquals":{"k":["-1.5","1e3"]}}            | k in (-1.5, 1e3)
          {"NumericNotEquals":{"k":"007"}}                  | k != number "007"
          {"NumericLessThan":{"k":"abc"}}                   | k < number "abc"
          {"NumericLessThan":{"k":["1","2"]}}               | k < (1, 2)
          {"NumericLessThanEquals":{"k":"1"}}               | k <= 1
          {"NumericGreaterThan":{"k":"1"}}                  | k > 1
          {"NumericGreaterThanEquals":{"k":[]}}             | k >= number ()
          {"DateEquals":{"k":"2027-01-01"}}                 | k = 2027-01-01
          {"DateEquals":{"k":"1700000000"}}                 | k = date "1700000000"
          {"DateNotEquals":{"k":["2027-01-01"]}}            | k not in (2027-01-01)
          {"DateLessThan":{"k":"2027-02-30"}}               | k < date "2027-02-30"
          {"DateLessThanEquals":{"k":"2027-01-01"}}         | k <= 2027-01-01
          {"DateGreaterThan":{"k":1700000000}}              | k > date `1700000000`
          {"DateGreaterThanEquals":{"k":"2027-01"}}         | k >= 2027-01
          {"IpAddress":{"k":"10.0.0.0/8"}}                  | k in 10.0.0.0/8
          {"IpAddress":{"k":["10.0.0.0/8"]}}                | k in (10.0.0.0/8)
          {"IpAddress":{"k":[]}}                            | k in ip ()
          {"IpAddress":{"k":["10.0.0.0/8","x"]}}            | k in ip ("10.0.0.0/8", "x")
          {"NotIpAddress":{"k":"::1"}}                      | k not in ::1
          {"NotIpAddress":{"k":"10.0.0.0/33"}}              | k not in ip "10.0.0.0/33"
          {"BinaryEquals":{"k":"QUJD"}}                     | k = bytes "QUJD"
          {"BinaryEquals":{"k":["QUJD"]}}                   | k in bytes ("QUJD")
          {"Bool":{"k":"true"}}                             | k is true
          {"Bool":{"k":["true","True"]}}                    | k is (true, "True")
          {"Bool":{"k":true}}                               | k is `true`
          {"Bool":{"k":"absent"}}                           | k is "absent"
          {"Bool":{"k":[]}}                                 | k is ()
          {"Null":{"k":"true"}}                             | k is absent
          {"Null":{"k":"false"}}                            | k is present
          {"Null":{"k":"True"}}                             | k is null "True"
          {"Null":{"k":true}}                               | k is null `true`
          {"Null":{"k":["true"]}}                           | k is null (true)
          {"Null":{"k":[]}}                                 | k is null ()
          {"ForAllValues:StringLikeIfExists":{"k":["a"]}}   | every k? like ("a")
          {"ForAnyValue:NullIfExists":{"k":"true"}}         | any k? is absent
          {"StringEquals":{"a":"1","b":"2"}}                | a = "1"\\nand b = "2"
          {}                                                |\
          """)
  void operator_translatesBothWays(String json, String text) {
    String canonical = text == null ? "" : text.replace("\\n", "\n");
    ConditionBlock block = Blocks.ofJson(json);
    assertThat(ConditionTranslator.toText(block)).isEqualTo(Translated.of(canonical));
    assertThat(ConditionTranslator.toBlock(canonical).result().map(Trees::bare)).hasValue(block);
  }

  /// Texts that mean a block but are not its canonical text.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0000',
      textBlock =
          """
          k = ("a", "b")           | k in ("a", "b")
          k != ("a")               | k not in ("a")
          k = (10)                 | k in (10)
          k = 10.0.0.0/8           | k in 10.0.0.0/8
          k != ::1                 | k not in ::1
          k = number 10            | k = 10
          k = number "10"          | k = 10
          k = date 1700000000      | k = date "1700000000"
          k = date 2027-01-01      | k = 2027-01-01
          k in ip ::1              | k in ::1
          k is "true"              | k is true
          k is null true           | k is absent
          k is null "false"        | k is present
          k is null(false)         | k is null (false)
          "k"="\\u0061\\/"         | k = "a/"
          kms:EncryptionContext:a="b" | kms:EncryptionContext:"a" = "b"
          a:"b" = "c"              | a:b = "c"
          b = "1" and a is true and c = "2" | b = "1"\\nand c = "2"\\nand a is true\
          """)
  void otherSpelling_readsTheSame(String text, String canonical) {
    ConditionBlock block = ConditionTranslator.toBlock(text).result().orElseThrow();
    assertThat(ConditionTranslator.toText(block))
        .isEqualTo(Translated.of(canonical.replace("\\n", "\n")));
  }

  /// Rule 3.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0000',
      textBlock =
          """
          aws:SourceIp                       | aws:SourceIp
          aws:RequestTag/Cost Center         | aws:RequestTag/"Cost Center"
          aws:RequestTag/a b/c               | aws:RequestTag/"a b/c"
          aws:PrincipalTag/team              | aws:PrincipalTag/team
          kms:EncryptionContext:aws:ebs:id   | kms:EncryptionContext:"aws:ebs:id"
          KMS:encryptionCONTEXT:a            | KMS:encryptionCONTEXT:"a"
          kms:EncryptionContext:             | kms:EncryptionContext:""
          kms:EncryptionContextKeys          | kms:EncryptionContextKeys
          in                                 | "in"
          AND                                | AND
          null                               | null
          a b/c                              | "a b/c"
          /é                                 | /"é"
          é/a                                | "é/a"
          a"b                                | "a\\"b"
          10                                 | 10
          [x]@%*                             | [x]@%*\
          """)
  void key_hasOneSpelling(String key, String spelling) {
    ConditionBlock block = block(Blocks.entry("Bool", key, false, string("true")));
    assertThat(ConditionTranslator.toText(block).result()).hasValue(spelling + " is true");
    assertThat(ConditionTranslator.toBlock(spelling + " is true").result().map(Trees::bare))
        .hasValue(block);
  }

  @Test
  void emptyKey_isQuoted() {
    ConditionBlock block = block(Blocks.entry("Bool", "", false, string("true")));
    assertThat(ConditionTranslator.toText(block).result()).hasValue("\"\" is true");
  }

  @Test
  void controlsAndLoneSurrogates_comeBack() {
    String hostile = "\u0000\u001f\t\r\n\b\f\"\\/\u007f\u0080\u2028\ud800x\udc00\ud83d\ude00${*}";
    ConditionBlock block =
        block(Blocks.entry("StringEquals", hostile, false, string(hostile + "\ud83d")));
    String text = ConditionTranslator.toText(block).result().orElseThrow();
    assertThat(text)
        .startsWith(
            "\"\\u0000\\u001f\\t\\r\\n\\b\\f\\\"\\\\/\u007f\u0080\u2028\ud800x\udc00\ud83d\ude00${*}\" = ");
    assertThat(ConditionTranslator.toBlock(text).result().map(Trees::bare)).hasValue(block);
  }

  @Test
  void operatorInOtherLetterCase_isTheSameText() {
    ConditionBlock block = Blocks.ofJson("{\"forallvalues:STRINGequalsIFEXISTS\":{\"k\":\"a\"}}");
    String text = ConditionTranslator.toText(block).result().orElseThrow();
    assertThat(text).isEqualTo("every k? = \"a\"");
    assertThat(
            ConditionTranslator.toBlock(text)
                .result()
                .orElseThrow()
                .entries()
                .getFirst()
                .operator())
        .isEqualTo("ForAllValues:StringEqualsIfExists");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0000',
      textBlock =
          """
          a = "1" or b = "2"      | 1:1-1:19 OR_WITHOUT_JSON: a JSON condition cannot say `or` (write several values of one key as a list, or make two statements)
          a = "1" and not b = "2" | 1:13-1:24 NOT_WITHOUT_JSON: a JSON condition cannot say `not` (use `!=`, `not in` or `not like`)
          a = "1" and (b = "2")   | 1:13-1:22 GROUP_WITHOUT_JSON: a JSON condition has no parentheses around conditions (join all comparisons with `and`)
          (a = "1")               | 1:1-1:10 GROUP_WITHOUT_JSON: a JSON condition has no parentheses around conditions (join all comparisons with `and`)
          vol-1 and a = "1"       | 1:1-1:6 BARE_TEXT: `vol-1` is not compared with anything (write a comparison, such as `aws:PrincipalType = "User"`)
          a = "1" and a = "2"     | 1:13-1:20 DUPLICATE_COMPARISON: `StringEquals` compares `a` twice (a JSON condition can hold each key once for each operator)
          a is absent and a is null "x" | 1:17-1:30 DUPLICATE_COMPARISON: `Null` compares `a` twice (a JSON condition can hold each key once for each operator)\
          """)
  void textWithoutJson_isRefused(String text, String refusal) {
    Translated<ConditionBlock> translated = ConditionTranslator.toBlock(text);
    assertThat(translated.result()).isEmpty();
    assertThat(translated.diagnostics()).map(Trees::show).containsExactly(refusal);
  }

  @Test
  void sameKeyInOtherLetterCaseOrOperator_isNoDuplicate() {
    assertThat(ConditionTranslator.toBlock("a = \"1\" and A = \"2\" and a? = \"1\"").diagnostics())
        .isEmpty();
  }

  @Test
  void unknownOperator_isRefused() {
    assertThat(ConditionTranslator.toText(Blocks.ofJson("{\"StringEqual\":{\"k\":\"a\"}}")))
        .extracting(Translated::diagnostics)
        .isEqualTo(
            List.of(
                new Diagnostic(
                    "UNKNOWN_OPERATOR",
                    Severity.ERROR,
                    Span.NONE,
                    "`StringEqual` is not a condition operator",
                    "did you mean `StringEquals`")));
    assertThat(
            BoundCondition.of(Blocks.ofJson("{\"ForAllValue:Bool\":{\"k\":\"a\"}}")).diagnostics())
        .extracting(Diagnostic::help)
        .containsExactly("did you mean `ForAllValues:Bool`");
    assertThat(BoundCondition.of(Blocks.ofJson("{\"X\":{\"k\":\"a\"}}")).condition()).isEmpty();
  }

  @Test
  void operatorInTwoSpellings_isRefused() {
    ConditionBlock block = Blocks.ofJson("{\"Bool\":{\"a\":\"true\"},\"bool\":{\"b\":\"true\"}}");
    assertThat(ConditionTranslator.toText(block).diagnostics())
        .map(Trees::show)
        .containsExactly(
            "1:1-1:1 DUPLICATE_OPERATOR: `bool` stands twice in the condition"
                + " (put the keys of both together)");
    assertThat(BoundCondition.of(block).condition()).isPresent();
  }

  private static ConditionBlock block(ConditionBlock.Entry entry) {
    return new ConditionBlock(List.of(entry), Span.NONE);
  }

  private static List<JsonLiteral> string(String text) {
    return List.of(JsonLiteral.string(text));
  }
}
