package io.keytrail.server.kms;

import io.keytrail.server.invoke.Authorizer;
import io.keytrail.server.invoke.Principals;
import java.security.SecureRandom;

/// What the operations work with.
record KmsCore(
    KmsStore store,
    KeyResolver keys,
    KeyRing ring,
    KeyMaterials materials,
    PolicyGate policies,
    ParentGrants parents,
    GrantTokens tokens,
    Markers markers,
    Principals principals,
    Authorizer authorizer,
    SecureRandom random) {}
