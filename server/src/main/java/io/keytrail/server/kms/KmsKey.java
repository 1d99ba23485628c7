package io.keytrail.server.kms;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// A KMS key as it is at one version. Everything that decides about the key hangs on this one row:
/// its state, which version of its policy is in force and which aliases lead to it, so that none of
/// them can be taken back unnoticed.
///
/// @param deletion present while deletion is pending
/// @param tags by key, in order
/// @param aliases names that lead here, in order, with `alias/`
/// @param policyVersion of the policy in force, from 1
/// @param material the key version that encrypts
/// @param version from 1, raised by every change
public record KmsKey(
    UUID id,
    Place place,
    KeySpec spec,
    KeyUsage usage,
    KeyState state,
    Optional<Deletion> deletion,
    String description,
    Map<String, String> tags,
    List<String> aliases,
    long policyVersion,
    Material material,
    Instant created,
    long version) {
  public KmsKey {
    tags = java.util.Collections.unmodifiableMap(new TreeMap<>(tags));
    aliases = List.copyOf(aliases);
    if (deletion.isPresent() != (state == KeyState.PENDING_DELETION)) {
      throw new IllegalArgumentException("a deletion date goes with the state PendingDeletion");
    }
  }

  /// @param at when the material may be erased
  public record Deletion(Instant at, int windowInDays) {}

  /// @param id 64 hex digits, `KeyMaterialId` of the API
  public record Material(UUID versionId, String id) {}

  public String arn() {
    return place.keyArn(id);
  }

  /// What evaluated requests cite: `arn#17`.
  public String stateVersion() {
    return arn() + "#" + version;
  }

  KmsKey withState(KeyState next) {
    return next(next, Optional.empty(), aliases, policyVersion);
  }

  /// Deletion pending, due in so many days.
  KmsKey withDeletion(Instant now, int windowInDays) {
    Deletion due = new Deletion(now.plus(Duration.ofDays(windowInDays)), windowInDays);
    return next(KeyState.PENDING_DELETION, Optional.of(due), aliases, policyVersion);
  }

  KmsKey withNextPolicy() {
    return next(state, deletion, aliases, policyVersion + 1);
  }

  KmsKey withAlias(String name) {
    List<String> more = new ArrayList<>(aliases);
    more.add(name);
    more.sort(null);
    return next(state, deletion, more, policyVersion);
  }

  KmsKey deleted() {
    return next(KeyState.DELETED, Optional.empty(), List.of(), policyVersion);
  }

  private KmsKey next(
      KeyState nextState, Optional<Deletion> due, List<String> names, long nextPolicy) {
    return new KmsKey(
        id,
        place,
        spec,
        usage,
        nextState,
        due,
        description,
        tags,
        names,
        nextPolicy,
        material,
        created,
        version + 1);
  }
}
