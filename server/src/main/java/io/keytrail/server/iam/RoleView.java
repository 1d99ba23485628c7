package io.keytrail.server.iam;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A role as the API shows it.
///
/// @param assumeRolePolicyDocument its trust policy, URL-encoded
record RoleView(
    String path,
    String roleName,
    String roleId,
    String arn,
    Instant createDate,
    String assumeRolePolicyDocument,
    Optional<String> description,
    int maxSessionDuration,
    Optional<List<TagView>> tags) {

  /// With tags, as GetRole and CreateRole answer.
  static RoleView full(Role role, String trust) {
    return view(role, trust, TagView.of(role.tags()));
  }

  /// Without tags, as ListRoles answers.
  static RoleView brief(Role role, String trust) {
    return view(role, trust, Optional.empty());
  }

  private static RoleView view(Role role, String trust, Optional<List<TagView>> tags) {
    return new RoleView(
        role.path(),
        role.name(),
        role.id(),
        role.arn(),
        role.created(),
        IdentityDocuments.urlEncoded(trust),
        role.description(),
        Math.toIntExact(role.maxSession().toSeconds()),
        tags);
  }

  /// `responseElements` of CreateRole.
  JsonValue forRecord() {
    JsonObject role =
        JsonObject.builder()
            .put("path", path)
            .put("roleName", roleName)
            .put("roleId", roleId)
            .put("arn", arn)
            .put("createDate", RecordDate.text(createDate))
            .put("assumeRolePolicyDocument", assumeRolePolicyDocument)
            .build();
    return JsonObject.builder().put("role", role).build();
  }
}
