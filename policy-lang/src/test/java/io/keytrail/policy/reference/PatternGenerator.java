package io.keytrail.policy.reference;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Patterns for actions, resources and principals that nearly match what is asked.
record PatternGenerator(Pools pools, Map<String, @Nullable Object> context) {
  private static final List<String> NAMES =
      List.of(
          "arn:aws:iam::123456789012:user/Alice",
          "arn:aws:iam::123456789012:user/team/Bob",
          "arn:aws:iam::123456789012:user/Bob",
          "arn:aws:iam::123456789012:role/Admin",
          "arn:aws:iam::123456789012:role/ops/Admin",
          "arn:aws:sts::123456789012:assumed-role/Admin/me",
          "arn:aws:sts::123456789012:assumed-role/Admin/other",
          "arn:aws:sts::123456789012:federated-user/Fred",
          "arn:aws:iam::123456789012:root",
          "123456789012",
          "111122223333",
          "arn:aws:iam::111122223333:user/Alice",
          "*");

  String action(String asked) {
    int colon = asked.indexOf(':') + 1;
    String service = asked.substring(0, colon);
    String name = asked.substring(colon);
    return switch (pools.random().nextInt(12)) {
      case 0, 1 -> "*";
      case 2, 3, 4 -> pools.anyCase(asked);
      case 5 -> service + "*";
      case 6 -> service.toUpperCase(Locale.ROOT) + blurred(name);
      case 7, 8 -> service + blurred(name);
      case 9 -> "*:*";
      case 10 -> pools.one(Pools.ASKED).getFirst();
      default -> pools.one(List.of("kms:*", "kms:Re*", "s3:*", "kms:?ecrypt", "kms:*Grant*"));
    };
  }

  /// Some of its characters become wildcards.
  String blurred(String text) {
    int length = text.length();
    if (length < 2) {
      return text + "*";
    }
    int cut = pools.random().nextInt(1, length);
    return switch (pools.random().nextInt(7)) {
      case 0 -> text.substring(0, cut) + "*";
      case 1 -> "*" + text.substring(cut);
      case 2 -> text.substring(0, cut) + "?" + text.substring(Math.min(length, cut + 1));
      case 3 -> text.substring(0, cut / 2) + "*" + text.substring(cut);
      case 4 -> text.substring(0, cut / 2) + "*" + text.charAt(cut) + "*";
      case 5 -> text + "?";
      default -> text.substring(0, cut) + "**" + text.substring(cut);
    };
  }

  String resource(String asked) {
    if (asked.equals("*")) {
      return pools.one(List.of("*", "*", "*", Pools.KEY, "arn:aws:kms:*:*:key/*"));
    }
    String[] parts = asked.split(":", 6);
    switch (pools.random().nextInt(14)) {
      case 0, 1, 2 -> {
        return "*";
      }
      case 3, 4 -> {
        return asked;
      }
      case 5 -> parts[5] = "*";
      case 6 -> parts[5] = blurred(parts[5]);
      case 7 -> parts[4] = pools.one(List.of("*", "111122223333", "?23456789012", "1*"));
      case 8 -> parts[3] = pools.one(List.of("*", "us-*", "eu-west-1", "us-west-?"));
      case 9 -> parts[2] = pools.one(List.of("*", "k?s", "kms", "s3", parts[2]));
      case 10 -> {
        int length = pools.random().nextInt(1, 6);
        return String.join(":", List.of(parts).subList(0, length))
            + pools.one(List.of(":*", "*", ":us-*", ""));
      }
      case 11 -> {
        parts[5] = parts[5].replace("Alice", variable());
        parts[2] = pools.rarely(5) ? "s3" : parts[2];
      }
      case 12 -> parts[1] = pools.one(List.of("*", "aws-cn", "a?s"));
      default -> parts[5] = pools.anyCase(parts[5]);
    }
    return String.join(":", parts);
  }

  String variable() {
    return pools.one(
        List.of(
            "${aws:username}",
            "${AWS:UserName}",
            "${aws:PrincipalTag/team}",
            "${aws:PrincipalTag/team, 'Alice'}",
            "${x:nothing, 'Alice'}",
            "${x:nothing,'Alice'}",
            "${x:nothing, '*'}",
            "${x:nothing, ''}",
            "${x:nothing, 'a, b'}",
            "${aws:username, Alice}",
            "${ aws:username }",
            "${aws:username}${aws:username}",
            "${x:nothing}",
            "${aws:TagKeys}",
            "${aws:TagKeys, 'Alice'}",
            "${*}lice",
            "${?}",
            "${$}{x}",
            "${}",
            "${aws:username"));
  }

  /// A `Principal` element that often names the caller, in one of the ways.
  Object principal(String caller) {
    return switch (pools.random().nextInt(8)) {
      case 0 -> "*";
      case 1 -> Map.of("AWS", pools.oneOrSome(3, () -> pools.one(NAMES)));
      case 2 ->
          Map.of(
              "Service",
              pools.oneOrSome(
                  2,
                  () ->
                      pools.one(
                          List.of(
                              "ec2.amazonaws.com",
                              "workspaces.us-west-2.amazonaws.com",
                              "workspaces.amazonaws.com",
                              "*"))));
      case 3 ->
          Map.of(
              "Federated",
              pools.one(
                  List.of(
                      "arn:aws:iam::123456789012:saml-provider/Corp", "accounts.google.com", "*")));
      default ->
          caller.startsWith("arn:") && !caller.contains("-provider/")
              ? Map.of("AWS", pools.oneOrSome(2, () -> way(caller)))
              : principal("arn:aws:iam::123456789012:root");
    };
  }

  /// A `NotPrincipal` element that often names the caller in several of the ways: to be spared
  /// takes more than one.
  Object notPrincipal(String caller) {
    return pools.rarely(4) || !caller.startsWith("arn:") || caller.contains("-provider/")
        ? principal(caller)
        : Map.of("AWS", pools.oneOrSome(4, () -> way(caller)));
  }

  private String way(String caller) {
    String account = caller.split(":")[4];
    String role =
        caller.replaceFirst("arn:aws:sts::(.*):assumed-role/(.*)/.*", "arn:aws:iam::$1:role/$2");
    return pools.one(
        List.of(
            account,
            "arn:aws:iam::" + account + ":root",
            role,
            caller.contains(":role/") ? role : caller,
            "*"));
  }
}
