package io.keytrail.server.kms;

import io.keytrail.server.invoke.Call;
import java.util.UUID;

/// An account in a Region: where a key or an alias lives.
public record Place(String account, String region) {
  static Place of(Call call) {
    return new Place(call.account(), call.region());
  }

  String keyArn(UUID keyId) {
    return keyArn(keyId.toString());
  }

  String keyArn(String keyId) {
    return "arn:aws:kms:" + region + ":" + account + ":key/" + keyId;
  }

  /// @param name with `alias/`
  String aliasArn(String name) {
    return "arn:aws:kms:" + region + ":" + account + ":" + name;
  }
}
