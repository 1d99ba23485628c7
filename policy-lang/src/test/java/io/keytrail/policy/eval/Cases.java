package io.keytrail.policy.eval;

import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.keytrail.policy.script.ScriptPrincipals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/// Generates requests and policies from small vocabularies, so that they often meet.
final class Cases {
  private static final List<String> PRINCIPALS =
      List.of(
          "arn:aws:iam::123456789012:user/Alice",
          "arn:aws:iam::123456789012:user/team/Bob",
          "arn:aws:iam::123456789012:root",
          "arn:aws:sts::123456789012:assumed-role/Admin/me",
          "arn:aws:iam::123456789012:role/aws-service-role/x.amazonaws.com/Linked@s",
          "arn:aws:iam::111122223333:user/Alice",
          "arn:aws:sts::123456789012:federated-user/Fred",
          "ec2.amazonaws.com",
          "anonymous");
  private static final List<String> NAMES =
      List.of(
          "\"*\"",
          "{\"AWS\":\"*\"}",
          "{\"AWS\":\"123456789012\"}",
          "{\"AWS\":\"arn:aws:iam::123456789012:root\"}",
          "{\"AWS\":\"arn:aws:iam::123456789012:user/Alice\"}",
          "{\"AWS\":[\"arn:aws:iam::123456789012:user/Alice\",\"111122223333\"]}",
          "{\"AWS\":\"arn:aws:iam::123456789012:role/Admin\"}",
          "{\"AWS\":\"arn:aws:sts::123456789012:assumed-role/Admin/me\"}",
          "{\"AWS\":[\"123456789012\",\"arn:aws:iam::123456789012:role/Admin\",\"arn:aws:sts::123456789012:assumed-role/Admin/me\"]}",
          "{\"AWS\":\"arn:aws:sts::123456789012:federated-user/Fred\"}",
          "{\"Service\":\"ec2.amazonaws.com\"}",
          "{\"Federated\":\"accounts.example.com\"}");
  private static final List<String> ACTIONS =
      List.of(
          "kms:Decrypt",
          "kms:DescribeKey",
          "KMS:encrypt",
          "kms:RetireGrant",
          "kms:CreateAlias",
          "s3:GetObject",
          "s3:PutObject",
          "other:Thing",
          "sts:AssumeRole");
  private static final List<String> ACTION_PATTERNS =
      List.of(
          "*",
          "kms:*",
          "kms:De*",
          "KMS:DECRYPT",
          "kms:?ncrypt",
          "s3:Get*",
          "s3:*",
          "*:*",
          "other:th*",
          "kms:CreateAlias",
          "sts:*",
          "kms:Re*");
  private static final String KEY = "arn:aws:kms:us-west-2:123456789012:key/k1";
  private static final List<String> RESOURCES =
      List.of(
          KEY,
          KEY,
          KEY,
          "arn:aws:kms:us-west-2:123456789012:alias/mine",
          "arn:aws:kms:us-west-2:123456789012:alias/aws/ebs",
          "arn:aws:s3:::bucket/Alice/x",
          "arn:aws:s3:::bucket/*/x");
  private static final List<String> RESOURCE_PATTERNS =
      List.of(
          "*",
          "*",
          KEY,
          "arn:aws:kms:*:*:key/*",
          "arn:aws:kms:us-*",
          "arn:aws:k?s:us-west-2:123456789012:key/k1",
          "arn:aws:s3:::bucket/${aws:username}/*",
          "arn:aws:s3:::bucket/${aws:PrincipalTag/team, 'Alice'}/?",
          "arn:aws:s3:::bucket/${*}/x",
          "arn:aws:s3:::b*x");
  private static final List<String> KEYS =
      List.of(
          "aws:PrincipalTag/team",
          "aws:TagKeys",
          "aws:SourceIp",
          "x:n",
          "aws:CurrentTime",
          "aws:SecureTransport",
          "aws:username",
          "aws:PrincipalArn",
          "x:bytes",
          "AWS:principaltype",
          "kms:EncryptionContext:A");
  private static final List<String> VALUES =
      List.of(
          "Alice",
          "alice",
          "a*",
          "A?ice",
          "*",
          "",
          "10",
          "10.0",
          "1e1",
          "-3",
          "ten",
          "10.0.0.1",
          "10.0.0.0/8",
          "0.0.0.0/0",
          "2001:db8::1",
          "::/0",
          "300.1.1.1",
          "2026-01-01",
          "1767225600",
          "2026-01-01T01:00:00+01:00",
          "true",
          "False",
          "AQI=",
          "${aws:username}",
          "${*}",
          "${aws:TagKeys}",
          "${no:such, 'Alice'}",
          "arn:aws:iam::123456789012:user/Alice",
          "arn:aws:iam::*:user/*",
          "User",
          "vol-1");
  private static final List<String> OPERATORS =
      List.of(
          "StringEquals",
          "StringNotEquals",
          "StringEqualsIgnoreCase",
          "StringNotEqualsIgnoreCase",
          "StringLike",
          "StringNotLike",
          "NumericEquals",
          "NumericNotEquals",
          "NumericLessThan",
          "NumericGreaterThanEquals",
          "DateEquals",
          "DateNotEquals",
          "DateLessThan",
          "DateGreaterThan",
          "Bool",
          "BinaryEquals",
          "IpAddress",
          "NotIpAddress",
          "ArnLike",
          "ArnNotEquals");

