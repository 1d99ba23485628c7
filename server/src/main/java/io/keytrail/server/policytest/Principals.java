package io.keytrail.server.policytest;

/// Principals as people write them.
record Principals(String account) {

  /// `user/Alice`, `role/Admin`, `assumed-role/Admin/me`, `federated-user/F`, `root` in the suite's
  /// account; ARNs, services and `anonymous` as they are.
  String full(String text) {
    if (text.startsWith("user/") || text.startsWith("role/") || text.equals("root")) {
      return "arn:aws:iam::" + account + ":" + text;
    }
    if (text.startsWith("assumed-role/") || text.startsWith("federated-user/")) {
      return "arn:aws:sts::" + account + ":" + text;
    }
    return text;
  }

  /// Whether policies kept under `owner` are those of `principal`: the same, or a session of the
  /// role.
  static boolean owns(String owner, String principal) {
    if (owner.equals(principal)) {
      return true;
    }
    String[] role = owner.split(":", 6);
    String[] session = principal.split(":", 6);
    if (role.length != 6 || session.length != 6 || !role[4].equals(session[4])) {
      return false;
    }
    String name = role[5].substring(role[5].lastIndexOf('/') + 1);
    return role[5].startsWith("role/") && session[5].startsWith("assumed-role/" + name + "/");
  }
}
