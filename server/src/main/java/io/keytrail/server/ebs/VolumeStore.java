package io.keytrail.server.ebs;

import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Port: where volumes are kept. Rows are authenticated when they are read: one that somebody else
/// wrote makes the read fail.
public interface VolumeStore {

  Future<Optional<Volume>> volume(Place place, String id);

  /// Those of the ids that exist in the place, by id.
  Future<List<Volume>> volumes(Place place, Collection<String> ids);

  /// In order of id.
  Future<List<Volume>> volumes(Place place, Optional<String> after, int limit);

  /// In use by any of the instances, by id.
  Future<List<Volume>> attachedTo(Place place, Collection<String> instanceIds);

  Future<Optional<Volume>> ofToken(Place place, String token);

  /// Unsettled ones that nobody has changed since then, oldest first.
  Future<List<Volume>> unsettled(Instant before, int limit);

  /// Locks the volume's row until the transaction ends. Fails with
  /// [io.keytrail.server.invoke.Outcome.StaleTarget] unless it is at this version.
  Future<Void> lock(Tx tx, Volume known);

  /// What is in use by the instance. The caller has locked the instance, so that nothing joins.
  Future<List<Volume>> attachedTo(Tx tx, Instance instance);

  /// @return false, and nothing is added, if its place has one by that client token
  Future<Boolean> insert(Tx tx, Volume volume);

  /// Stores the next version of a locked volume.
  Future<Void> update(Tx tx, Volume next);

  /// Removes a locked volume.
  Future<Void> delete(Tx tx, Volume volume);
}
