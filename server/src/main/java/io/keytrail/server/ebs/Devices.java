package io.keytrail.server.ebs;

/// Names under which instances see volumes: `/dev/sdf`, `xvdba`, `/dev/sda1`.
final class Devices {
  private static final String FOLDER = "/dev/";

  private Devices() {}

  /// @throws io.keytrail.server.invoke.ApiException if it cannot be one
  static void require(String name) {
    String local = local(name);
    String rest =
        local.startsWith("xvd")
            ? local.substring(3)
            : local.startsWith("sd") || local.startsWith("hd") ? local.substring(2) : "";
    int letters = 0;
    while (letters < rest.length() && rest.charAt(letters) >= 'a' && rest.charAt(letters) <= 'z') {
      letters++;
    }
    if (letters < 1 || letters > 2 || !isPartition(rest.substring(letters))) {
      throw Ec2Failures.invalidValue(
          "Value (%s) for parameter device is invalid. %s is not a valid EBS device name."
              .formatted(name, name));
    }
  }

  /// Nothing, or 1 to 15.
  private static boolean isPartition(String text) {
    if (text.length() > 2 || text.startsWith("0")) {
      return false;
    }
    return text.chars().allMatch(c -> c >= '0' && c <= '9')
        && (text.isEmpty() || Integer.parseInt(text) <= 15);
  }

  static boolean isAt(Volume volume, String device) {
    return volume.attachment().filter(at -> local(at.device()).equals(local(device))).isPresent();
  }

  private static String local(String name) {
    return name.startsWith(FOLDER) ? name.substring(FOLDER.length()) : name;
  }
}
