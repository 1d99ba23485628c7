package io.keytrail.server.account;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.simulate.snapshot.AccountSnapshot.Key;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the keys of one Region, with key policies, grants and aliases. Used once; blocking.
final class KmsExport {
  /// What a simulation takes of a grant; ListGrants may have more one day.
  private static final List<String> GRANT =
      List.of(
          "KeyId",
          "GrantId",
          "Name",
          "GranteePrincipal",
          "GranteeServicePrincipal",
          "RetiringPrincipal",
          "RetiringServicePrincipal",
          "IssuingAccount",
          "Operations",
          "Constraints");

  private final ExportFiles files;
  private final String region;
  private final Texts texts;

  KmsExport(ExportFiles files, String region, Texts texts) {
    this.files = files;
    this.region = region;
    this.texts = texts;
  }

  List<Key> read() throws IOException {
    String folder = "kms/" + region + "/";
    Optional<JsonObject> listed = files.answer(folder + "keys.json");
    List<JsonObject> aliases =
        files
            .answer(folder + "aliases.json")
            .map(answer -> ExportFiles.objects(answer, "Aliases"))
            .orElse(List.of());
    List<Key> keys = new ArrayList<>();
    if (listed.isPresent()) {
      for (JsonObject one : ExportFiles.objects(listed.get(), "Keys")) {
        String id = one.string("KeyId").orElse("");
        keys.add(key(folder + id + "/", id, one.string("KeyArn").orElse(""), aliases));
      }
    }
    return keys;
  }

  private Key key(String folder, String id, String arn, List<JsonObject> aliases)
      throws IOException {
    boolean ofAws =
        files
            .answer(folder + "key.json")
            .flatMap(answer -> answer.object("KeyMetadata"))
            .flatMap(metadata -> metadata.string("KeyManager"))
            .filter("AWS"::equals)
            .isPresent();
    String name = (ofAws ? "aws/" : "") + "key/" + region + "/" + id;
    return new Key(
        arn,
        files.answer(folder + "policy.json").flatMap(answer -> texts.keep(name, answer, "Policy")),
        files
            .answer(folder + "grants.json")
            .map(answer -> ExportFiles.objects(answer, "Grants"))
            .orElse(List.of())
            .stream()
            .map(KmsExport::grant)
            .toList(),
        aliases.stream()
            .filter(alias -> alias.string("TargetKeyId").filter(id::equals).isPresent())
            .flatMap(alias -> alias.string("AliasName").stream())
            .toList());
  }

  private static JsonObject grant(JsonObject grant) {
    JsonObject.Builder kept = JsonObject.builder();
    for (Map.Entry<String, io.keytrail.audit.json.JsonValue> member : grant.members().entrySet()) {
      if (GRANT.contains(member.getKey())) {
        kept.put(member.getKey(), member.getValue());
      }
    }
    return kept.build();
  }
}
