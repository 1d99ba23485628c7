package io.keytrail.server.store;

import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.FieldEncoder;
import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.iam.Account;
import io.keytrail.server.iam.AccountStore;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;

/// Accounts in PostgreSQL. An account never changes once it is made.
public final class PgIamAccounts implements AccountStore {
  private static final long VERSION = 1;

  private final Database database;
  private final RowMacs macs;

  public PgIamAccounts(Database database, RowMacs macs) {
    this.database = database;
    this.macs = macs;
  }

  @Override
  public Future<List<Account>> accounts() {
    return database
        .read("SELECT id, created_at, row_mac FROM account ORDER BY id", Tuple.tuple())
        .map(rows -> rows.stream().map(this::read).toList());
  }

  @Override
  public Future<Optional<Account>> account(String accountId) {
    if (!Account.validId(accountId)) {
      return Future.succeededFuture(Optional.empty());
    }
    return database
        .read("SELECT id, created_at, row_mac FROM account WHERE id = $1", Tuple.of(accountId))
        .map(rows -> rows.stream().findFirst().map(this::read));
  }

  @Override
  public Future<Boolean> insertAccount(Tx tx, Account account) {
    Tuple row =
        Tuple.of(
            account.id(),
            PgTime.toDatabase(account.created()),
            VERSION,
            Buffer.buffer(macs.mac(rowId(account), content(account)).toArray()));
    return PgTx.of(tx)
        .query(
            "INSERT INTO account (id, created_at, version, row_mac) VALUES ($1, $2, $3, $4)"
                + " ON CONFLICT DO NOTHING",
            row)
        .map(done -> done.rowCount() == 1);
  }

  private Account read(Row row) {
    Account account =
        new Account(row.getString("id"), PgTime.fromDatabase(row.getOffsetDateTime("created_at")));
    macs.verify(
        rowId(account), content(account), Bytes.copyOf(row.getBuffer("row_mac").getBytes()));
    return account;
  }

  private static RowMacs.RowId rowId(Account account) {
    return new RowMacs.RowId("account", account.id(), VERSION);
  }

  private static Bytes content(Account account) {
    return new FieldEncoder().number(PgTime.toMicros(account.created())).toBytes();
  }
}
