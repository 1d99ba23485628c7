package io.keytrail.policy.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Conditions that nearly hold for a context.
record ConditionGenerator(
    Pools pools, PatternGenerator patterns, Map<String, @Nullable Object> context) {
  private static final List<String> TEXTS =
      List.of(
          "StringEquals",
          "StringNotEquals",
          "StringEqualsIgnoreCase",
          "StringNotEqualsIgnoreCase",
          "StringLike",
          "StringLike",
          "StringNotLike");
  private static final List<String> NUMBERS =
      List.of(
          "NumericEquals",
          "NumericNotEquals",
          "NumericLessThan",
          "NumericLessThanEquals",
          "NumericGreaterThan",
          "NumericGreaterThanEquals");
  private static final List<String> DATES =
      List.of(
          "DateEquals",
          "DateNotEquals",
          "DateLessThan",
          "DateLessThanEquals",
          "DateGreaterThan",
          "DateGreaterThanEquals");
  private static final List<String> ARNS =
      List.of("ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike");
  private static final List<String> ADDRESSES = List.of("IpAddress", "NotIpAddress");

  /// A `Condition` of one to three comparisons.
  Map<String, @Nullable Object> condition() {
    Map<String, @Nullable Object> block = new LinkedHashMap<>();
    for (int i = pools.random().nextInt(3); i >= 0; i--) {
      String key = key();
      String operator = operator(key);
      Map<String, @Nullable Object> keys = new LinkedHashMap<>(Json.asMap(block.get(operator)));
      keys.put(pools.rarely(4) ? pools.anyCase(key) : key, wanted(operator, key));
      block.put(operator, keys);
    }
    return block;
  }

  private String key() {
    List<String> given = List.copyOf(context.keySet());
    if (!given.isEmpty() && pools.random().nextInt(3) > 0) {
      return pools.one(given);
    }
    return switch (pools.random().nextInt(4)) {
      case 0 -> pools.one(Pools.KEYS).getFirst();
      case 1 -> pools.one(Pools.LISTS).getFirst();
      default -> pools.one(Pools.DERIVED);
    };
  }

  private String operator(String key) {
    if (pools.rarely(10)) {
      return "Null";
    }
    String quantifier = "";
    boolean list =
        Pools.LISTS.stream().anyMatch(l -> l.getFirst().equals(key)) || key.endsWith("Keys");
    if (pools.random().nextInt(8) < (list ? 6 : 1)) {
      quantifier = pools.one(List.of("ForAnyValue:", "ForAllValues:"));
    }
    return quantifier + pools.one(family(key)) + (pools.rarely(5) ? "IfExists" : "");
  }

  private List<String> family(String key) {
    if (pools.rarely(12)) {
      return pools.one(
          List.of(TEXTS, NUMBERS, DATES, ARNS, ADDRESSES, List.of("Bool", "BinaryEquals")));
    }
    return switch (key) {
      case "aws:SourceIp" -> ADDRESSES;
      case "aws:MultiFactorAuthAge", "x:numbers" -> NUMBERS;
      case "aws:CurrentTime" -> DATES;
      case "aws:SecureTransport", "aws:PrincipalIsAWSService" -> List.of("Bool");
      case "aws:SourceArn", "aws:PrincipalArn" -> pools.rarely(2) ? ARNS : TEXTS;
      case "x:bytes" -> List.of("BinaryEquals");
      default -> TEXTS;
    };
  }

  private @Nullable Object wanted(String operator, String key) {
    if (operator.equals("Null")) {
      return pools.oneOrSome(
          1,
          () ->
              pools.one(
                  List.of("true", "false", new Json.Raw("true"), "True", new Json.Raw("false"))));
    }
    return pools.rarely(60) ? new ArrayList<>() : pools.oneOrSome(3, () -> value(operator, key));
  }

  private Object value(String operator, String key) {
    List<String> had = Json.texts(context.get(key));
    String near = had.isEmpty() || pools.rarely(6) ? any(key) : pools.one(had);
    if (operator.contains("Numeric")) {
      return pools.one(
          List.of(
              near,
              "10",
              "10.00",
              "100e-1",
              "-3",
              "9007199254740992",
              new Json.Raw("10"),
              new Json.Raw("1.5e1"),
              "2"));
    } else if (operator.contains("Date")) {
      return pools.one(
          List.of(
              near,
              "2026-01-01T00:00:00Z",
              "2026-01",
              "2025-12-31T23:00:00-01:00",
              "1767225600",
              "2026",
              "2027-01-01"));
    } else if (operator.contains("Ip")) {
      return pools.one(
          List.of(
              near,
              "10.0.0.0/8",
              "0.0.0.0/0",
              "10.0.0.1/32",
              "10.9.9.9/8",
              "2001:db8::/32",
              "2001:0db8:0:0:0:0:0:1",
              "::/0",
              "::ffff:10.0.0.0/104"));
    } else if (operator.contains("Bool")) {
      return pools.one(List.of(near, "true", "False", new Json.Raw("true")));
    } else if (operator.contains("Binary")) {
      return pools.one(List.of(near, "AQI=", "AQID"));
    }
    return switch (pools.random().nextInt(8)) {
      case 0, 1 -> near;
      case 2 -> pools.anyCase(near);
      case 3 -> near.isEmpty() ? "*" : patterns.blurred(near);
      case 4 -> patterns.variable();
      case 5 -> near.replace("Alice", patterns.variable());
      case 6 ->
          operator.contains("Arn")
              ? patterns.resource(
                  near.startsWith("arn:") && near.split(":", 6).length == 6 ? near : "*")
              : "${" + pools.one(List.copyOf(Pools.DERIVED)) + "}";
      default ->
          pools.one(
              List.of(
                  "",
                  "*",
                  "${*}",
                  new Json.Raw("10"),
                  new Json.Raw("true"),
                  "??",
                  "${aws:username}*"));
    };
  }

  private String any(String key) {
    for (List<List<String>> pool : List.of(Pools.KEYS, Pools.LISTS)) {
      for (List<String> entry : pool) {
        if (entry.getFirst().equals(key)) {
          return pools.one(entry.subList(1, entry.size()));
        }
      }
    }
    return pools.one(
        List.of(
            "Alice",
            "123456789012",
            "User",
            "aws:ebs:id",
            "vol-1",
            "arn:aws:iam::123456789012:user/Alice"));
  }
}
