package io.keytrail.server.store;

/// What a listener of the [ChangeFeed] is told.
public sealed interface Change {

  /// Something is not what it was.
  ///
  /// @param kind the concept, for instance `kms_key`
  /// @param id which one, in the words of whoever recorded it
  record Of(String kind, String id) implements Change {}

  /// This server cannot tell what changed meanwhile: everything may have.
  record Everything() implements Change {}
}
