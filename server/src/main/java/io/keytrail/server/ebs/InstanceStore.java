package io.keytrail.server.ebs;

import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Port: where instances are kept, as [VolumeStore] keeps volumes.
public interface InstanceStore {

  Future<Optional<Instance>> instance(Place place, String id);

  /// Those of the ids that exist in the place, by id.
  Future<List<Instance>> instances(Place place, Collection<String> ids);

  /// In order of id.
  Future<List<Instance>> instances(Place place, Optional<String> after, int limit);

  /// Of the reservation that a request of this client token made, by launch index; empty if there
  /// is none.
  Future<List<Instance>> ofToken(Place place, String token);

  /// Locks the rows, in order of id. Fails with
  /// [io.keytrail.server.invoke.Outcome.StaleTarget] unless they are at these versions.
  Future<Void> lock(Tx tx, List<Instance> known);

  /// Adds the instances of one reservation.
  ///
  /// @return false, and nothing is added, if their place has a reservation by that client token, or
  ///     if an address is taken
  Future<Boolean> insert(Tx tx, List<Instance> instances);

  /// Stores the next version of a locked instance.
  Future<Void> update(Tx tx, Instance next);

  /// Forgets what was terminated before then, with their reservations.
  Future<Void> forget(Instant before);
}
