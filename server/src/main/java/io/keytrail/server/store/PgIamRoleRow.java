package io.keytrail.server.store;

import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.FieldEncoder;
import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.iam.AsciiFold;
import io.keytrail.server.iam.Role;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Optional;

/// A role as a row of `iam_role`, with its MAC.
final class PgIamRoleRow {
  /// Columns that [#read] needs, each with its alias, of a table called `r`.
  static final String COLUMNS =
      "r.account_id AS r_account_id, r.name AS r_name, r.path AS r_path, r.id AS r_id,"
          + " r.created_at AS r_created_at, r.description AS r_description,"
          + " r.max_session_seconds AS r_max_session_seconds, r.tags AS r_tags,"
          + " r.trust_version AS r_trust_version, r.policy_names AS r_policy_names,"
          + " r.policy_versions AS r_policy_versions, r.revision AS r_revision, r.row_mac AS r_row_mac";

  private final RowMacs macs;

  PgIamRoleRow(RowMacs macs) {
    this.macs = macs;
  }

  /// @throws io.keytrail.server.crypto.RowTampered if the row is not one that we wrote
  Role read(Row row) {
    Role role =
        new Role(
            row.getString("r_account_id"),
            row.getString("r_path"),
            row.getString("r_name"),
            row.getString("r_id"),
            PgTime.fromDatabase(row.getOffsetDateTime("r_created_at")),
            Optional.ofNullable(row.getString("r_description")),
            Duration.ofSeconds(row.getInteger("r_max_session_seconds")),
            PgIamArrays.tags(row.getArrayOfStrings("r_tags")),
            row.getString("r_trust_version"),
            PgIamArrays.policies(
                row.getArrayOfStrings("r_policy_names"),
                row.getArrayOfStrings("r_policy_versions")),
            row.getLong("r_revision"));
    macs.verify(rowId(role), content(role), Bytes.copyOf(row.getBuffer("r_row_mac").getBytes()));
    return role;
  }

  /// Every column in the order of the insert statement.
  Tuple toInsert(Role role) {
    Tuple columns =
        Tuple.of(
            role.accountId(),
            AsciiFold.lower(role.name()),
            role.name(),
            role.path(),
            role.id(),
            PgTime.toDatabase(role.created()));
    columns.addValue(role.description().orElse(null));
    columns.addValue((int) role.maxSession().toSeconds());
    columns.addValue(PgIamArrays.flat(role.tags()));
    columns.addValue(role.trustVersion());
    columns.addValue(PgIamArrays.names(role.policies()));
    columns.addValue(PgIamArrays.versions(role.policies()));
    columns.addValue(role.revision());
    columns.addValue(mac(role));
    return columns;
  }

  /// Account, id, revision, what may have changed, MAC.
  Tuple toUpdate(Role next) {
    Tuple columns = Tuple.of(next.accountId(), next.id(), next.revision());
    columns.addValue(next.description().orElse(null));
    columns.addValue((int) next.maxSession().toSeconds());
    columns.addValue(PgIamArrays.flat(next.tags()));
    columns.addValue(next.trustVersion());
    columns.addValue(PgIamArrays.names(next.policies()));
    columns.addValue(PgIamArrays.versions(next.policies()));
    columns.addValue(mac(next));
    return columns;
  }

  private Buffer mac(Role role) {
    return Buffer.buffer(macs.mac(rowId(role), content(role)).toArray());
  }

  private static RowMacs.RowId rowId(Role role) {
    return new RowMacs.RowId("iam role", role.id(), role.revision());
  }

  private static Bytes content(Role role) {
    FieldEncoder fields =
        new FieldEncoder()
            .text(role.accountId())
            .text(role.path())
            .text(role.name())
            .number(PgTime.toMicros(role.created()))
            .optionalText(role.description())
            .number(role.maxSession().toSeconds())
            .text(role.trustVersion())
            .number(role.tags().size());
    role.tags().forEach(tag -> fields.text(tag.key()).text(tag.value()));
    role.policies().forEach(ref -> fields.text(ref.name()).text(ref.versionId()));
    return fields.toBytes();
  }
}
