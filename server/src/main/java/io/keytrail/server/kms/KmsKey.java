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

  /// Whether it is a service's own, an AWS managed key: only the server itself gives such an alias.
  boolean managedByService() {
    return aliases.stream().anyMatch(name -> name.startsWith(Alias.RESERVED_PREFIX));
  }

  KmsKey withState(KeyState next) {
    return next(new Content(next, Optional.empty(), description, tags, aliases), policyVersion);
  }

  /// Deletion pending, due in so many days.
  KmsKey withDeletion(Instant now, int windowInDays) {
    Deletion due = new Deletion(now.plus(Duration.ofDays(windowInDays)), windowInDays);
    return next(
        new Content(KeyState.PENDING_DELETION, Optional.of(due), description, tags, aliases),
        policyVersion);
  }

  KmsKey withNextPolicy() {
    return next(new Content(state, deletion, description, tags, aliases), policyVersion + 1);
  }

  KmsKey withDescription(String words) {
    return next(new Content(state, deletion, words, tags, aliases), policyVersion);
  }

  KmsKey withTags(Map<String, String> others) {
    return next(new Content(state, deletion, description, others, aliases), policyVersion);
  }

  KmsKey withAlias(String name) {
    List<String> more = new ArrayList<>(aliases);
    more.add(name);
    more.sort(null);
    return next(new Content(state, deletion, description, tags, more), policyVersion);
  }

  KmsKey withoutAlias(String name) {
    List<String> fewer = new ArrayList<>(aliases);
    fewer.remove(name);
    return next(new Content(state, deletion, description, tags, fewer), policyVersion);
  }

  KmsKey deleted() {
    return next(
        new Content(KeyState.DELETED, Optional.empty(), description, tags, List.of()),
        policyVersion);
  }

  /// What may change beside the policy.
  private record Content(
      KeyState state,
      Optional<Deletion> deletion,
      String description,
      Map<String, String> tags,
      List<String> aliases) {}

  private KmsKey next(Content content, long nextPolicy) {
    return new KmsKey(
        id,
        place,
        spec,
        usage,
        content.state(),
        content.deletion(),
        content.description(),
        content.tags(),
        content.aliases(),
        nextPolicy,
        material,
        created,
        version + 1);
  }
}
