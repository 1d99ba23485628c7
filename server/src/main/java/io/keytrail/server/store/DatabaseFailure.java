package io.keytrail.server.store;

import io.vertx.pgclient.PgException;
import org.jspecify.annotations.Nullable;

/// Why a call to the database failed. Adapters may look at [StatementRefused]; the other two go up
/// to the caller, who answers a retriable error.
public abstract sealed class DatabaseFailure extends RuntimeException
    permits DatabaseUnavailable, CommitOutcomeUnknown, StatementRefused {
  DatabaseFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /// What a failure outside of a commit means: nothing was changed.
  static Throwable ofStatement(Throwable failure) {
    return switch (failure) {
      case DatabaseFailure already -> already;
      case PgException refused when endsSession(refused) ->
          new DatabaseUnavailable("the database ended the session", refused);
      case PgException refused -> new StatementRefused(refused);
      default -> new DatabaseUnavailable("the database cannot be reached", failure);
    };
  }

  /// What a failure of a commit means. Only an answer of the server's that it rolled back is
  /// definite.
  static Throwable ofCommit(Throwable failure) {
    return switch (failure) {
      case DatabaseFailure already -> already;
      case PgException refused when !endsSession(refused) -> new StatementRefused(refused);
      default -> new CommitOutcomeUnknown(failure);
    };
  }

  /// SQLSTATE classes 08 (connection), 57P (shutdown, crash, starting up), 53300 (too many
  /// connections).
  private static boolean endsSession(PgException refused) {
    String state = refused.getSqlState();
    return state != null
        && (state.startsWith("08") || state.startsWith("57P") || state.equals("53300"));
  }
}
