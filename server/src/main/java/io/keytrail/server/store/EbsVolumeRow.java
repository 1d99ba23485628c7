package io.keytrail.server.store;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.ebs.Attachment;
import io.keytrail.server.ebs.ClientToken;
import io.keytrail.server.ebs.KeyGrant;
import io.keytrail.server.ebs.Place;
import io.keytrail.server.ebs.Volume;
import io.keytrail.server.ebs.VolumeKey;
import io.keytrail.server.ebs.VolumeSpec;
import io.keytrail.server.ebs.VolumeState;
import io.keytrail.server.ebs.VolumeType;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Volumes as rows.
final class EbsVolumeRow {
  static final String COLUMNS = "id, version, content, row_mac";

  private EbsVolumeRow() {}

  static KmsContent.Sealed seal(RowMacs macs, Volume volume) {
    VolumeSpec spec = volume.spec();
    JsonObject.Builder content =
        JsonObject.builder()
            .put("account", volume.place().account())
            .put("region", volume.place().region())
            .put("zone", spec.zone())
            .put("type", spec.type().name())
            .put("size", spec.sizeGib())
            .put("state", volume.state().name())
            .put("created", volume.created().toString())
            .put("tags", KmsContent.object(volume.tags()))
            .put(
                "retiring",
                new JsonArray(
                    volume.retiring().stream().<JsonValue>map(EbsVolumeRow::grant).toList()));
    spec.iops().ifPresent(number -> content.put("iops", number));
    spec.throughputMib().ifPresent(number -> content.put("throughput", number));
    volume.token().ifPresent(token -> content.put("token", token(token)));
    volume.key().ifPresent(key -> content.put("key", key(key)));
    volume.attachment().ifPresent(at -> content.put("attachment", attachment(at)));
    return KmsContent.seal(macs, rowId(volume.id(), volume.version()), content.build());
  }

  static JsonObject token(ClientToken token) {
    return JsonObject.builder().put("token", token.token()).put("digest", token.digest()).build();
  }

  static Optional<ClientToken> readToken(JsonObject content) {
    return content
        .object("token")
        .map(
            token ->
                new ClientToken(KmsContent.text(token, "token"), KmsContent.text(token, "digest")));
  }

  private static JsonObject key(VolumeKey key) {
    JsonObject.Builder content = JsonObject.builder().put("key", key.key());
    key.desktop()
        .ifPresent(
            own ->
                content.put(
                    "desktop",
                    JsonObject.builder()
                        .put("sidDirectory", own.sidDirectory())
                        .put("instance", own.instanceId())
                        .put("service", own.service())
                        .build()));
    key.wrapped()
        .ifPresent(
            blob -> content.put("wrapped", Base64.getEncoder().encodeToString(blob.toArray())));
    key.creator().ifPresent(caller -> content.put("creator", CallerContent.of(caller)));
    return content.build();
  }

  private static JsonObject attachment(Attachment at) {
    JsonObject.Builder content =
        JsonObject.builder()
            .put("instance", at.instanceId())
            .put("device", at.device())
            .put("attached", at.attached())
            .put("since", at.since().toString());
    at.grant().ifPresent(grant -> content.put("grant", grant(grant)));
    return content.build();
  }

  private static JsonObject grant(KeyGrant grant) {
    return JsonObject.builder()
        .put("key", grant.keyArn())
        .put("name", grant.name())
        .put("instance", grant.instanceId())
        .build();
  }

  /// @throws io.keytrail.server.crypto.RowTampered if the row is not one that we wrote
  static Volume read(RowMacs macs, Row row) {
    String id = row.getString("id");
    long version = row.getLong("version");
    JsonObject content = KmsContent.open(macs, rowId(id, version), row);
    return new Volume(
        id,
        new Place(KmsContent.text(content, "account"), KmsContent.text(content, "region")),
        readSpec(content),
        content.object("key").map(EbsVolumeRow::readKey),
        VolumeState.valueOf(KmsContent.text(content, "state")),
        content.object("attachment").map(EbsVolumeRow::readAttachment),
        readRetiring(content),
        KmsContent.pairs(content, "tags"),
        KmsContent.time(content, "created"),
        readToken(content),
        version);
  }

  private static VolumeSpec readSpec(JsonObject content) {
    return new VolumeSpec(
        KmsContent.text(content, "zone"),
        VolumeType.valueOf(KmsContent.text(content, "type")),
        Math.toIntExact(KmsContent.number(content, "size")),
        readNumber(content, "iops"),
        readNumber(content, "throughput"));
  }

  private static Optional<Integer> readNumber(JsonObject content, String name) {
    return content.member(name).map(_ -> Math.toIntExact(KmsContent.number(content, name)));
  }

  private static VolumeKey readKey(JsonObject key) {
    return new VolumeKey(
        KmsContent.text(key, "key"),
        key.object("desktop")
            .map(
                own ->
                    new VolumeKey.Desktop(
                        KmsContent.text(own, "sidDirectory"),
                        KmsContent.text(own, "instance"),
                        KmsContent.text(own, "service"))),
        key.string("wrapped").map(text -> Bytes.owning(Base64.getDecoder().decode(text))),
        key.object("creator").map(CallerContent::read));
  }

  private static Attachment readAttachment(JsonObject at) {
    return new Attachment(
        KmsContent.text(at, "instance"),
        KmsContent.text(at, "device"),
        KmsContent.flag(at, "attached"),
        KmsContent.time(at, "since"),
        at.object("grant").map(EbsVolumeRow::readGrant));
  }

  private static List<KeyGrant> readRetiring(JsonObject content) {
    List<KeyGrant> grants = new ArrayList<>();
    if (content.member("retiring").orElse(JsonArray.EMPTY) instanceof JsonArray(var elements)) {
      for (JsonValue element : elements) {
        if (element instanceof JsonObject grant) {
          grants.add(readGrant(grant));
        }
      }
    }
    return grants;
  }

  private static KeyGrant readGrant(JsonObject grant) {
    return new KeyGrant(
        KmsContent.text(grant, "key"),
        KmsContent.text(grant, "name"),
        KmsContent.text(grant, "instance"));
  }

  private static RowMacs.RowId rowId(String id, long version) {
    return new RowMacs.RowId("ec2 volume", id, version);
  }
}
