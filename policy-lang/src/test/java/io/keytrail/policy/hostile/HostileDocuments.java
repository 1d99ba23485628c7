package io.keytrail.policy.hostile;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Policy documents of about n characters, valid or not, each as bad as it can be for one part of
/// the reading.
public final class HostileDocuments {
  /// As many values of one key, and keys, as a condition may have.
  private static final int VALUES = 2_990;

  private static final int KEYS = 1_490;

  private static final Map<String, IntFunction<String>> ALL = new LinkedHashMap<>();

  static {
    tokens();
    statements();
    names();
    conditions();
    resourcePolicies();
  }

  private HostileDocuments() {}

  /// By name.
  public static Map<String, IntFunction<String>> all() {
    return ALL;
  }

  static IntFunction<String> of(String name) {
    return Objects.requireNonNull(ALL.get(name), name);
  }

  /// For the reader of JSON.
  private static void tokens() {
    ALL.put("nesting", n -> "[".repeat(n));
    ALL.put("objects in objects", n -> "{\"a\":".repeat(n / 5));
    ALL.put("nesting of 64 around all", n -> nested(n));
    ALL.put("unterminated string", n -> "{\"Version\":\"" + "x".repeat(n));
    ALL.put("one long token", n -> "{\"Version\":\"" + "x".repeat(n - 20) + "\"}");
    ALL.put("escapes", n -> "\"" + "\\u0041".repeat(n / 6 - 1) + "\"");
    ALL.put("surrogate pairs", n -> "[\"" + "😀".repeat(n / 2 - 4) + "\"]");
    ALL.put("blanks", n -> " ".repeat(n - 1) + "{");
    ALL.put("line feeds", n -> "\n".repeat(n - 1) + "{");
    ALL.put("digits", n -> "{\"a\":" + "1".repeat(n - 10) + "}");
    ALL.put("numbers", n -> "[" + join(n / 2 - 2, _ -> "1") + "]");
    ALL.put("members", n -> "{" + join(n / 10, i -> "\"k" + i + "\":1") + "}");
    ALL.put("one member again", n -> "{" + join(n / 10, _ -> "\"key\":1") + "}");
  }

  private static void statements() {
    ALL.put("statements", n -> each(n / 55, _ -> "\"kms:Decrypt\""));
    ALL.put("statements without elements", n -> "{\"Statement\":[" + join(n / 3, _ -> "{}") + "]}");
    ALL.put("sids", n -> list(n / 72, _ -> "\"Sid\":\"same\"," + allow("\"*\"")));
    ALL.put("wrong elements", n -> list(n / 75, i -> "\"Resourcf" + i + "\":1," + allow("\"*\"")));
    ALL.put(
        "statements with conditions",
        n ->
            list(
                n / 120,
                i -> allow("\"s3:*\"") + conditionOf("\"StringLike\":{\"x:t\":\"a" + i + "*\"}")));
    ALL.put(
        "statements that differ by condition",
        n ->
            list(
                n / 130,
                i ->
                    allow("[\"s3:Get*\",\"s3:Put*\"]")
                        + conditionOf("\"StringEquals\":{\"x:t\":\"" + i + "\"}")));
  }

  /// For whoever looks names up.
  private static void names() {
    ALL.put("unknown actions", n -> lone(actions(n / 18, j -> "ec2:Creatq" + j)));
    ALL.put(
        "unknown actions of 80 characters",
        n -> lone(actions(n / 84, HostileDocuments::longAction)));
    ALL.put("unknown services", n -> lone(actions(n / 18, j -> "kma" + j + ":Decrypt")));
    ALL.put(
        "wild actions",
        n -> lone(actions(n / 23, j -> "ec2:*" + letter(j) + "*e*s*t*" + letter(j / 26) + "*")));
    ALL.put("wild actions at their end", n -> lone(actions(n / 14, j -> "ec2:D" + j + "*")));
    ALL.put(
        "statements of many actions",
        n -> list(n / 450, i -> allow("[" + actions(20, j -> "s3:A" + i + "B" + j + "*") + "]")));
    ALL.put("the same action again", n -> lone(actions(n / 11, _ -> "ec2:RunI")));
  }

