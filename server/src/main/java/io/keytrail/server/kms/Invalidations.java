package io.keytrail.server.kms;

import io.keytrail.server.invoke.Outcome.Invalidation;
import java.util.List;
import java.util.UUID;

/// Names of cache entries, by the kinds of the change feed. The store's caches use the same names.
public final class Invalidations {
  public static final String KEY = "kms_key";
  public static final String ALIAS = "kms_alias";
  public static final String GRANT = "kms_grant";

  private Invalidations() {}

  static Invalidation key(UUID keyId) {
    return new Invalidation(KEY, keyId.toString());
  }

  static Invalidation alias(Place place, String name) {
    return new Invalidation(ALIAS, aliasId(place, name));
  }

  /// The grant by itself, and as one of its grantee's on its key.
  static List<Invalidation> grant(KmsGrant grant) {
    return List.of(
        new Invalidation(GRANT, grant.id()),
        new Invalidation(GRANT, granteeId(grant.keyId(), grant.terms().grantee())));
  }

  public static String aliasId(Place place, String name) {
    return place.account() + "/" + place.region() + "/" + name;
  }

  public static String granteeId(UUID keyId, String grantee) {
    return keyId + "/" + grantee;
  }
}
