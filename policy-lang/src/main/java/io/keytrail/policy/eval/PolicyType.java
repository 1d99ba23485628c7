package io.keytrail.policy.eval;

import java.util.List;

/// The kinds of policy that take part, by the names of the HTTP contract.
public enum PolicyType {
  SERVICE_CONTROL("serviceControl"),
  RESOURCE_CONTROL("resourceControl"),
  VPC_ENDPOINT("vpcEndpoint"),
  PERMISSIONS_BOUNDARY("permissionsBoundary"),
  SESSION("session"),
  IDENTITY("identity"),
  RESOURCE("resource");

  private static final List<PolicyType> ALL = List.of(values());

  private final String wireName;

  PolicyType(String wireName) {
    this.wireName = wireName;
  }

  /// In order, without a copy for each asker.
  public static List<PolicyType> all() {
    return ALL;
  }

  public String wireName() {
    return wireName;
  }

  /// Whether statements of this kind say whom they are for.
  boolean namesPrincipals() {
    return switch (this) {
      case RESOURCE, RESOURCE_CONTROL, VPC_ENDPOINT -> true;
      case IDENTITY, PERMISSIONS_BOUNDARY, SESSION, SERVICE_CONTROL -> false;
    };
  }

  int bit() {
    return 1 << ordinal();
  }
}
