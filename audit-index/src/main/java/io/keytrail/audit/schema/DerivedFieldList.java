package io.keytrail.audit.schema;

import static io.keytrail.audit.schema.AuditField.keyword;

import java.util.List;

/// Fields that are computed from a record, wherever in it their values stand.
final class DerivedFieldList {

  // Ids are no text: bare text that has the shape of an id asks for its field.
  static final List<AuditField> DERIVED =
      List.of(
          keyword("sid", "Active Directory SID", "S-1-5-21-277731876-1789304096-451871588-1107")
              .counted(),
          keyword("directory", "directory", "d-1234abcd01").counted(),
          keyword("volume", "EBS volume", "vol-1234abcd").counted(),
          keyword("snapshot", "EBS snapshot", "snap-1234abcd").counted(),
          keyword("workspace", "WorkSpace", "ws-1234abcde").counted(),
          keyword("instance", "EC2 instance", "i-1234567890abcdef0").counted(),
          keyword("key", "KMS key, by id and by ARN", "1234abcd-12ab-34cd-56ef-1234567890ab")
              .counted(),
          keyword("alias", "KMS alias, by name and by ARN", "alias/desktops").counted().worded(),
          keyword(
                  "grant",
                  "KMS grant",
                  "0c237476b39f8bc44e45212e08498fbe3151305030726c0590dd8d3e9f3d6a60")
              .counted(),
          keyword(
                  "principal",
                  "who called, and the role behind a session",
                  "arn:aws:iam::123456789012:user/Alice")
              .counted()
              .worded(),
          keyword("account", "every account concerned", "123456789012").counted(),
          keyword("accessKey", "access key of the caller", "AKIAIOSFODNN7EXAMPLE").counted(),
          keyword("service", "service that was called, in short", "kms").counted().worded(),
          keyword("decision", "what the policies decided", "implicitDeny").counted(),
          keyword(
                  AuditFields.IMPORT,
                  "import it came by; absent: it happened here",
                  "0b7e6ad8-93f0-4b8e-8a4f-5d3e0f1c2a9b")
              .counted());

  static final List<AuditField> HISTORY =
      List.of(
          keyword("userName", "who called, as the event history names him", "Alice"),
          keyword("resourceName", "any resource concerned, by name, id or ARN", "vol-1234abcd"),
          keyword("resourceType", "type of a resource concerned", "AWS::EC2::Volume"));

  static final AuditField SEQ =
      new AuditField(
          AuditFields.SEQ, FieldType.NUMBER, false, false, "the event's place in the log", "17408");

  private DerivedFieldList() {}
}
