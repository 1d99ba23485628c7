package io.keytrail.server.store;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Tx;
import io.keytrail.server.workspaces.ImageStore;
import io.keytrail.server.workspaces.Place;
import io.keytrail.server.workspaces.WorkspaceImage;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Images in PostgreSQL.
public final class PgWorkspaceImages implements ImageStore {
  private static final String SELECT =
      "SELECT id, version, content, row_mac FROM workspaces_image WHERE account_id = $1 AND"
          + " region = $2";

  private final Database database;
  private final RowMacs macs;

  public PgWorkspaceImages(Database database, RowMacs macs) {
    this.database = database;
    this.macs = macs;
  }

  @Override
  public Future<Optional<WorkspaceImage>> image(Place place, String id) {
    return database
        .read(SELECT + " AND id = $3", Tuple.of(place.account(), place.region(), id))
        .map(rows -> rows.stream().findFirst().map(row -> read(place, row)));
  }

  @Override
  public Future<List<WorkspaceImage>> images(
      Place place, List<String> ids, Optional<String> after, int limit) {
    return database
        .read(
            SELECT + " AND ($3::text[] IS NULL OR id = ANY($3)) AND id > $4 ORDER BY id LIMIT $5",
            Tuple.from(
                Arrays.asList(
                    place.account(),
                    place.region(),
                    ids.isEmpty() ? null : ids.toArray(String[]::new),
                    after.orElse(""),
                    limit)))
        .map(rows -> rows.stream().map(row -> read(place, row)).toList());
  }

  @Override
  public Future<Boolean> insert(Tx tx, WorkspaceImage image) {
    KmsContent.Sealed sealed = seal(image);
    return PgTx.of(tx)
        .query(
            "INSERT INTO workspaces_image (id, account_id, region, name, version, content, row_mac)"
                + " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
            Tuple.of(
                image.id(),
                image.place().account(),
                image.place().region(),
                image.name(),
                image.version(),
                sealed.content(),
                sealed.mac()))
        .map(done -> done.rowCount() == 1);
  }

  @Override
  public Future<Void> update(Tx tx, WorkspaceImage next) {
    KmsContent.Sealed sealed = seal(next);
    return PgTx.of(tx)
        .query(
            "UPDATE workspaces_image SET version = $2, content = $3, row_mac = $4"
                + " WHERE id = $1 AND version = $2 - 1",
            Tuple.of(next.id(), next.version(), sealed.content(), sealed.mac()))
        .map(
            done -> {
              if (done.rowCount() != 1) {
                throw new Outcome.StaleTarget(next.id() + " is changing");
              }
              return null;
            });
  }

  @Override
  public Future<Boolean> delete(Tx tx, WorkspaceImage image) {
    return PgTx.of(tx)
        .query("DELETE FROM workspaces_image WHERE id = $1", Tuple.of(image.id()))
        .map(done -> done.rowCount() == 1);
  }

  private KmsContent.Sealed seal(WorkspaceImage image) {
    JsonObject content =
        JsonObject.builder()
            .put("account", image.place().account())
            .put("region", image.place().region())
            .put("name", image.name())
            .put("description", image.description())
            .put("workspaceId", image.workspaceId())
            .put("operatingSystem", image.operatingSystem())
            .put("created", image.created().toString())
            .put("ready", image.ready().toString())
            .put("tags", KmsContent.object(image.tags()))
            .build();
    return KmsContent.seal(macs, rowId(image.id(), image.version()), content);
  }

  private WorkspaceImage read(Place place, Row row) {
    String id = row.getString("id");
    long version = row.getLong("version");
    JsonObject content = KmsContent.open(macs, rowId(id, version), row);
    Place own = new Place(KmsContent.text(content, "account"), KmsContent.text(content, "region"));
    if (!own.equals(place)) {
      throw new IllegalStateException(id + " stands in another place than its own");
    }
    return new WorkspaceImage(
        id,
        own,
        KmsContent.text(content, "name"),
        KmsContent.text(content, "description"),
        KmsContent.text(content, "workspaceId"),
        KmsContent.text(content, "operatingSystem"),
        KmsContent.time(content, "created"),
        KmsContent.time(content, "ready"),
        KmsContent.pairs(content, "tags"),
        version);
  }

  private static RowMacs.RowId rowId(String id, long version) {
    return new RowMacs.RowId("workspaces image", id, version);
  }
}
