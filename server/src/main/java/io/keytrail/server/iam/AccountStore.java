package io.keytrail.server.iam;

import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/// Port: the accounts of this deployment. Every row that decides is authenticated when it is read:
/// one that somebody else wrote makes the read fail, it is never answered as absent or as empty.
public interface AccountStore {
  /// In order of id.
  Future<List<Account>> accounts();

  Future<Optional<Account>> account(String accountId);

  /// Adds the account unless it exists; says whether it did. Afterwards the transaction holds its
  /// row's lock.
  Future<Boolean> insertAccount(Tx tx, Account account);
}
