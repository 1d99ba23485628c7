package io.keytrail.server.account;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonBool;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.server.simulate.snapshot.AccountSnapshot.Holder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `iam get-account-authorization-details`: users with their groups' policies, roles, managed
/// policies in their default versions. Used once.
final class IamExport {
  private static final String LINKED = ":role/aws-service-role/";

  private final JsonObject details;
  private final Texts texts;
  private final Map<String, List<String>> groups = new HashMap<>();
  private final List<String> missing = new ArrayList<>();

  IamExport(JsonObject details, Texts texts) {
    this.details = details;
    this.texts = texts;
  }

  /// Attached policies without a text, in words.
  List<String> missing() {
    return missing;
  }

  /// Users, then roles.
  List<Holder> read() {
    ExportFiles.objects(details, "Policies").forEach(this::managed);
    ExportFiles.objects(details, "GroupDetailList").forEach(this::group);
    List<Holder> holders = new ArrayList<>();
    ExportFiles.objects(details, "UserDetailList").forEach(user -> holders.add(user(user)));
    ExportFiles.objects(details, "RoleDetailList").forEach(role -> holders.add(role(role)));
    return holders;
  }

  private void managed(JsonObject policy) {
    String name = managedName(text(policy, "Arn"));
    ExportFiles.objects(policy, "PolicyVersionList").stream()
        .filter(
            version -> version.member("IsDefaultVersion").filter(JsonBool.TRUE::equals).isPresent())
        .findFirst()
        .ifPresent(version -> texts.keep(name, version, "Document"));
  }

  /// `arn:aws:iam::aws:policy/service-role/X` -> `aws/policy/X`.
  private static String managedName(String arn) {
    String name = arn.substring(arn.lastIndexOf('/') + 1);
    return (arn.contains(":iam::aws:") ? "aws/policy/" : "managed/") + name;
  }

  private void group(JsonObject group) {
    String name = text(group, "GroupName");
    groups.put(name, policies(group, "group/" + name, "GroupPolicyList"));
  }

  private Holder user(JsonObject user) {
    String name = text(user, "UserName");
    List<String> identity = policies(user, "user/" + name, "UserPolicyList");
    if (user.member("GroupList").orElse(JsonArray.EMPTY) instanceof JsonArray(var names)) {
      for (JsonValue group : names) {
        if (group instanceof JsonString(String text)) {
          identity.addAll(groups.getOrDefault(text, List.of()));
        }
      }
    }
    return new Holder(
        text(user, "Arn"),
        text(user, "UserId"),
        tags(user),
        identity.stream().distinct().toList(),
        boundary(user),
        Optional.empty());
  }

  private Holder role(JsonObject role) {
    String name = text(role, "RoleName");
    String prefix = text(role, "Arn").contains(LINKED) ? "aws/" : "";
    return new Holder(
        text(role, "Arn"),
        text(role, "RoleId"),
        tags(role),
        policies(role, prefix + "role/" + name, "RolePolicyList"),
        boundary(role),
        texts.keep(prefix + "trust/" + name, role, "AssumeRolePolicyDocument"));
  }

  /// Inline policies, then attached ones that the export has the text of.
  private List<String> policies(JsonObject holder, String prefix, String inline) {
    List<String> names = new ArrayList<>();
    for (JsonObject policy : ExportFiles.objects(holder, inline)) {
      texts
          .keep(prefix + "/" + text(policy, "PolicyName"), policy, "PolicyDocument")
          .ifPresent(names::add);
    }
    for (JsonObject attached : ExportFiles.objects(holder, "AttachedManagedPolicies")) {
      attached(text(attached, "PolicyArn")).ifPresent(names::add);
    }
    return names;
  }

  private Optional<String> boundary(JsonObject holder) {
    return holder
        .object("PermissionsBoundary")
        .flatMap(boundary -> boundary.string("PermissionsBoundaryArn"))
        .flatMap(this::attached);
  }

  private Optional<String> attached(String arn) {
    String name = managedName(arn);
    if (!texts.has(name)) {
      missing.add("iam.json has no text of the attached policy " + arn);
      return Optional.empty();
    }
    return Optional.of(name);
  }

  private static Map<String, String> tags(JsonObject holder) {
    Map<String, String> tags = new LinkedHashMap<>();
    ExportFiles.objects(holder, "Tags")
        .forEach(tag -> tags.put(text(tag, "Key"), text(tag, "Value")));
    return tags;
  }

  private static String text(JsonObject object, String name) {
    return object.string(name).orElse("");
  }
}
