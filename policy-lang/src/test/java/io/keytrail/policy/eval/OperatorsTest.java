package io.keytrail.policy.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.ast.Version;
import io.keytrail.policy.compile.ConditionCompiler;
import io.keytrail.policy.condition.BoundCondition;
import io.keytrail.policy.condition.Conditions;
import io.keytrail.policy.condition.IamOperator;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Each operator at its borders: what the policy wants, what the request has, and the truth of it.
class OperatorsTest {
  private static final String ARN = "arn:aws:sns:us-east-1:123456789012:topic:x";

  @Test
  void orders() {
    for (String family : List.of("Numeric 1 2 3", "Date 2026-01-01 2026-01-02 2026-01-03")) {
      String[] words = family.split(" ", -1);
      String type = words[0];
      ordered(type + "LessThan", words, Truth.TRUE, Truth.FALSE, Truth.FALSE);
      ordered(type + "LessThanEquals", words, Truth.TRUE, Truth.TRUE, Truth.FALSE);
      ordered(type + "GreaterThan", words, Truth.FALSE, Truth.FALSE, Truth.TRUE);
      ordered(type + "GreaterThanEquals", words, Truth.FALSE, Truth.TRUE, Truth.TRUE);
      ordered(type + "Equals", words, Truth.FALSE, Truth.TRUE, Truth.FALSE);
      ordered(type + "NotEquals", words, Truth.TRUE, Truth.FALSE, Truth.TRUE);
    }
  }

  private static void ordered(String operator, String[] words, Truth... truths) {
    for (int i = 0; i < truths.length; i++) {
      check(operator, words[2], words[i + 1], truths[i]);
    }
    check(operator, words[2], "what", Truth.ERROR);
    check(operator, "what", words[2], Truth.ERROR);
  }

  @Test
  void equality() {
    equal("String", "a", "a", "A");
    equal("Arn", "arn:aws:sns:*:*:topic*", ARN, "arn:aws:sqs:us-east-1:123456789012:topic:x");
    check("StringEqualsIgnoreCase", "\u00C9a", "\u00E9A", Truth.TRUE);
    check("StringEqualsIgnoreCase", "ab", "a", Truth.FALSE);
    check("StringEqualsIgnoreCase", "a", "ab", Truth.FALSE);
    check("StringEqualsIgnoreCase", "a", "b", Truth.FALSE);
    check("StringEqualsIgnoreCase", "a*", "ab", Truth.FALSE);
    check("StringEqualsIgnoreCase", "${x:v}", "VALUE", Truth.TRUE);
    check("StringEqualsIgnoreCase", "${x:none}", "a", Truth.ERROR);
    check("StringNotEqualsIgnoreCase", "a", "A", Truth.FALSE);
    check("StringNotEqualsIgnoreCase", "a", "b", Truth.TRUE);
    check("Bool", "true", "True", Truth.TRUE);
    check("Bool", "true", "false", Truth.FALSE);
    check("Bool", "true", "x", Truth.ERROR);
    check("BinaryEquals", "AQI=", "AQI=", Truth.TRUE);
    check("BinaryEquals", "AQI=", "AQM=", Truth.FALSE);
    check("BinaryEquals", "!", "AQI=", Truth.ERROR);
    check("IpAddress", "10.0.0.0/8", "10.1.1.1", Truth.TRUE);
    check("IpAddress", "10.0.0.0/8", "11.1.1.1", Truth.FALSE);
    check("IpAddress", "10.0.0.0/8", "10.0.0.0/8", Truth.ERROR);
    check("NotIpAddress", "10.0.0.0/8", "10.1.1.1", Truth.FALSE);
    check("NotIpAddress", "10.0.0.0/8", "11.1.1.1", Truth.TRUE);
    check("NotIpAddress", "10.0.0.0/99", "11.1.1.1", Truth.ERROR);
  }

  private static void equal(String type, String wanted, String same, String other) {
    check(type + "Equals", wanted, same, Truth.TRUE);
    check(type + "Equals", wanted, other, Truth.FALSE);
    check(type + "NotEquals", wanted, same, Truth.FALSE);
    check(type + "NotEquals", wanted, other, Truth.TRUE);
    check(type + "Like", wanted, same, Truth.TRUE);
    check(type + "Like", wanted, other, Truth.FALSE);
    check(type + "NotLike", wanted, same, Truth.FALSE);
    check(type + "NotLike", wanted, other, Truth.TRUE);
  }

