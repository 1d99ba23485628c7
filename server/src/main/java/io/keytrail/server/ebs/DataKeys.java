package io.keytrail.server.ebs;

import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.invoke.Call;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Port: what EBS needs of KMS that must not pass as JSON, or that no operation answers.
public interface DataKeys {

  /// Decrypts a data key, as the call's caller, by `kms:Decrypt` on the common road: authorised and
  /// on record. Fails as an invoked operation does.
  ///
  /// @return the plaintext, the receiver's to destroy
  Future<Secret> open(Call call, Bytes wrapped, Map<String, String> context);

  /// The ARN of the key that an id, an ARN or an alias names to the call's account and Region;
  /// empty if it names none, or cannot. Checks nothing and leaves no record.
  Future<Optional<String>> keyArn(Call call, String keyId);

  /// Ids of the live grants of that name on the key. Checks nothing and leaves no record.
  Future<List<String>> grants(String keyArn, String grantee, String name);
}
