package io.keytrail.server.ebs;

/// Context values by which the server itself chooses ids, so that the demonstration plays the story
/// with the ids of its text. No client can set them.
final class ServerChoice {
  static final String VOLUME_ID = "keytrail:VolumeId";
  static final String INSTANCE_ID = "keytrail:InstanceId";

  private ServerChoice() {}
}
