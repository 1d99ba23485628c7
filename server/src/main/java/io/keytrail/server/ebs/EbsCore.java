package io.keytrail.server.ebs;

import io.keytrail.server.invoke.Changes;
import io.keytrail.server.invoke.ManagedKeys;
import io.keytrail.server.invoke.Transactions;
import java.security.SecureRandom;

/// What the operations work with.
record EbsCore(
    VolumeStore volumes,
    InstanceStore instances,
    VolumeKeys keys,
    ManagedKeys managedKeys,
    AttachedKeys attachedKeys,
    Settlement settlement,
    Transactions transactions,
    Changes changes,
    SecureRandom random) {}
