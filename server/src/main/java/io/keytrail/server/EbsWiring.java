package io.keytrail.server;

import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.ebs.AttachedKeys;
import io.keytrail.server.ebs.DataKeys;
import io.keytrail.server.ebs.EbsOperations;
import io.keytrail.server.ebs.Settlement;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.ManagedKeys;
import io.keytrail.server.invoke.ServiceCalls;
import io.keytrail.server.kms.DataKeyAccess;
import io.keytrail.server.store.Change;
import io.keytrail.server.store.ChangeFeed;
import io.keytrail.server.store.Database;
import io.keytrail.server.store.PgEbsInstances;
import io.keytrail.server.store.PgEbsVolumes;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Joins EBS to its store, to KMS and to the change feed.
final class EbsWiring {
  private EbsWiring() {}

  /// What it is joined to.
  record Parts(
      Database database,
      RowMacs macs,
      ChangeFeed changes,
      ServiceCalls calls,
      DataKeyAccess kms,
      ManagedKeys managedKeys,
      SecureRandom random) {}

  static EbsOperations join(Parts parts) {
    AttachedKeys keys = new AttachedKeys();
    parts.changes().listen(change -> forget(keys, change));
    return new EbsOperations(
        new EbsOperations.Dependencies(
            new PgEbsVolumes(parts.database(), parts.macs()),
            new PgEbsInstances(parts.database(), parts.macs()),
            parts.calls(),
            dataKeys(parts.kms()),
            parts.managedKeys(),
            keys,
            parts.database(),
            parts.changes(),
            parts.random()));
  }

  /// Whichever server detaches a volume, the one that holds its key wipes it.
  private static void forget(AttachedKeys keys, Change change) {
    switch (change) {
      case Change.Of(String kind, String id) -> {
        if (kind.equals(Settlement.FORGET_KEY)) {
          keys.forget(id);
        }
      }
      case Change.Everything _ -> keys.forgetAll();
    }
  }

  private static DataKeys dataKeys(DataKeyAccess kms) {
    return new DataKeys() {
      @Override
      public Future<Secret> open(Call call, Bytes wrapped, Map<String, String> context) {
        return kms.open(call, wrapped, context);
      }

      @Override
      public Future<Optional<String>> keyArn(Call call, String keyId) {
        return kms.keyArn(call, keyId);
      }

      @Override
      public Future<List<String>> grants(String keyArn, String grantee, String name) {
        return kms.grants(keyArn, grantee, name);
      }
    };
  }
}
