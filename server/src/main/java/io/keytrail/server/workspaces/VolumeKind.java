package io.keytrail.server.workspaces;

/// The two volumes of a desktop.
public enum VolumeKind {
  ROOT("root", "Root", "/dev/sda1"),
  USER("user", "User", "/dev/sdf");

  private final String text;
  private final String label;
  private final String device;

  VolumeKind(String text, String label, String device) {
    this.text = text;
    this.label = label;
    this.device = device;
  }

  /// In names of steps and tokens, and in our own API.
  public String text() {
    return text;
  }

  /// As AWS's console calls it.
  String label() {
    return label;
  }

  /// Where the instance sees it.
  String device() {
    return device;
  }
}
