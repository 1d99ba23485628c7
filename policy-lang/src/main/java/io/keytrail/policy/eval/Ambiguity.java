package io.keytrail.policy.eval;

import java.util.Locale;

/// The rules where AWS is silent or contradicts itself, with our choice. `docs/semantics.md` lists
/// them with reasons; a decision names those that it met. Numbers are for ever.
public enum Ambiguity {
  KEY_POLICY_RESOURCE(1, "a key policy statement whose resource is not `*` has no effect"),
  GRANT_AND_LIMITS(
      2,
      "a permissions boundary or session policy without an allow limits a grant to a role, and not"
          + " one to a user or a session, as AWS was seen to do"),
  GRANT_ACROSS_ACCOUNTS(
      3,
      "a grant to a principal of another account needs its identity policies, too, unless that"
          + " account made the grant, as AWS was seen to do"),
  ACCOUNT_GRANTEE(
      4, "a grant to an account allows its root user and delegates to its identity policies"),
  NOT_PRINCIPAL_LEVELS(
      5,
      "a denying `NotPrincipal` spares a user who is listed, and a role session only if account,"
          + " role and session are"),
  MULTI_WITHOUT_SET_OPERATOR(
      6,
      "a key with several values compared without a set operator does not match, not even a negated"
          + " operator"),
  UNRESOLVED_VARIABLE(
      7,
      "a variable without a value makes the comparison an error: an allow does not apply, a deny"
          + " does"),
  MALFORMED_REQUEST_VALUE(
      8,
      "a request value that is no number, date, address, boolean or base64 makes the comparison an"
          + " error: an allow does not apply, a deny does"),
  NO_ARN(
      9,
      "for a request value that is no ARN no ARN operator holds, negated or not, as AWS was seen to"
          + " do"),
  ANY_VALUE_IF_EXISTS(10, "`ForAnyValue` with `IfExists` holds if the key is absent"),
  EMPTY_SET(
      11, "for set operators, too, an empty string is a value like others, as AWS was seen to do"),
  EMPTY_VARIABLE(12, "a variable whose value is the empty text is that text, not its default"),
  INTEGER_DATE(13, "a date that is an integer is epoch seconds, also one of four digits"),
  MAPPED_ADDRESS(
      14,
      "an IPv4-mapped IPv6 address of a request is IPv4, and a block of a policy stays IPv6, as AWS"
          + " was seen to do"),
  RESOURCE_CONTROL_ALLOW(
      15,
      "a level of resource control policies needs an allowing statement, as `RCPFullAWSAccess` has"
          + " it"),
  INCOMPLETE_ARN(
      16,
      "an ARN pattern with fewer than six parts matches only if its last part ends in `*`, which"
          + " stands for the missing ones; a resource's service must be written"),
  KEY_ACTION_ON_STAR(
      17, "an action on keys asked on `*` is asked of the key whose policy is given"),
  ROLE_PATH(18, "a role is recognised by account and name, its path is not compared"),
  MALFORMED_POLICY_VALUE(
      19,
      "a policy value that its operator cannot read makes the comparison an error: an allow does"
          + " not apply, a deny does"),
  BOOL_VARIABLE(20, "`Bool` takes no variables"),
  STAR_COLON_STAR(21, "the action `*:*` means `*`"),
  EMPTY_LIST(22, "a key with an empty list of values counts as absent"),
  CHILD_GRANT_OPERATIONS(
      23, "a grant made under a grant without stated operations is taken to have allowed ones"),
  RETIRE_GRANT(24, "an allow of `kms:RetireGrant` in a policy has no effect, a deny has"),
  TOO_MANY_WAYS(
      25,
      "where too many values of an unknown variable would make a resource match, none is taken to"),
  FEDERATED_WITHOUT_SESSION_POLICY(
      26,
      "a federated user's session without a session policy has no permissions but what a resource's"
          + " own policy gives it"),
  RESOURCE_CONTROL_SERVICES(
      27, "resource control policies do not reach services that AWS does not list for them"),
  RESOURCE_PATTERN(
      28, "a wildcard in the resource of a request is plain text, which only a wildcard covers"),
  MALFORMED_VARIABLE(29, "a `${…}` that is no variable, or that is not closed, is plain text"),
  EVERY_SERVICE(
      30,
      "`*` under `Service` or `Federated` stands for every service or identity provider, and for"
          + " nobody else");

  private final int number;
  private final String text;

  Ambiguity(int number, String text) {
    this.number = number;
    this.text = text;
  }

  public int number() {
    return number;
  }

  /// `AMB-07: …`.
  public String note() {
    return String.format(Locale.ROOT, "AMB-%02d: %s", number, text);
  }
}