  @Test
  void patterns() {
    for (String fits :
        List.of("a*c=abbc", "a*c=ac", "a?c=abc", "*=", "*=x", "a*=a", "*c=abc", "=")) {
      like(fits, Truth.TRUE);
    }
    for (String fits :
        List.of("*b*b=abab", "a*bc=abbc", "?=\uD83D\uDE00", "*?*=x", "a**=a", "${x:v}*=values")) {
      like(fits, Truth.TRUE);
    }
    for (String misses :
        List.of("a*c=abcd", "a?c=ac", "a?c=abbc", "?=", "a*=b", "abc=abcd", "abc=ab", "=a")) {
      like(misses, Truth.FALSE);
    }
    for (String misses :
        List.of("??=\uD83D\uDE00", "*a*b*=ba", "a*a=a", "A*=a", "${x:v}=values", "${x:v}?=value")) {
      like(misses, Truth.FALSE);
    }
    like("${x:none}=a", Truth.ERROR);
    like("${x:none, 'a'}*=ab", Truth.TRUE);
    like("${x:many}=a", Truth.ERROR);
    like("${x:empty}=a", Truth.ERROR);
    like("${x:empty, 'a'}=a", Truth.TRUE);
    like("${x:unknown}=a", Truth.UNKNOWN);
    like("${x:unknown}${x:none}=a", Truth.UNKNOWN);
  }

  private static void like(String pair, Truth truth) {
    int equals = pair.lastIndexOf('=');
    check("StringLike", pair.substring(0, equals), pair.substring(equals + 1), truth);
  }

  @Test
  void arns_arePartByPart() {
    for (String fits :
        List.of(
            ARN,
            "*",
            "arn:*",
            "arn:aws:sns:us-*",
            "arn:aws:sns:us-east-1:*",
            "arn:aws:sns:us-east-1:123456789012:*",
            "arn:aws:s?s:us-*-1:*:topic:?",
            "arn:aws:sns:us-east-1:${x:account}:topic*",
            "a*:*:*:*:*:*")) {
      check("ArnLike", fits, ARN, Truth.TRUE);
    }
    for (String misses :
        List.of(
            "arn",
            "arn:aws",
            "arn:aws:sns",
            "arn:aws:sns:us-east-1",
            "arn:aws:sns:us-east-1:123456789012",
            "arn:aws:sns:us-east-1:123456789012:topic",
            "arn:aws:*:topic:x",
            "arn:aws:sqs*",
            "arn:aws:s?s",
            "a*n",
            "${x:nothing}",
            "arn:aws:sns:us-east-1:123456789012:topic:x:*",
            "",
            "arn:aws:sns:us-east-1:${x:account}:*:y")) {
      check("ArnLike", misses, ARN, Truth.FALSE);
    }
    check("ArnLike", "arn:aws:sns:us-east-1:${x:none}:*", ARN, Truth.ERROR);
    for (String noArn :
        List.of("topic", "arn:aws:sns:r:1", "urn:a:b:c:d:e", "", "xarn:a:b:c:d:e")) {
      check("ArnLike", "*", noArn, Truth.FALSE);
      check("ArnNotLike", "*", noArn, Truth.FALSE);
    }
    check("ArnLike", "arn:a:b:c:d:", "arn:a:b:c:d:", Truth.TRUE);
  }

