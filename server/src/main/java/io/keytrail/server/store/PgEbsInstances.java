package io.keytrail.server.store;

import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.ebs.ClientToken;
import io.keytrail.server.ebs.Instance;
import io.keytrail.server.ebs.InstanceStore;
import io.keytrail.server.ebs.Place;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Instances in PostgreSQL.
public final class PgEbsInstances implements InstanceStore {
  private static final String SELECT = "SELECT " + EbsInstanceRow.COLUMNS + " FROM ec2_instance i ";
  private static final String IN_PLACE = SELECT + "WHERE i.account_id = $1 AND i.region = $2 ";

  private final Database database;
  private final RowMacs macs;

  public PgEbsInstances(Database database, RowMacs macs) {
    this.database = database;
    this.macs = macs;
  }

  @Override
  public Future<Optional<Instance>> instance(Place place, String id) {
    return instances(place, List.of(id)).map(found -> found.stream().findFirst());
  }

  @Override
  public Future<List<Instance>> instances(Place place, Collection<String> ids) {
    return read(
        place,
        IN_PLACE + "AND i.id = ANY($3) ORDER BY i.id",
        Tuple.of(place.account(), place.region(), ids.toArray(String[]::new)));
  }

  @Override
  public Future<List<Instance>> instances(Place place, Optional<String> after, int limit) {
    return read(
        place,
        IN_PLACE + "AND i.id > $3 ORDER BY i.id LIMIT $4",
        Tuple.of(place.account(), place.region(), after.orElse(""), limit));
  }

  @Override
  public Future<List<Instance>> ofToken(Place place, String token) {
    return read(
            place,
            SELECT
                + "JOIN ec2_reservation r ON r.id = i.reservation_id WHERE r.account_id = $1"
                + " AND r.region = $2 AND r.client_token = $3",
            Tuple.of(place.account(), place.region(), token))
        .map(
            found ->
                found.stream()
                    .filter(one -> token(one).equals(Optional.of(token)))
                    .sorted(Comparator.comparing(Instance::launchIndex))
                    .toList());
  }

  private Future<List<Instance>> read(Place place, String sql, Tuple arguments) {
    return database
        .read(sql, arguments)
        .map(
            rows ->
                rows.stream()
                    .map(this::read)
                    .filter(instance -> instance.place().equals(place))
                    .toList())
        .recover(failure -> Future.failedFuture(Unavailable.of(failure)));
  }

  private Instance read(Row row) {
    return EbsInstanceRow.read(macs, row);
  }

  @Override
  public Future<Void> lock(Tx tx, List<Instance> known) {
    return PgTx.of(tx)
        .query(
            SELECT + "WHERE i.id = ANY($1) ORDER BY i.id FOR UPDATE",
            Tuple.of(known.stream().map(Instance::id).toArray(String[]::new)))
        .map(
            rows -> {
              Map<String, Long> current = new HashMap<>();
              rows.forEach(row -> current.put(row.getString("id"), read(row).version()));
              for (Instance instance : known) {
                if (!Long.valueOf(instance.version()).equals(current.get(instance.id()))) {
                  throw new Outcome.StaleTarget("instance " + instance.id() + " changed");
                }
              }
              return null;
            });
  }

  @Override
  public Future<Boolean> insert(Tx tx, List<Instance> instances) {
    Instance first = instances.getFirst();
    return PgTx.of(tx)
        .query(
            "INSERT INTO ec2_reservation (id, account_id, region, client_token)"
                + " VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            Tuple.from(
                Arrays.asList(
                    first.reservation().id(),
                    first.place().account(),
                    first.place().region(),
                    token(first).orElse(null))))
        .compose(
            done ->
                done.rowCount() == 1
                    ? insertEach(PgTx.of(tx), instances, 0)
                    : Future.succeededFuture(false));
  }

  private Future<Boolean> insertEach(PgTx tx, List<Instance> instances, int at) {
    return at == instances.size()
        ? Future.succeededFuture(true)
        : insertOne(tx, instances.get(at))
            .compose(
                done -> done ? insertEach(tx, instances, at + 1) : Future.succeededFuture(false));
  }

  private Future<Boolean> insertOne(PgTx tx, Instance instance) {
    KmsContent.Sealed sealed = EbsInstanceRow.seal(macs, instance);
    return tx.query(
            "INSERT INTO ec2_instance (id, account_id, region, reservation_id, private_ip, version,"
                + " content, row_mac) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
                + " ON CONFLICT DO NOTHING",
            Tuple.of(
                instance.id(),
                instance.place().account(),
                instance.place().region(),
                instance.reservation().id(),
                instance.privateIp(),
                instance.version(),
                sealed.content(),
                sealed.mac()))
        .map(done -> done.rowCount() == 1);
  }

  @Override
  public Future<Void> update(Tx tx, Instance next) {
    KmsContent.Sealed sealed = EbsInstanceRow.seal(macs, next);
    return PgTx.of(tx)
        .query(
            "UPDATE ec2_instance SET version = $2, ended_at = $3, content = $4, row_mac = $5"
                + " WHERE id = $1 AND version = $2 - 1",
            Tuple.from(
                Arrays.asList(
                    next.id(),
                    next.version(),
                    next.ended().map(PgTime::toDatabase).orElse(null),
                    sealed.content(),
                    sealed.mac())))
        .map(done -> PgIamRows.one(done, "instance", next.id()));
  }

  @Override
  public Future<Void> forget(Instant before) {
    return database.inTransaction(
        tx ->
            PgTx.of(tx)
                .query(
                    "DELETE FROM ec2_instance WHERE ended_at < $1 RETURNING reservation_id",
                    Tuple.of(PgTime.toDatabase(before)))
                .compose(gone -> forgetEmpty(PgTx.of(tx), gone)));
  }

  private static Future<Void> forgetEmpty(PgTx tx, RowSet<Row> gone) {
    if (gone.size() == 0) {
      return Future.succeededFuture();
    }
    String[] ids =
        gone.stream().map(row -> row.getString("reservation_id")).distinct().toArray(String[]::new);
    return tx.query(
            "DELETE FROM ec2_reservation r WHERE r.id = ANY($1) AND NOT EXISTS"
                + " (SELECT FROM ec2_instance i WHERE i.reservation_id = r.id)",
            Tuple.of(ids))
        .mapEmpty();
  }

  private static Optional<String> token(Instance instance) {
    return instance.reservation().token().map(ClientToken::token);
  }
}