  final SplittableRandom random;

  /// Statements mostly reach the request, so that their conditions decide.
  private final boolean conditional;

  Cases(long seed) {
    this(seed, false);
  }

  Cases(long seed, boolean conditional) {
    this.random = new SplittableRandom(seed);
    this.conditional = conditional;
  }

  AccessRequest request() {
    Map<String, ContextValue> context = new HashMap<>();
    for (String key : KEYS) {
      if ((key.startsWith("aws:Principal") && !key.contains("Tag")) || random.nextInt(3) > 0) {
        continue;
      }
      if (key.equals("aws:TagKeys")) {
        context.put(key, ContextValue.list(some(VALUES, 3)));
      } else if (!key.contains("rincipalt") && !key.equals("aws:username")) {
        context.put(key, ContextValue.of(one(VALUES)));
      }
    }
    String resource = one(RESOURCES);
    return new AccessRequest(
        ScriptPrincipals.parse(one(PRINCIPALS)),
        one(ACTIONS),
        resource,
        random.nextInt(5) == 0 ? "111122223333" : "123456789012",
        context,
        random.nextBoolean() ? Map.of() : Map.of("a", one(List.of("vol-1", "vol-2"))),
        List.of(),
        Set.of());
  }

  PolicySet policies() {
    return new PolicySet(
        several("identity", DocumentKind.IDENTITY, 2),
        optional("boundary"),
        optional("session"),
        guard(),
        random.nextInt(4) > 0
            ? List.of()
            : List.of(several("scp", DocumentKind.SERVICE_CONTROL, 2)),
        random.nextInt(6) > 0
            ? List.of()
            : List.of(several("rcp", DocumentKind.RESOURCE_CONTROL, 2)),
        random.nextInt(6) > 0 ? List.of() : several("vpce", DocumentKind.VPC_ENDPOINT, 1));
  }

  private ResourceGuard guard() {
    return switch (random.nextInt(6)) {
      case 0 -> new ResourceGuard.None();
      case 1 -> new ResourceGuard.Policy(policy("resource", DocumentKind.RESOURCE));
      case 2 -> new ResourceGuard.Trust(policy("trust", DocumentKind.TRUST));
      default ->
          new ResourceGuard.Key(
              random.nextInt(4) == 0
                  ? Optional.empty()
                  : Optional.of(policy("key", DocumentKind.KEY)),
              grants());
    };
  }

