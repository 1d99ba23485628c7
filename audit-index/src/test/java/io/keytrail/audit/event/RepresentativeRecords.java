package io.keytrail.audit.event;

import io.keytrail.audit.event.EvaluatedCheck.Answer;
import io.keytrail.audit.event.EvaluatedCheck.ContextValues;
import io.keytrail.audit.event.EvaluatedCheck.Decider;
import io.keytrail.audit.event.EvaluatedCheck.PrincipalRef;
import io.keytrail.audit.event.EvaluatedCheck.Question;
import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/// Events like those the server writes, made from a seed: for the dictionary and for tests.
/// Nothing real.
public final class RepresentativeRecords {
  public static final String ACCOUNT = "123456789012";
  public static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final String REGION = "us-west-2";
  private static final String AGENT =
      "aws-cli/2.31.4 md/awscrt#0.27.6 ua/2.1 os/linux#6.1.0 md/arch#x86_64 lang/python#3.13.7"
          + " md/pyimpl#CPython m/N,E,b cfg/retry-mode#standard md/installer#exe sid/";
  private static final List<String> NAMES =
      List.of(
          "Decrypt",
          "Decrypt",
          "Decrypt",
          "GenerateDataKeyWithoutPlaintext",
          "GenerateDataKey",
          "Encrypt",
          "CreateGrant",
          "RetireGrant",
          "ListGrants",
          "DescribeKey",
          "ReEncrypt",
          "GetKeyPolicy",
          "CreateKey",
          "ListKeys",
          "GetCallerIdentity",
          "CreateVolume",
          "AttachVolume",
          "CreateSnapshot",
          "CreateWorkspaces",
          "DescribeWorkspaces",
          "GetUser",
          "CreateAccessKey",
          "DescribeDirectories",
          "SearchEvents");

  private final Random random;

  public RepresentativeRecords(long seed) {
    random = new Random(seed);
  }

  /// The next event, at a time within 30 days of [#START].
  public AuditEvent next(long seq) {
    String name = NAMES.get(random.nextInt(NAMES.size()));
    String user = random.nextInt(4) == 0 ? "Alice" : "user" + random.nextInt(400);
    boolean denied = random.nextInt(8) == 0;
    JsonObject record = record(name, user, denied);
    boolean checked = !name.equals("GetCallerIdentity");
    return new AuditEvent(
        seq, record, checked ? Optional.of(evaluated(name, user, denied)) : Optional.empty());
  }

  private JsonObject record(String name, String user, boolean denied) {
    String key = keyArn();
    var record = JsonObject.builder().put("eventVersion", "1.11");
    record.put("userIdentity", identity(name, user));
    record.put(
        "eventTime",
        START
            .plusSeconds(random.nextInt(30 * 24 * 3_600))
            .truncatedTo(ChronoUnit.SECONDS)
            .toString());
    record
        .put("eventSource", service(name) + ".amazonaws.com")
        .put("eventName", name)
        .put("awsRegion", REGION)
        .put("sourceIPAddress", "10.0." + random.nextInt(4) + "." + random.nextInt(256))
        .put("userAgent", AGENT + hex(6) + " command/" + service(name) + "#" + name);
    if (denied) {
      record
          .put("errorCode", "AccessDenied")
          .put(
              "errorMessage",
              "User: "
                  + userArn(user)
                  + " is not authorized to perform: "
                  + action(name)
                  + " on resource: "
                  + key
                  + " because no identity-based policy allows the "
                  + action(name)
                  + " action");
    }
    record.put("requestParameters", request(name, key));
    record.put("responseElements", denied ? JsonNull.NULL : response(name, key));
    record.put("requestID", uuid()).put("eventID", uuid());
    record.put("readOnly", !name.startsWith("Create"));
    if (service(name).equals("kms")) {
      record.put("resources", new JsonArray(List.of(resource(key))));
    }
    return record
        .put("eventType", "AwsApiCall")
        .put("managementEvent", true)
        .put("recipientAccountId", ACCOUNT)
        .put("eventCategory", "Management")
        .build();
  }

