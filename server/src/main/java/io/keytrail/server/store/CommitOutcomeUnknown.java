package io.keytrail.server.store;

import io.keytrail.server.invoke.Unavailable;

/// The connection was lost, or the deadline passed, between asking for a commit and its
/// acknowledgement. It may or may not have happened, so that nobody may be told that it did.
public final class CommitOutcomeUnknown extends DatabaseFailure implements Unavailable {
  CommitOutcomeUnknown(Throwable cause) {
    super("the database did not say whether it committed", cause);
  }
}
