package io.keytrail.server.store;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.directory.Directory;
import io.keytrail.server.directory.DirectoryKey;
import io.keytrail.server.directory.Network;
import io.keytrail.server.directory.Sid;
import io.keytrail.server.directory.Stage;
import io.vertx.sqlclient.Row;

/// A directory as a row of `directory`, with its MAC.
final class PgDirectoryRow {
  static final String COLUMNS = "account_id, region, id, revision, content, row_mac";

  private final RowMacs macs;

  PgDirectoryRow(RowMacs macs) {
    this.macs = macs;
  }

  /// @throws io.keytrail.server.crypto.RowTampered if the row is not one that we wrote
  Directory read(Row row) {
    DirectoryKey key =
        new DirectoryKey(row.getString("account_id"), row.getString("region"), row.getString("id"));
    long revision = row.getLong("revision");
    JsonObject content = KmsContent.open(macs, rowId(key, revision), row);
    return new Directory(
        key,
        sid(content, "domainSid"),
        profile(content),
        network(content),
        Stage.of(KmsContent.text(content, "stage")),
        KmsContent.time(content, "launched"),
        KmsContent.time(content, "stageSince"),
        KmsContent.pairs(content, "tags"),
        KmsContent.number(content, "nextRid"),
        revision);
  }

  KmsContent.Sealed seal(Directory directory) {
    return KmsContent.seal(macs, rowId(directory.key(), directory.revision()), content(directory));
  }

  private static RowMacs.RowId rowId(DirectoryKey key, long revision) {
    return new RowMacs.RowId("directory", key.arn(), revision);
  }

  private static JsonObject content(Directory directory) {
    Directory.Profile profile = directory.profile();
    Network network = directory.network();
    JsonObject.Builder content =
        JsonObject.builder()
            .put("domainSid", directory.domainSid().toString())
            .put("name", profile.name())
            .put("shortName", profile.shortName())
            .put("size", profile.size());
    KmsContent.put(content, "description", profile.description());
    return content
        .put("vpcId", network.vpcId())
        .put("subnetIds", JsonArray.ofStrings(network.subnetIds()))
        .put("securityGroupId", network.securityGroupId())
        .put("zones", JsonArray.ofStrings(network.zones()))
        .put("dnsAddresses", JsonArray.ofStrings(network.dnsAddresses()))
        .put("stage", directory.stage().wireName())
        .put("launched", directory.launched().toString())
        .put("stageSince", directory.stageSince().toString())
        .put("tags", KmsContent.object(directory.tags()))
        .put("nextRid", directory.nextRid())
        .build();
  }

  private static Directory.Profile profile(JsonObject content) {
    return new Directory.Profile(
        KmsContent.text(content, "name"),
        KmsContent.text(content, "shortName"),
        KmsContent.text(content, "size"),
        content.string("description"));
  }

  private static Network network(JsonObject content) {
    return new Network(
        KmsContent.text(content, "vpcId"),
        KmsContent.texts(content, "subnetIds"),
        KmsContent.text(content, "securityGroupId"),
        KmsContent.texts(content, "zones"),
        KmsContent.texts(content, "dnsAddresses"));
  }

  static Sid sid(JsonObject content, String name) {
    String text = KmsContent.text(content, name);
    return Sid.parse(text)
        .orElseThrow(() -> new IllegalStateException("a row holds `" + text + "` as a SID"));
  }
}