  private JsonValue request(String name, String key) {
    var request = JsonObject.builder();
    switch (name) {
      case "Decrypt", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext" -> {
        if (!name.equals("Decrypt") || random.nextBoolean()) {
          request.put("keyId", key);
        }
        request.put("encryptionContext", context()).put("encryptionAlgorithm", "SYMMETRIC_DEFAULT");
        if (name.startsWith("Generate")) {
          request.put("numberOfBytes", 64);
        }
      }
      case "ReEncrypt" ->
          request
              .put("sourceEncryptionContext", context())
              .put("destinationEncryptionContext", context())
              .put("destinationKeyId", key)
              .put("sourceEncryptionAlgorithm", "SYMMETRIC_DEFAULT")
              .put("destinationEncryptionAlgorithm", "SYMMETRIC_DEFAULT");
      case "CreateGrant" -> {
        var constraints = JsonObject.builder().put("encryptionContextSubset", context()).build();
        request
            .put("keyId", key)
            .put("granteePrincipal", ACCOUNT + ":aws:ec2-infrastructure:i-" + hex(17))
            .put("retiringPrincipal", "ec2." + REGION + ".amazonaws.com")
            .put("operations", JsonArray.ofStrings(List.of("Decrypt", "ReEncryptFrom")))
            .put("constraints", constraints);
      }
      case "RetireGrant", "ListGrants", "DescribeKey", "GetKeyPolicy" ->
          request.put("keyId", key).put("grantId", hex(64));
      case "CreateVolume", "AttachVolume" ->
          request
              .put("volumeId", "vol-" + hex(17))
              .put("instanceId", "i-" + hex(17))
              .put("encrypted", true)
              .put("kmsKeyId", key);
      case "CreateSnapshot" ->
          request.put("volumeId", "vol-" + hex(17)).put("snapshotId", "snap-" + hex(17));
      case "CreateWorkspaces", "DescribeWorkspaces" -> workspaces(request, key);
      default -> request.put("maxResults", random.nextInt(100));
    }
    return request.build();
  }

  private void workspaces(JsonObject.Builder request, String key) {
    var workspace =
        JsonObject.builder()
            .put("directoryId", directory())
            .put("userName", "user" + random.nextInt(400))
            .put("bundleId", "wsb-" + hex(9))
            .put("volumeEncryptionKey", key)
            .put("userVolumeEncryptionEnabled", true)
            .put("rootVolumeEncryptionEnabled", true)
            .build();
    request.put("workspaces", new JsonArray(List.of(workspace)));
  }

  private JsonValue response(String name, String key) {
    return switch (name) {
      case "CreateGrant" -> JsonObject.builder().put("grantId", hex(64)).put("keyId", key).build();
      case "CreateKey" ->
          JsonObject.builder()
              .put("keyMetadata", JsonObject.builder().put("arn", key).build())
              .build();
      default -> JsonNull.NULL;
    };
  }

  private JsonObject identity(String name, String user) {
    if (name.equals("Decrypt") && random.nextBoolean()) {
      String instance = "i-" + hex(17);
      return JsonObject.builder()
          .put("type", "AssumedRole")
          .put("principalId", ACCOUNT + ":aws:ec2-infrastructure:" + instance)
          .put(
              "arn", "arn:aws:sts::" + ACCOUNT + ":assumed-role/aws:ec2-infrastructure/" + instance)
          .put("accountId", ACCOUNT)
          .put("accessKeyId", "ASIA" + base32(16))
          .put("invokedBy", "AWS Internal")
          .build();
    }
    return JsonObject.builder()
        .put("type", "IAMUser")
        .put("principalId", "AIDA" + base32(17))
        .put("arn", userArn(user))
        .put("accountId", ACCOUNT)
        .put("accessKeyId", "AKIA" + base32(16))
        .put("userName", user)
        .build();
  }

  private EvaluatedRequest evaluated(String name, String user, boolean denied) {
    String key = keyArn();
    var context =
        Map.of(
            "aws:PrincipalArn", one(userArn(user)),
            "aws:PrincipalAccount", one(ACCOUNT),
            "aws:PrincipalType", one("User"),
            "aws:username", one(user),
            "aws:SourceIp", one("10.0.0." + random.nextInt(256)),
            "aws:CurrentTime", one("2026-11-23T10:15:30Z"),
            "aws:SecureTransport", one("false"),
            "kms:CallerAccount", one(ACCOUNT),
            "kms:ViaService", one("ec2." + REGION + ".amazonaws.com"),
            "kms:EncryptionContextKeys",
                new ContextValues(true, List.of("aws:ebs:id", "aws:workspaces:sid-directoryid")));
    var question =
        new Question(
            new PrincipalRef("user", userArn(user), Map.of("userId", "AIDA" + base32(17))),
            action(name),
            key,
            ACCOUNT,
            context,
            Map.of("aws:ebs:id", "vol-" + hex(17), "aws:workspaces:sid-directoryid", pair()),
            List.of());
    var decider =
        new Decider.Statement(
            "resource", "default", "17", "/Statement/0", 1, "Enable IAM policies");
    var answer =
        denied
            ? new Answer("implicitDeny", List.of("identity"), List.of())
            : new Answer("allowed", List.of(), List.of(decider, new Decider.Grant(hex(64))));
    var versions =
        Map.of(
            "policies", List.of("resource:" + key + "#17", "identity:" + userArn(user) + "/p#3"),
            "grants", List.of(hex(64)),
            "keyState", List.of(key + "#2"),
            "catalogue", List.of("2026-11-01"));
    return new EvaluatedRequest(List.of(new EvaluatedCheck(question, answer, versions)));
  }

  private JsonObject context() {
    return JsonObject.builder()
        .put("aws:workspaces:sid-directoryid", pair())
        .put(
            "aws:ebs:id",
            (random.nextInt(9) == 0 ? "snap-" : "vol-") + hex(random.nextBoolean() ? 8 : 17))
        .build();
  }

  private String pair() {
    String sid = "S-1-5-21-277731876-1789304096-451871588-" + (1_000 + random.nextInt(500));
    return "[" + sid + "]@[" + directory() + "]";
  }

  private String directory() {
    return "d-1234abcd0" + random.nextInt(4);
  }

  private static JsonObject resource(String key) {
    return JsonObject.builder()
        .put("accountId", ACCOUNT)
        .put("type", "AWS::KMS::Key")
        .put("ARN", key)
        .build();
  }

  private String keyArn() {
    String id = "1234abcd-12ab-34cd-56ef-1234567890" + (10 + random.nextInt(60));
    return "arn:aws:kms:" + REGION + ":" + ACCOUNT + ":key/" + id;
  }

  private static String userArn(String user) {
    return "arn:aws:iam::" + ACCOUNT + ":user/" + user;
  }

  private static String action(String name) {
    return service(name) + ":" + name;
  }

  private static String service(String name) {
    return switch (name) {
      case "GetCallerIdentity" -> "sts";
      case "CreateVolume", "AttachVolume", "CreateSnapshot" -> "ec2";
      case "CreateWorkspaces", "DescribeWorkspaces" -> "workspaces";
      case "GetUser", "CreateAccessKey" -> "iam";
      case "DescribeDirectories" -> "ds";
      case "SearchEvents" -> "keytrail";
      default -> "kms";
    };
  }

  private static ContextValues one(String value) {
    return new ContextValues(false, List.of(value));
  }

  private String hex(int digits) {
    var text = new StringBuilder();
    for (int i = 0; i < digits; i++) {
      text.append(Character.forDigit(random.nextInt(16), 16));
    }
    return text.toString();
  }

  private String base32(int length) {
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(random.nextInt(32)));
    }
    return text.toString();
  }

  private String uuid() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
