package io.keytrail.server.store;

import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.invoke.Tx;
import io.keytrail.server.workspaces.Place;
import io.keytrail.server.workspaces.Workspace;
import io.keytrail.server.workspaces.WorkspaceStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Desktops in PostgreSQL. What a row says is in its content; its columns only find it, so each
/// reading asks the content again.
public final class PgWorkspaces implements WorkspaceStore {
  private static final String SELECT =
      "SELECT " + WorkspaceRow.COLUMNS + " FROM workspaces_workspace WHERE ";

  private final Database database;
  private final RowMacs macs;

  public PgWorkspaces(Database database, RowMacs macs) {
    this.database = database;
    this.macs = macs;
  }

  @Override
  public Future<Optional<Workspace>> workspace(Place place, String id) {
    return database
        .read(SELECT + "id = $1", Tuple.of(id))
        .map(rows -> rows.stream().findFirst().flatMap(row -> in(place, row)));
  }

  private Optional<Workspace> in(Place place, Row row) {
    return Optional.of(WorkspaceRow.read(macs, row)).filter(one -> one.place().equals(place));
  }

  @Override
  public Future<List<Workspace>> workspaces(Query query) {
    return database
        .read(
            SELECT
                + "account_id = $1 AND region = $2 AND state NOT IN ('RESERVED', 'TERMINATED')"
                + " AND ($3::text[] IS NULL OR id = ANY($3))"
                + " AND ($4::text IS NULL OR directory_id = $4)"
                + " AND ($5::bytea IS NULL OR user_name = $5)"
                + " AND ($6::text IS NULL OR bundle_id = $6)"
                + " AND id > $7 ORDER BY id LIMIT $8",
            Tuple.from(
                Arrays.asList(
                    query.place().account(),
                    query.place().region(),
                    query.ids().isEmpty() ? null : query.ids().toArray(String[]::new),
                    query.directoryId().orElse(null),
                    query.userName().map(PgWorkspaces::userName).orElse(null),
                    query.bundleId().orElse(null),
                    query.after().orElse(""),
                    query.limit())))
        .map(
            rows ->
                rows.stream()
                    .flatMap(row -> in(query.place(), row).stream())
                    .filter(one -> one.state().visible())
                    .toList());
  }

  @Override
  public Future<Boolean> insert(Tx tx, Workspace workspace) {
    KmsContent.Sealed sealed = WorkspaceRow.seal(macs, workspace);
    return PgTx.of(tx)
        .query(
            "INSERT INTO workspaces_workspace (id, account_id, region, directory_id, user_sid,"
                + " user_name, bundle_id, state, version, content, row_mac)"
                + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING",
            Tuple.from(
                List.of(
                    workspace.id(),
                    workspace.place().account(),
                    workspace.place().region(),
                    workspace.owner().directoryId(),
                    workspace.owner().sid(),
                    userName(workspace.owner().userName()),
                    workspace.bundleId(),
                    workspace.state().name(),
                    workspace.version(),
                    sealed.content(),
                    sealed.mac())))
        .map(done -> done.rowCount() == 1);
  }

  @Override
  public Future<Optional<Workspace>> lock(Tx tx, Place place, String id) {
    return PgTx.of(tx)
        .query(SELECT + "id = $1 FOR UPDATE", Tuple.of(id))
        .map(rows -> rows.stream().findFirst().flatMap(row -> in(place, row)));
  }

  @Override
  public Future<Void> update(Tx tx, Workspace next) {
    KmsContent.Sealed sealed = WorkspaceRow.seal(macs, next);
    return PgTx.of(tx)
        .query(
            "UPDATE workspaces_workspace SET state = $2, version = $3, content = $4, row_mac = $5"
                + " WHERE id = $1 AND version < $3",
            Tuple.of(
                next.id(), next.state().name(), next.version(), sealed.content(), sealed.mac()))
        .map(
            done -> {
              if (done.rowCount() != 1) {
                throw new IllegalStateException(next.id() + " was changed without its lock");
              }
              return null;
            });
  }

  private static Buffer userName(String name) {
    return Buffer.buffer(name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
  }
}