  @Test
  void absence() {
    for (String operator :
        List.of("StringEquals", "NumericLessThan", "Bool", "ArnLike", "IpAddress")) {
      absent(operator, Truth.FALSE);
      absent(operator + "IfExists", Truth.TRUE);
      absent("ForAnyValue:" + operator, Truth.FALSE);
      absent("ForAnyValue:" + operator + "IfExists", Truth.TRUE);
      absent("ForAllValues:" + operator, Truth.TRUE);
    }
    for (String operator :
        List.of("StringNotEquals", "NumericNotEquals", "ArnNotLike", "NotIpAddress")) {
      absent(operator, Truth.TRUE);
      absent("ForAnyValue:" + operator, Truth.FALSE);
    }
    assertThat(holds("StringEquals", "x:unknown", "a")).isEqualTo(Truth.UNKNOWN);
    assertThat(holds("Null", "x:unknown", "true")).isEqualTo(Truth.UNKNOWN);
    assertThat(holds("Null", "x:none", "true")).isEqualTo(Truth.TRUE);
    assertThat(holds("Null", "x:none", "false")).isEqualTo(Truth.FALSE);
    assertThat(holds("Null", "x:empty", "true")).isEqualTo(Truth.TRUE);
    assertThat(holds("Null", "x:many", "true")).isEqualTo(Truth.FALSE);
    assertThat(holds("Null", "x:many", "false")).isEqualTo(Truth.TRUE);
    assertThat(holds("Null", "x:v", "what")).isEqualTo(Truth.ERROR);
    assertThat(holds("Null", "x:v", "what", "false")).isEqualTo(Truth.TRUE);
  }

  private static void absent(String operator, Truth truth) {
    assertThat(holds(operator, "x:none", "1")).as(operator).isEqualTo(truth);
    assertThat(holds(operator, "x:empty", "1")).as(operator).isEqualTo(truth);
  }

  @Test
  void severalValues() {
    assertThat(holds("StringEquals", "x:many", "a")).isEqualTo(Truth.FALSE);
    assertThat(holds("StringNotEquals", "x:many", "z")).isEqualTo(Truth.FALSE);
    assertThat(holds("ForAnyValue:StringEquals", "x:many", "z", "b")).isEqualTo(Truth.TRUE);
    assertThat(holds("ForAnyValue:StringEquals", "x:many", "z")).isEqualTo(Truth.FALSE);
    assertThat(holds("ForAllValues:StringEquals", "x:many", "b", "a")).isEqualTo(Truth.TRUE);
    assertThat(holds("ForAllValues:StringEquals", "x:many", "a")).isEqualTo(Truth.FALSE);
    assertThat(holds("ForAllValues:StringEquals", "x:blank", "a")).isEqualTo(Truth.FALSE);
    assertThat(holds("ForAnyValue:StringEquals", "x:blank", "")).isEqualTo(Truth.TRUE);
    assertThat(holds("ForAllValues:StringEquals", "x:half", "a")).isEqualTo(Truth.FALSE);
    assertThat(holds("ForAnyValue:StringEquals", "x:half", "")).isEqualTo(Truth.TRUE);
    assertThat(holds("ForAnyValue:NumericEquals", "x:many", "1")).isEqualTo(Truth.ERROR);
    assertThat(holds("ForAllValues:NumericEquals", "x:many", "1")).isEqualTo(Truth.ERROR);
    assertThat(holds("StringEquals", "x:v")).as("nothing wanted").isEqualTo(Truth.FALSE);
    assertThat(holds("StringNotEquals", "x:v")).isEqualTo(Truth.TRUE);
  }

  private static void check(String operator, String wanted, String given, Truth truth) {
    assertThat(holds(Map.of("x:t", ContextValue.of(given)), operator, "x:t", wanted))
        .as("%s: `%s` wanted, `%s` given", operator, wanted, given)
        .isEqualTo(truth);
  }

  private static Truth holds(String operator, String key, String... wanted) {
    return holds(Map.of(), operator, key, wanted);
  }

  private static Truth holds(
      Map<String, ContextValue> given, String operator, String key, String... wanted) {
    Map<String, ContextValue> context = new HashMap<>(given);
    context.put("x:v", ContextValue.of("value"));
    context.put("x:nothing", ContextValue.of(""));
    context.put("x:account", ContextValue.of("123456789012"));
    context.put("x:many", ContextValue.list(List.of("a", "b")));
    context.put("x:blank", ContextValue.list(List.of("", "")));
    context.put("x:half", ContextValue.list(List.of("", "b")));
    context.put("x:empty", ContextValue.list(List.of()));
    BoundCondition condition =
        Conditions.test(IamOperator.parse(operator).orElseThrow(), key, Arrays.asList(wanted));
    return Inspection.bare(Requests.with(context, "x:unknown"))
        .holds(ConditionCompiler.compile(condition, Version.V2012));
  }
}
