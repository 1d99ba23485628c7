package io.keytrail.server.store;

import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.FieldEncoder;
import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.iam.AsciiFold;
import io.keytrail.server.iam.User;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/// A user as a row of `iam_user`, with its MAC.
final class PgIamUserRow {
  /// Columns that [#read] needs, each with its alias, of a table called `u`.
  static final String COLUMNS =
      "u.account_id AS u_account_id, u.name AS u_name, u.path AS u_path, u.id AS u_id,"
          + " u.created_at AS u_created_at, u.tags AS u_tags, u.policy_names AS u_policy_names,"
          + " u.policy_versions AS u_policy_versions, u.revision AS u_revision, u.row_mac AS u_row_mac";

  private final RowMacs macs;

  PgIamUserRow(RowMacs macs) {
    this.macs = macs;
  }

  /// @throws io.keytrail.server.crypto.RowTampered if the row is not one that we wrote
  User read(Row row) {
    User user =
        new User(
            row.getString("u_account_id"),
            row.getString("u_path"),
            row.getString("u_name"),
            row.getString("u_id"),
            PgTime.fromDatabase(row.getOffsetDateTime("u_created_at")),
            PgIamArrays.tags(row.getArrayOfStrings("u_tags")),
            PgIamArrays.policies(
                row.getArrayOfStrings("u_policy_names"),
                row.getArrayOfStrings("u_policy_versions")),
            row.getLong("u_revision"));
    macs.verify(rowId(user), content(user), Bytes.copyOf(row.getBuffer("u_row_mac").getBytes()));
    return user;
  }

  /// Every column in the order of the insert statement.
  Tuple toInsert(User user) {
    return Tuple.tuple(
        List.of(
            user.accountId(),
            AsciiFold.lower(user.name()),
            user.name(),
            user.path(),
            user.id(),
            PgTime.toDatabase(user.created()),
            PgIamArrays.flat(user.tags()),
            PgIamArrays.names(user.policies()),
            PgIamArrays.versions(user.policies()),
            user.revision(),
            mac(user)));
  }

  /// Account, id, revision, policy names and versions, MAC.
  Tuple toUpdate(User next) {
    return Tuple.tuple(
        List.of(
            next.accountId(),
            next.id(),
            next.revision(),
            PgIamArrays.names(next.policies()),
            PgIamArrays.versions(next.policies()),
            mac(next)));
  }

  private Buffer mac(User user) {
    return Buffer.buffer(macs.mac(rowId(user), content(user)).toArray());
  }

  private static RowMacs.RowId rowId(User user) {
    return new RowMacs.RowId("iam user", user.id(), user.revision());
  }

  private static Bytes content(User user) {
    FieldEncoder fields =
        new FieldEncoder()
            .text(user.accountId())
            .text(user.path())
            .text(user.name())
            .number(PgTime.toMicros(user.created()))
            .number(user.tags().size());
    user.tags().forEach(tag -> fields.text(tag.key()).text(tag.value()));
    user.policies().forEach(ref -> fields.text(ref.name()).text(ref.versionId()));
    return fields.toBytes();
  }
}
