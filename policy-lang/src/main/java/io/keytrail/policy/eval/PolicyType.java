package io.keytrail.policy.eval;

/// The kinds of policy that take part, by the names of the HTTP contract.
public enum PolicyType {
  SERVICE_CONTROL("serviceControl"),
  RESOURCE_CONTROL("resourceControl"),
  VPC_ENDPOINT("vpcEndpoint"),
  PERMISSIONS_BOUNDARY("permissionsBoundary"),
  SESSION("session"),
  IDENTITY("identity"),
  RESOURCE("resource");

  private final String wireName;

  PolicyType(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }
}
