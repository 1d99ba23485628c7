package io.keytrail.server.iam;

import java.util.Optional;

/// Inputs and documents of operations on roles.
final class RoleInputs {
  static final String ALLOW_ALL =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";

  private RoleInputs() {}

  /// A role under `/` without anything that may be left out.
  static CreateRole.Input create(String name, String trust) {
    return new CreateRole.Input(
        Optional.empty(),
        name,
        trust,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /// Lets one principal in.
  static String trusting(String type, String principal) {
    return trusting(type, principal, "");
  }

  /// @param more elements of the statement, with a comma in front
  static String trusting(String type, String principal, String more) {
    return """
        {"Version": "2012-10-17",
         "Statement": [{"Effect": "Allow", "Principal": {"%s": "%s"},
                        "Action": ["sts:AssumeRole", "sts:TagSession"]%s}]}"""
        .formatted(type, principal, more);
  }

  static String allowing(String action) {
    return ALLOW_ALL.replace("\"Action\":\"*\"", "\"Action\":\"" + action + "\"");
  }
}
