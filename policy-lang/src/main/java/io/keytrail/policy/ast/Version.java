package io.keytrail.policy.ast;

/// The version of the policy language. A document without `Version` is of [#V2008], where `${…}` is
/// plain text.
public enum Version {
  V2008("2008-10-17"),
  V2012("2012-10-17");

  private final String wireName;

  Version(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }
}
