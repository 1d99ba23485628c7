package io.keytrail.server.store;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Tx;
import io.keytrail.server.workspaces.DirectoryStore;
import io.keytrail.server.workspaces.Place;
import io.keytrail.server.workspaces.WorkspaceDirectory;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Registered directories in PostgreSQL.
public final class PgWorkspaceDirectories implements DirectoryStore {
  private static final String SELECT =
      "SELECT account_id, region, id, version, content, row_mac FROM workspaces_directory WHERE"
          + " account_id = $1 AND region = $2";

  /// A row that another one refers to is not there.
  private static final String NO_DIRECTORY = "23503";

  private final Database database;
  private final RowMacs macs;

  public PgWorkspaceDirectories(Database database, RowMacs macs) {
    this.database = database;
    this.macs = macs;
  }

  @Override
  public Future<Optional<WorkspaceDirectory>> directory(Place place, String id) {
    return database
        .read(SELECT + " AND id = $3", Tuple.of(place.account(), place.region(), id))
        .map(rows -> rows.stream().findFirst().map(this::read));
  }

  @Override
  public Future<List<WorkspaceDirectory>> directories(
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
        .map(rows -> rows.stream().map(this::read).toList());
  }

  @Override
  public Future<Boolean> insert(Tx tx, WorkspaceDirectory directory) {
    KmsContent.Sealed sealed = seal(directory);
    return PgTx.of(tx)
        .query(
            "INSERT INTO workspaces_directory (account_id, region, id, version, content, row_mac)"
                + " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
            Tuple.of(
                directory.place().account(),
                directory.place().region(),
                directory.id(),
                directory.version(),
                sealed.content(),
                sealed.mac()))
        .map(done -> done.rowCount() == 1)
        .recover(failure -> Future.failedFuture(gone(directory, failure)));
  }

  /// The directory was deleted since it was looked at.
  private static Throwable gone(WorkspaceDirectory directory, Throwable failure) {
    return failure instanceof StatementRefused refused && refused.sqlState().equals(NO_DIRECTORY)
        ? new Outcome.StaleTarget(directory.id() + " is gone")
        : failure;
  }

  @Override
  public Future<Optional<WorkspaceDirectory>> lock(
      Tx tx, Place place, String id, boolean exclusive) {
    return PgTx.of(tx)
        .query(
            SELECT + " AND id = $3 FOR " + (exclusive ? "UPDATE" : "SHARE"),
            Tuple.of(place.account(), place.region(), id))
        .map(rows -> rows.stream().findFirst().map(this::read));
  }

  @Override
  public Future<Void> update(Tx tx, WorkspaceDirectory next) {
    KmsContent.Sealed sealed = seal(next);
    return PgTx.of(tx)
        .query(
            "UPDATE workspaces_directory SET version = $4, content = $5, row_mac = $6"
                + " WHERE account_id = $1 AND region = $2 AND id = $3",
            Tuple.of(
                next.place().account(),
                next.place().region(),
                next.id(),
                next.version(),
                sealed.content(),
                sealed.mac()))
        .mapEmpty();
  }

  @Override
  public Future<Boolean> delete(Tx tx, WorkspaceDirectory directory) {
    return PgTx.of(tx)
        .query(
            "DELETE FROM workspaces_directory WHERE account_id = $1 AND region = $2 AND id = $3"
                + " AND NOT EXISTS (SELECT 1 FROM workspaces_workspace WHERE account_id = $1"
                + " AND region = $2 AND directory_id = $3 AND state <> 'TERMINATED')",
            Tuple.of(directory.place().account(), directory.place().region(), directory.id()))
        .map(done -> done.rowCount() == 1);
  }

  private KmsContent.Sealed seal(WorkspaceDirectory directory) {
    JsonObject.Builder content =
        JsonObject.builder()
            .put("name", directory.name())
            .put("alias", directory.alias())
            .put("type", directory.type())
            .put("registrationCode", directory.registrationCode())
            .put("subnetIds", JsonArray.ofStrings(directory.subnetIds()))
            .put("dnsAddresses", JsonArray.ofStrings(directory.dnsAddresses()))
            .put("administrator", directory.administrator())
            .put("selfService", directory.options().selfService())
            .put("tags", KmsContent.object(directory.tags()))
            .put("registered", directory.registered().toString());
    KmsContent.put(content, "displayName", directory.options().displayName());
    KmsContent.put(content, "description", directory.options().description());
    return KmsContent.seal(
        macs, rowId(directory.place(), directory.id(), directory.version()), content.build());
  }

  private WorkspaceDirectory read(Row row) {
    Place place = new Place(row.getString("account_id"), row.getString("region"));
    String id = row.getString("id");
    long version = row.getLong("version");
    JsonObject content = KmsContent.open(macs, rowId(place, id, version), row);
    return new WorkspaceDirectory(
        id,
        place,
        KmsContent.text(content, "name"),
        KmsContent.text(content, "alias"),
        KmsContent.text(content, "type"),
        KmsContent.text(content, "registrationCode"),
        KmsContent.texts(content, "subnetIds"),
        KmsContent.texts(content, "dnsAddresses"),
        KmsContent.text(content, "administrator"),
        new WorkspaceDirectory.Options(
            KmsContent.flag(content, "selfService"),
            content.string("displayName"),
            content.string("description")),
        KmsContent.pairs(content, "tags"),
        KmsContent.time(content, "registered"),
        version);
  }

  private static RowMacs.RowId rowId(Place place, String id, long version) {
    return new RowMacs.RowId(
        "workspaces directory", place.account() + "/" + place.region() + "/" + id, version);
  }
}
