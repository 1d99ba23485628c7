package io.keytrail.server.kms;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Call;
import io.vertx.core.Future;

/// What the operations on aliases have in common.
final class Aliases {
  static final String RESOURCE_TYPE = "AWS::KMS::Alias";

  private Aliases() {}

  /// Returns if people may have an alias of that name.
  static void requireOwn(String name) {
    if (!name.startsWith(Alias.PREFIX)) {
      throw KmsErrors.validation("Alias must start with the prefix \"alias/\".");
    }
    if (!Alias.validName(name)) {
      throw new ApiException(
          KmsErrors.INVALID_ALIAS_NAME, name + " contains invalid characters for an alias");
    }
    if (name.startsWith(Alias.RESERVED_PREFIX)) {
      throw new ApiException(
          KmsErrors.NOT_AUTHORIZED,
          "Aliases beginning with alias/aws/ are reserved for AWS services");
    }
  }

  /// Returns if the key can have one more.
  static void requireRoom(KmsKey key) {
    if (key.aliases().size() >= Alias.MAX_PER_KEY) {
      throw new ApiException(
          KmsErrors.LIMIT_EXCEEDED, "A key has at most " + Alias.MAX_PER_KEY + " aliases");
    }
  }

  /// The alias of the caller's account and Region, or `NotFoundException`.
  static Future<Alias> find(KmsCore kms, Call call, String name) {
    Place place = Place.of(call);
    return kms.store()
        .alias(place, name)
        .map(found -> found.orElseThrow(() -> KmsErrors.aliasNotFound(place.aliasArn(name))));
  }

  /// The key that the alias leads to.
  static Future<KeyTarget> keyOf(KmsCore kms, Call call, Alias alias) {
    return kms.keys()
        .resolve(call, alias.targetKeyId().toString(), KeyResolver.Naming.OWN_KEY)
        .map(
            target -> {
              if (!target.key().aliases().contains(alias.name())) {
                throw KmsErrors.aliasNotFound(alias.arn());
              }
              return target;
            });
  }
}
