package io.keytrail.server.invoke;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/// Port: what a service of ours must know of a KMS key before it uses it for somebody. Asks
/// nobody's leave and leaves no record, so what it says is told to a caller only about keys of his
/// own account. `kms` implements it.
public interface KeyFacts {

  /// The key that the text means in the call's account and Region; empty if there is none, or the
  /// text cannot name one.
  ///
  /// @param key an id, an ARN, an alias or an alias ARN
  Future<Optional<Facts>> find(Call call, String key);

  /// Ids of the live grants of that name that the grantee has on the key.
  Future<List<String>> grants(String keyArn, String grantee, String name);

  /// @param spec `SYMMETRIC_DEFAULT`, …
  /// @param usage `ENCRYPT_DECRYPT`, …
  /// @param state `Enabled`, `Disabled`, `PendingDeletion`, …
  record Facts(String arn, String account, String spec, String usage, String state) {

    /// Whether data keys can be made under it, if it is enabled.
    public boolean symmetric() {
      return spec.equals("SYMMETRIC_DEFAULT") && usage.equals("ENCRYPT_DECRYPT");
    }

    public boolean enabled() {
      return state.equals("Enabled");
    }
  }
}