  private static void conditions() {
    ALL.put(
        "unknown operators",
        n -> condition(join(n / 35, i -> "\"StringEqualz" + i + "\":{\"a\":\"b\"}")));
    ALL.put(
        "unknown keys",
        n -> condition(keys(Math.min(KEYS, n / 30), i -> "\"aws:PrincipalArm" + i + "\":\"b\"")));
    ALL.put(
        "unknown keys of 90 characters",
        n -> condition(keys(n / 100, i -> "\"aws:" + "Principal".repeat(9) + i + "\":\"b\"")));
    ALL.put(
        "values",
        n -> condition(values("StringLike", Math.min(VALUES, n / 10), i -> "*" + i + "*")));
    ALL.put(
        "wildcards in exact values",
        n -> condition(values("StringEquals", Math.min(VALUES, n / 10), i -> "*" + i)));
    ALL.put(
        "addresses",
        n -> condition(values("IpAddress", n / 22, i -> "2001:db8::" + i % 9999 + "/128")));
    ALL.put(
        "numbers as values",
        n -> condition(values("NumericEquals", n / 66, _ -> "9".repeat(60) + "e9")));
    ALL.put("dates", n -> condition(values("DateEquals", n / 25, _ -> "2026-11-26T00:00:00Z")));
    ALL.put(
        "unclosed variables",
        n -> condition(values("StringLike", n / 2_003, _ -> "${".repeat(1_000))));
    ALL.put(
        "broken variables",
        n -> condition(values("StringLike", n / 2_005, _ -> "${,".repeat(660) + "}")));
    ALL.put(
        "for all values",
        n ->
            condition(
                "\"ForAllValues:StringEquals\":{"
                    + join(Math.min(1_190, n / 20), i -> "\"x:k" + i + "\":\"b\"")
                    + "}"));
    ALL.put(
        "null beside for all values",
        n ->
            condition(
                "\"ForAllValues:StringEquals\":{"
                    + join(Math.min(590, n / 40), i -> "\"x:k" + i + "\":\"b\"")
                    + "},\"Null\":{"
                    + join(Math.min(590, n / 40), i -> "\"x:j" + i + "\":\"false\"")
                    + "}"));
  }

  private static void resourcePolicies() {
    ALL.put("resources", n -> on(n / 30, i -> "arn:aws:s3:::bucket-" + i + "/*"));
    ALL.put("resources of wildcards", n -> on(n / 25, i -> "arn:aws:s3:::*a*b*" + i + "*"));
    ALL.put("resources that are no ARNs", n -> on(n / 10, i -> "ar" + i));
    ALL.put("principals", n -> principals(n / 15, i -> "" + (100_000_000_000L + i)));
    ALL.put("principals that are none", n -> principals(n / 15, i -> "arn:aws:iam" + i));
  }

  static String join(int times, IntFunction<String> item) {
    return IntStream.range(0, times).mapToObj(item).collect(Collectors.joining(","));
  }

  private static String nested(int n) {
    return "[".repeat(63) + "[" + join(n / 2 - 70, _ -> "1") + "]" + "]".repeat(63);
  }

  private static char letter(int j) {
    return (char) ('a' + j % 26);
  }

  private static String longAction(int j) {
    return "ec2:Create" + "VpcPeeringConnect".repeat(4) + j;
  }

  private static String actions(int times, IntFunction<String> action) {
    return join(times, i -> "\"" + action.apply(i) + "\"");
  }

  private static String allow(String action) {
    return "\"Effect\":\"Allow\",\"Action\":" + action + ",\"Resource\":\"*\"";
  }

  static String list(int times, IntFunction<String> elements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":["
        + join(times, i -> "{" + elements.apply(i) + "}")
        + "]}";
  }

  static String each(int times, IntFunction<String> action) {
    return list(times, i -> allow(action.apply(i)));
  }

  private static String lone(String actions) {
    return list(1, _ -> allow("[" + actions + "]"));
  }

  private static String conditionOf(String block) {
    return ",\"Condition\":{" + block + "}";
  }

  private static String condition(String block) {
    return list(1, _ -> allow("\"*\"") + conditionOf(block));
  }

  private static String keys(int times, IntFunction<String> key) {
    return "\"StringEquals\":{" + join(times, key) + "}";
  }

  private static String values(String operator, int times, IntFunction<String> value) {
    return "\"" + operator + "\":{\"x:t\":[" + actions(times, value) + "]}";
  }

  private static String on(int times, IntFunction<String> resource) {
    return list(
        1,
        _ ->
            "\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":["
                + actions(times, resource)
                + "]");
  }

  private static String principals(int times, IntFunction<String> name) {
    return list(1, _ -> allow("\"*\"") + ",\"Principal\":{\"AWS\":[" + actions(times, name) + "]}");
  }
}
