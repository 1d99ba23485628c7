package io.keytrail.server.workspaces;

import io.keytrail.server.invoke.Call;

/// An account in a Region: where desktops, registered directories and images live.
public record Place(String account, String region) {
  static Place of(Call call) {
    return new Place(call.account(), call.region());
  }

  /// The service's own name in this Region.
  String host() {
    return "workspaces." + region + ".amazonaws.com";
  }

  String workspaceArn(String id) {
    return arn("workspace/" + id);
  }

  String directoryArn(String id) {
    return arn("directory/" + id);
  }

  String bundleArn(String id) {
    return arn("workspacebundle/" + id);
  }

  String imageArn(String id) {
    return arn("workspaceimage/" + id);
  }

  private String arn(String resource) {
    return "arn:aws:workspaces:" + region + ":" + account + ":" + resource;
  }
}
