package io.keytrail.server.store;

import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.ebs.Attachment;
import io.keytrail.server.ebs.ClientToken;
import io.keytrail.server.ebs.Instance;
import io.keytrail.server.ebs.Place;
import io.keytrail.server.ebs.Volume;
import io.keytrail.server.ebs.VolumeStore;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Volumes in PostgreSQL. What a row says is in its content; its columns only find it, so each
/// reading asks the content again.
public final class PgEbsVolumes implements VolumeStore {
  private static final String SELECT = "SELECT " + EbsVolumeRow.COLUMNS + " FROM ec2_volume WHERE ";
  private static final String IN_PLACE = SELECT + "account_id = $1 AND region = $2 ";

  private final Database database;
  private final RowMacs macs;

  public PgEbsVolumes(Database database, RowMacs macs) {
    this.database = database;
    this.macs = macs;
  }

  @Override
  public Future<Optional<Volume>> volume(Place place, String id) {
    return volumes(place, List.of(id)).map(found -> found.stream().findFirst());
  }

  @Override
  public Future<List<Volume>> volumes(Place place, Collection<String> ids) {
    return read(
        place,
        IN_PLACE + "AND id = ANY($3) ORDER BY id",
        Tuple.of(place.account(), place.region(), ids.toArray(String[]::new)));
  }

  @Override
  public Future<List<Volume>> volumes(Place place, Optional<String> after, int limit) {
    return read(
        place,
        IN_PLACE + "AND id > $3 ORDER BY id LIMIT $4",
        Tuple.of(place.account(), place.region(), after.orElse(""), limit));
  }

  @Override
  public Future<List<Volume>> attachedTo(Place place, Collection<String> instanceIds) {
    if (instanceIds.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    return read(
            place,
            IN_PLACE + "AND instance_id = ANY($3) ORDER BY id",
            Tuple.of(place.account(), place.region(), instanceIds.toArray(String[]::new)))
        .map(
            found ->
                found.stream()
                    .filter(volume -> instanceId(volume).filter(instanceIds::contains).isPresent())
                    .toList());
  }

  @Override
  public Future<Optional<Volume>> ofToken(Place place, String token) {
    return read(
            place,
            IN_PLACE + "AND client_token = $3",
            Tuple.of(place.account(), place.region(), token))
        .map(found -> found.stream().filter(one -> token(one).equals(token)).findFirst());
  }

  @Override
  public Future<List<Volume>> unsettled(Instant before, int limit) {
    return database
        .read(
            SELECT + "unsettled AND changed_at <= $1 ORDER BY changed_at LIMIT $2",
            Tuple.of(PgTime.toDatabase(before), limit))
        .map(rows -> rows.stream().map(this::read).filter(Volume::unsettled).toList())
        .recover(failure -> Future.failedFuture(Unavailable.of(failure)));
  }

  private Future<List<Volume>> read(Place place, String sql, Tuple arguments) {
    return database
        .read(sql, arguments)
        .map(
            rows ->
                rows.stream()
                    .map(this::read)
                    .filter(volume -> volume.place().equals(place))
                    .toList())
        .recover(failure -> Future.failedFuture(Unavailable.of(failure)));
  }

  private Volume read(Row row) {
    return EbsVolumeRow.read(macs, row);
  }

  @Override
  public Future<Void> lock(Tx tx, Volume known) {
    return PgTx.of(tx)
        .query(SELECT + "id = $1 FOR UPDATE", Tuple.of(known.id()))
        .map(
            rows -> {
              boolean same = rows.stream().anyMatch(row -> read(row).version() == known.version());
              if (!same) {
                throw new Outcome.StaleTarget("volume " + known.id() + " changed");
              }
              return null;
            });
  }

  @Override
  public Future<List<Volume>> attachedTo(Tx tx, Instance instance) {
    return PgTx.of(tx)
        .query(SELECT + "instance_id = $1 ORDER BY id", Tuple.of(instance.id()))
        .map(
            rows ->
                rows.stream()
                    .map(this::read)
                    .filter(volume -> instanceId(volume).equals(Optional.of(instance.id())))
                    .toList());
  }

  @Override
  public Future<Boolean> insert(Tx tx, Volume volume) {
    KmsContent.Sealed sealed = EbsVolumeRow.seal(macs, volume);
    return PgTx.of(tx)
        .query(
            "INSERT INTO ec2_volume (id, account_id, region, version, client_token, instance_id,"
                + " unsettled, content, row_mac) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
                + " ON CONFLICT DO NOTHING",
            Tuple.from(
                Arrays.asList(
                    volume.id(),
                    volume.place().account(),
                    volume.place().region(),
                    volume.version(),
                    volume.token().map(ClientToken::token).orElse(null),
                    instanceId(volume).orElse(null),
                    volume.unsettled(),
                    sealed.content(),
                    sealed.mac())))
        .map(done -> done.rowCount() == 1);
  }

  @Override
  public Future<Void> update(Tx tx, Volume next) {
    KmsContent.Sealed sealed = EbsVolumeRow.seal(macs, next);
    return PgTx.of(tx)
        .query(
            "UPDATE ec2_volume SET version = $2, instance_id = $3, unsettled = $4,"
                + " changed_at = now(), content = $5, row_mac = $6"
                + " WHERE id = $1 AND version = $2 - 1",
            Tuple.from(
                Arrays.asList(
                    next.id(),
                    next.version(),
                    instanceId(next).orElse(null),
                    next.unsettled(),
                    sealed.content(),
                    sealed.mac())))
        .map(done -> PgIamRows.one(done, "volume", next.id()));
  }

  @Override
  public Future<Void> delete(Tx tx, Volume volume) {
    return PgTx.of(tx)
        .query("DELETE FROM ec2_volume WHERE id = $1", Tuple.of(volume.id()))
        .map(done -> PgIamRows.one(done, "volume", volume.id()));
  }

  private static Optional<String> instanceId(Volume volume) {
    return volume.attachment().map(Attachment::instanceId);
  }

  private static String token(Volume volume) {
    return volume.token().map(ClientToken::token).orElse("");
  }
}