  private List<Grant> grants() {
    List<Grant> grants = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      Map<String, String> pairs = Map.of("A", "vol-1");
      Optional<Grant.Constraint> constraint =
          switch (random.nextInt(3)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(new Grant.Constraint.Subset(pairs));
            default -> Optional.of(new Grant.Constraint.Equals(pairs));
          };
      grants.add(
          new Grant(
              "g" + i,
              KEY,
              one(
                  List.of(
                      "arn:aws:iam::123456789012:user/Alice",
                      "arn:aws:iam::123456789012:role/Admin",
                      "arn:aws:iam::111122223333:root",
                      "ec2.amazonaws.com")),
              Set.copyOf(
                  some(
                      List.of("Decrypt", "Encrypt", "DescribeKey", "RetireGrant", "ListGrants"),
                      3)),
              constraint,
              Optional.empty(),
              "1"));
    }
    return grants;
  }

  private Optional<List<CompiledPolicy>> optional(String name) {
    return random.nextInt(4) > 0
        ? Optional.empty()
        : Optional.of(several(name, DocumentKind.IDENTITY, 1));
  }

  private List<CompiledPolicy> several(String name, DocumentKind kind, int most) {
    List<CompiledPolicy> list = new ArrayList<>();
    for (int i = 1 + random.nextInt(most); i > 0; i--) {
      list.add(policy(name + i, kind));
    }
    return list;
  }

  CompiledPolicy policy(String name, DocumentKind kind) {
    List<String> statements = new ArrayList<>();
    for (int i = 1 + random.nextInt(random.nextInt(10) == 0 ? 12 : 3); i > 0; i--) {
      statements.add(statement(kind, random.nextInt(5) == 0 ? "Deny" : "Allow"));
    }
    return compile(name, kind, statements, random.nextInt(5) > 0);
  }

  static CompiledPolicy compile(
      String name, DocumentKind kind, List<String> statements, boolean current) {
    String text =
        "{%s\"Statement\":[%s]}"
            .formatted(current ? "\"Version\":\"2012-10-17\"," : "", String.join(",", statements));
    var parsed = PolicyLanguage.parse(text, kind);
    return PolicyLanguage.compile(
        parsed.document().orElseThrow(() -> new AssertionError(text + parsed.diagnostics())),
        name,
        "1");
  }

  String statement(DocumentKind kind, String effect) {
    StringBuilder text = new StringBuilder("{\"Effect\":\"" + effect + "\"");
    switch (kind) {
      case IDENTITY, SERVICE_CONTROL -> {}
      case RESOURCE_CONTROL -> text.append(",\"Principal\":\"*\"");
      case KEY, STORED_KEY, TRUST, RESOURCE, VPC_ENDPOINT ->
          text.append(random.nextInt(8) == 0 ? ",\"NotPrincipal\":" : ",\"Principal\":")
              .append(one(NAMES));
    }
    boolean anything = conditional && random.nextInt(8) > 0;
    if (anything) {
      text.append(",\"Action\":\"*\"");
    } else {
      text.append(random.nextInt(8) == 0 ? ",\"NotAction\":" : ",\"Action\":")
          .append(quoted(some(ACTION_PATTERNS, 3)));
    }
    boolean everywhere = anything && kind != DocumentKind.TRUST && random.nextInt(3) > 0;
    if (kind == DocumentKind.KEY || everywhere) {
      text.append(",\"Resource\":\"*\"");
    } else if (kind != DocumentKind.TRUST) {
      text.append(random.nextInt(8) == 0 ? ",\"NotResource\":" : ",\"Resource\":")
          .append(quoted(some(RESOURCE_PATTERNS, 3)));
    }
    if (conditional ? random.nextInt(4) > 0 : random.nextInt(3) == 0) {
      text.append(",\"Condition\":{").append(test());
      if (random.nextInt(3) == 0) {
        text.append(",\"Null\":{\"")
            .append(one(KEYS))
            .append("\":\"")
            .append(random.nextBoolean())
            .append("\"}");
      }
      text.append('}');
    }
    return text.append('}').toString();
  }

  private String test() {
    String quantifier = one(List.of("", "", "", "ForAnyValue:", "ForAllValues:"));
    String exists = random.nextInt(4) == 0 ? "IfExists" : "";
    return "\"%s%s%s\":{\"%s\":%s}"
        .formatted(quantifier, one(OPERATORS), exists, one(KEYS), quoted(some(VALUES, 3)));
  }

  private static String quoted(List<String> texts) {
    return texts.size() == 1
        ? "\"" + texts.getFirst() + "\""
        : "[\"" + String.join("\",\"", texts) + "\"]";
  }

  String value() {
    return one(VALUES);
  }

  List<String> values() {
    return random.nextInt(6) == 0 ? List.of() : some(VALUES, 3);
  }

  String one(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }

  private List<String> some(List<String> list, int most) {
    List<String> some = new ArrayList<>();
    for (int i = 1 + random.nextInt(most); i > 0; i--) {
      some.add(one(list));
    }
    return some;
  }
}
