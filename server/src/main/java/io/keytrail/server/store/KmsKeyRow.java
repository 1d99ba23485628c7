package io.keytrail.server.store;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.kms.Alias;
import io.keytrail.server.kms.KeySpec;
import io.keytrail.server.kms.KeyState;
import io.keytrail.server.kms.KeyUsage;
import io.keytrail.server.kms.KmsKey;
import io.keytrail.server.kms.Place;
import io.vertx.sqlclient.Row;
import java.util.Optional;
import java.util.UUID;

/// Keys and aliases as rows.
final class KmsKeyRow {
  static final String COLUMNS = "id, version, content, row_mac";
  static final String ALIAS_COLUMNS = "account_id, region, name, version, content, row_mac";

  private KmsKeyRow() {}

  static KmsContent.Sealed seal(RowMacs macs, KmsKey key) {
    JsonObject.Builder content =
        JsonObject.builder()
            .put("account", key.place().account())
            .put("region", key.place().region())
            .put("spec", key.spec().name())
            .put("usage", key.usage().name())
            .put("state", key.state().name())
            .put("description", key.description())
            .put("tags", KmsContent.object(key.tags()))
            .put("aliases", JsonArray.ofStrings(key.aliases()))
            .put("policyVersion", key.policyVersion())
            .put("currentVersion", key.material().versionId().toString())
            .put("materialId", key.material().id())
            .put("created", key.created().toString());
    key.deletion()
        .ifPresent(
            due ->
                content
                    .put("deletionAt", due.at().toString())
                    .put("deletionWindow", due.windowInDays()));
    return KmsContent.seal(macs, rowId(key.id(), key.version()), content.build());
  }

  static KmsKey read(RowMacs macs, Row row) {
    UUID id = row.getUUID("id");
    long version = row.getLong("version");
    JsonObject content = KmsContent.open(macs, rowId(id, version), row);
    return new KmsKey(
        id,
        new Place(KmsContent.text(content, "account"), KmsContent.text(content, "region")),
        KeySpec.valueOf(KmsContent.text(content, "spec")),
        KeyUsage.valueOf(KmsContent.text(content, "usage")),
        KeyState.valueOf(KmsContent.text(content, "state")),
        deletion(content),
        KmsContent.text(content, "description"),
        KmsContent.pairs(content, "tags"),
        KmsContent.texts(content, "aliases"),
        KmsContent.number(content, "policyVersion"),
        new KmsKey.Material(
            UUID.fromString(KmsContent.text(content, "currentVersion")),
            KmsContent.text(content, "materialId")),
        KmsContent.time(content, "created"),
        version);
  }

  private static Optional<KmsKey.Deletion> deletion(JsonObject content) {
    return content.member("deletionAt").isEmpty()
        ? Optional.empty()
        : Optional.of(
            new KmsKey.Deletion(
                KmsContent.time(content, "deletionAt"),
                Math.toIntExact(KmsContent.number(content, "deletionWindow"))));
  }

  static KmsContent.Sealed seal(RowMacs macs, Alias alias) {
    JsonObject content =
        JsonObject.builder()
            .put("target", alias.targetKeyId().toString())
            .put("created", alias.created().toString())
            .put("updated", alias.updated().toString())
            .build();
    return KmsContent.seal(macs, rowId(alias.place(), alias.name(), alias.version()), content);
  }

  static Alias readAlias(RowMacs macs, Row row) {
    Place place = new Place(row.getString("account_id"), row.getString("region"));
    String name = row.getString("name");
    long version = row.getLong("version");
    JsonObject content = KmsContent.open(macs, rowId(place, name, version), row);
    return new Alias(
        place,
        name,
        UUID.fromString(KmsContent.text(content, "target")),
        KmsContent.time(content, "created"),
        KmsContent.time(content, "updated"),
        version);
  }

  private static RowMacs.RowId rowId(UUID id, long version) {
    return new RowMacs.RowId("kms key", id.toString(), version);
  }

  /// No part but the last can hold a slash.
  private static RowMacs.RowId rowId(Place place, String name, long version) {
    return new RowMacs.RowId(
        "kms alias", place.account() + "/" + place.region() + "/" + name, version);
  }
}
