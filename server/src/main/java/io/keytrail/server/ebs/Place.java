package io.keytrail.server.ebs;

import io.keytrail.server.invoke.Call;

/// An account in a Region: where volumes and instances live.
public record Place(String account, String region) {
  static Place of(Call call) {
    return new Place(call.account(), call.region());
  }

  String volumeArn(String id) {
    return arn(account, "volume/" + id);
  }

  String instanceArn(String id) {
    return arn(account, "instance/" + id);
  }

  /// Images have no account in their ARN.
  String imageArn(String id) {
    return arn("", "image/" + id);
  }

  private String arn(String owner, String resource) {
    return "arn:aws:ec2:" + region + ":" + owner + ":" + resource;
  }
}
