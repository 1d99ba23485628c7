package io.keytrail.server.store;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.ebs.Instance;
import io.keytrail.server.ebs.Place;
import io.vertx.sqlclient.Row;
import java.time.Instant;

/// Instances as rows.
final class EbsInstanceRow {
  static final String COLUMNS = "i.id, i.version, i.content, i.row_mac";

  private EbsInstanceRow() {}

  static KmsContent.Sealed seal(RowMacs macs, Instance instance) {
    JsonObject.Builder content =
        JsonObject.builder()
            .put("account", instance.place().account())
            .put("region", instance.place().region())
            .put("reservation", instance.reservation().id())
            .put("launchIndex", instance.launchIndex())
            .put("image", instance.spec().imageId())
            .put("type", instance.spec().type())
            .put("zone", instance.spec().zone())
            .put("privateIp", instance.privateIp())
            .put("tags", KmsContent.object(instance.tags()))
            .put("launched", instance.launched().toString());
    KmsContent.put(content, "keyName", instance.spec().keyName());
    KmsContent.put(content, "sidDirectory", instance.sidDirectory());
    KmsContent.put(content, "ended", instance.ended().map(Instant::toString));
    instance
        .reservation()
        .token()
        .ifPresent(token -> content.put("token", EbsVolumeRow.token(token)));
    return KmsContent.seal(macs, rowId(instance.id(), instance.version()), content.build());
  }

  /// @throws io.keytrail.server.crypto.RowTampered if the row is not one that we wrote
  static Instance read(RowMacs macs, Row row) {
    String id = row.getString("id");
    long version = row.getLong("version");
    JsonObject content = KmsContent.open(macs, rowId(id, version), row);
    return new Instance(
        id,
        new Place(KmsContent.text(content, "account"), KmsContent.text(content, "region")),
        new Instance.Reservation(
            KmsContent.text(content, "reservation"), EbsVolumeRow.readToken(content)),
        Math.toIntExact(KmsContent.number(content, "launchIndex")),
        new Instance.Spec(
            KmsContent.text(content, "image"),
            KmsContent.text(content, "type"),
            KmsContent.text(content, "zone"),
            content.string("keyName")),
        KmsContent.text(content, "privateIp"),
        KmsContent.pairs(content, "tags"),
        content.string("sidDirectory"),
        KmsContent.time(content, "launched"),
        content.string("ended").map(Instant::parse),
        version);
  }

  private static RowMacs.RowId rowId(String id, long version) {
    return new RowMacs.RowId("ec2 instance", id, version);
  }
}
