package io.keytrail.server.ebs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A volume as it is stored.
///
/// @param key absent: it is not encrypted
/// @param attachment present exactly while it is in use
/// @param retiring grants that are of no use any more and are still to be retired
/// @param token the request that made it, so that it is not made twice
/// @param version rises with each change
public record Volume(
    String id,
    Place place,
    VolumeSpec spec,
    Optional<VolumeKey> key,
    VolumeState state,
    Optional<Attachment> attachment,
    List<KeyGrant> retiring,
    Map<String, String> tags,
    Instant created,
    Optional<ClientToken> token,
    long version) {
  static final String PREFIX = "vol-";

  public Volume {
    retiring = List.copyOf(retiring);
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
  }

  String arn() {
    return place.volumeArn(id);
  }

  boolean encrypted() {
    return key.isPresent();
  }

  Optional<VolumeKey.Desktop> desktop() {
    return key.flatMap(VolumeKey::desktop);
  }

  /// Whether somebody has yet to bring it to its end.
  public boolean unsettled() {
    return state == VolumeState.CREATING
        || state == VolumeState.DELETING
        || !retiring.isEmpty()
        || attachment.filter(at -> !at.attached()).isPresent();
  }

  boolean attachedTo(String instanceId) {
    return attachment.filter(at -> at.instanceId().equals(instanceId)).isPresent();
  }

  /// Its key is there.
  Volume available(VolumeKey made) {
    return next(Optional.of(made), VolumeState.AVAILABLE, Optional.empty(), retiring);
  }

  Volume attaching(Attachment to) {
    return next(key, VolumeState.IN_USE, Optional.of(to), retiring);
  }

  Volume attached() {
    return next(key, VolumeState.IN_USE, attachment.map(Attachment::done), retiring);
  }

  /// Without its attachment, whose grant is of no use any more.
  Volume detached() {
    return next(key, VolumeState.AVAILABLE, Optional.empty(), also(attachmentGrant()));
  }

  Volume deleting() {
    return next(
        key,
        VolumeState.DELETING,
        Optional.empty(),
        also(key.flatMap(encryption -> encryption.grant(id))));
  }

  /// Of no use: its data key is unfit.
  Volume failed() {
    return next(key, VolumeState.ERROR, Optional.empty(), also(attachmentGrant()));
  }

  Volume retired(KeyGrant grant) {
    List<KeyGrant> rest = new ArrayList<>(retiring);
    rest.remove(grant);
    return next(key, state, attachment, rest);
  }

  private Optional<KeyGrant> attachmentGrant() {
    return attachment.flatMap(Attachment::grant);
  }

  private List<KeyGrant> also(Optional<KeyGrant> grant) {
    List<KeyGrant> all = new ArrayList<>(retiring);
    grant.ifPresent(all::add);
    return all;
  }

  private Volume next(
      Optional<VolumeKey> nextKey,
      VolumeState nextState,
      Optional<Attachment> nextAttachment,
      List<KeyGrant> nextRetiring) {
    return new Volume(
        id,
        place,
        spec,
        nextKey,
        nextState,
        nextAttachment,
        nextRetiring,
        tags,
        created,
        token,
        version + 1);
  }
}
