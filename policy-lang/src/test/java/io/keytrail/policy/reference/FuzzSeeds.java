package io.keytrail.policy.reference;

import io.keytrail.policy.script.SeedSamples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What fuzzing starts from: the samples of the seed's page, hostile inputs, and the inputs that
/// found something.
final class FuzzSeeds {
  static final String ALLOW =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";

  private static final String CONDITION =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"%s\",\"Principal\":\"*\",\"Action\":\"s3:Get*\","
          + "\"Resource\":\"arn:aws:s3:::bucket/${aws:username}/*\",\"Condition\":{\"%s\":{\"%s\":\"%s\"}}}}";

  private FuzzSeeds() {}

  static Stream<String> documents() {
    return Stream.concat(
        samples(),
        Stream.of(
            ALLOW,
            "[".repeat(10_000),
            "{\"Statement\":".repeat(1_000),
            "{\"Version\":\"" + "x".repeat(20_000),
            "{\"Statement\":[],\"Statement\":[]}",
            "{\"a\":1e9999999999,\"\\ud800\":\"\\u0000\"}",
            "\ufeff{}",
            "{\"Statement\":{\"Effect\":\"Deny\",\"NotPrincipal\":{\"AWS\":[]},\"NotAction\":\"*a*a*a*b\",\"NotResource\":[]}}"));
  }

  private static Stream<String> samples() {
    Path page =
        Path.of(System.getProperty("keytrail.shared", "")).resolve("seed/encrypt-workspaces.md");
    return Files.exists(page)
        ? IntStream.rangeClosed(1, 4).mapToObj(SeedSamples::sample)
        : Stream.empty();
  }

  static Stream<String> conditions() {
    return Stream.of(
        "kms:GrantIsForAWSResource is true\nand every aws:TagKeys? in (\"a\", \"b\")",
        "not (aws:SourceIp in (10.0.0.0/8, 2001:db8::/32) or a:\"b c\" like arn \"arn:*\") # why",
        "kms:EncryptionContext:\"aws:ebs:id\" like \"vol-*\" and x = `1e5` and y < date"
            + " \"1700000000\"",
        "(".repeat(100) + "a",
        "not ".repeat(100) + "a",
        "a in (" + "1,".repeat(6_000),
        "a = \"\\ud800\"",
        "a = bytes \"AQI=\" and every b is absent and any c != anycase \"x\"");
  }

  static Stream<String> blocks() {
    return Stream.of(
        "{\"StringEquals\":{\"kms:ViaService\":[\"ec2.us-west-2.amazonaws.com\"]}}",
        "{\"ForAllValues:StringLikeIfExists\":{\"aws:TagKeys\":[\"a*\",1,true]},\"Null\":{\"a\":\"true\"}}",
        "{\"NumericLessThan\":{\"x\":[\"abc\",10,1.50e3]},\"DateEquals\":{\"d\":1700000000}}",
        "{\"IpAddress\":{\"aws:SourceIp\":[\"10.0.0.0/33\",\"::ffff:1.2.3.4\"]},\"Bool\":{\"b\":false}}",
        "{\"ArnLike\":{\"k/\\\"q\\\"\":\"arn:*\"},\"BinaryEquals\":{\"y\":\"AQI\"},\"stringequals\":{\"and\":[]}}",
        "{\"StringEquals\":{\"\":\"\\u0000\\ud800\"}}");
  }

  static Stream<String> cases() {
    List<List<String>> tests =
        List.of(
            List.of("StringLike", "x:t", "A*${*}?", "Ab*c"),
            List.of(
                "ForAnyValue:StringNotEquals", "aws:TagKeys", "${aws:PrincipalTag/team, 'x'}", "x"),
            List.of("NumericLessThanEquals", "x:t", "1.50", "1e0"),
            List.of(
                "DateGreaterThan", "aws:CurrentTime", "2026-01-01T00:00:00.5+01:00", "1767225600"),
            List.of("IpAddress", "aws:SourceIp", "2001:db8::/32", "2001:db8:0:0:0:0:0:1"),
            List.of("NotIpAddress", "aws:SourceIp", "10.0.0.0/8", "::ffff:10.0.0.1"),
            List.of("ArnNotLike", "x:t", "arn:aws:*:*:*:${aws:username}", "arn:aws:s3:::Alice"),
            List.of("BinaryEquals", "x:t", "AQI=", "AQI"),
            List.of("BoolIfExists", "x:t", "TRUE", "true"));
    return tests.stream()
        .flatMap(
            test ->
                IntStream.rangeClosed(0, 6)
                    .mapToObj(
                        kind ->
                            kind
                                + CONDITION.formatted(
                                    kind % 2 == 0 ? "Deny" : "Allow",
                                    test.get(0),
                                    test.get(1),
                                    test.get(2))
                                + "\0"
                                + test.get(3)));
  }
}
