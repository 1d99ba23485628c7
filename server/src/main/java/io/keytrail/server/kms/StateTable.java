package io.keytrail.server.kms;

import io.keytrail.server.invoke.ApiException;

/// What a key's state permits. Asked after authorisation, so that a stranger learns nothing of a
/// key's state.
///
/// Source: facts/kms.md §6, of which these are the rows for the operations served.
final class StateTable {
  private StateTable() {}

  /// A row of the table: operations that take the states alike.
  enum Row {
    /// Encrypt, Decrypt, ReEncrypt, GenerateDataKey….
    CRYPTOGRAPHIC,
    CREATE_GRANT,
    /// Reading, PutKeyPolicy, RetireGrant, RevokeGrant: every state will do.
    ANY,
    /// CreateAlias.
    NOT_PENDING_DELETION,
    /// EnableKey, DisableKey.
    SWITCH,
    SCHEDULE_DELETION,
    CANCEL_DELETION
  }

  /// Returns if the key's state permits it, else throws what AWS answers.
  static void require(Row row, KmsKey key) {
    Cell cell = cell(row, key.state());
    switch (cell) {
      case OK -> {}
      case DISABLED -> throw new ApiException(KmsErrors.DISABLED, key.arn() + " is disabled.");
      case PENDING_DELETION -> throw invalidState(key, "is pending deletion.");
      case NOT_PENDING_DELETION -> throw invalidState(key, "is not pending deletion.");
      case PENDING_IMPORT -> throw invalidState(key, "is pending import.");
      case UNAVAILABLE -> throw invalidState(key, "is unavailable.");
      case CREATING -> throw invalidState(key, "is creating.");
      case UPDATING -> throw invalidState(key, "is updating.");
      case GONE -> throw KmsErrors.keyNotFound(key.arn());
    }
  }

  private enum Cell {
    OK,
    DISABLED,
    PENDING_DELETION,
    NOT_PENDING_DELETION,
    PENDING_IMPORT,
    UNAVAILABLE,
    CREATING,
    UPDATING,
    GONE
  }

  private static Cell cell(Row row, KeyState state) {
    if (state == KeyState.DELETED) {
      return Cell.GONE;
    }
    return switch (row) {
      case ANY -> Cell.OK;
      case NOT_PENDING_DELETION ->
          state == KeyState.PENDING_DELETION ? Cell.PENDING_DELETION : Cell.OK;
      case CANCEL_DELETION ->
          state == KeyState.PENDING_DELETION ? Cell.OK : Cell.NOT_PENDING_DELETION;
      case CRYPTOGRAPHIC -> use(state, Cell.UNAVAILABLE);
      case CREATE_GRANT -> use(state, Cell.OK);
      case SWITCH -> change(state, Cell.PENDING_IMPORT, Cell.CREATING);
      case SCHEDULE_DELETION -> change(state, Cell.OK, Cell.OK);
    };
  }

  private static Cell use(KeyState state, Cell unavailable) {
    return switch (state) {
      case ENABLED, UPDATING -> Cell.OK;
      case DISABLED -> Cell.DISABLED;
      case PENDING_DELETION -> Cell.PENDING_DELETION;
      case PENDING_IMPORT -> Cell.PENDING_IMPORT;
      case UNAVAILABLE -> unavailable;
      case CREATING -> Cell.CREATING;
      case DELETED -> Cell.GONE;
    };
  }

  private static Cell change(KeyState state, Cell pendingImport, Cell creating) {
    return switch (state) {
      case ENABLED, DISABLED, UNAVAILABLE -> Cell.OK;
      case PENDING_DELETION -> Cell.PENDING_DELETION;
      case PENDING_IMPORT -> pendingImport;
      case CREATING -> creating;
      case UPDATING -> Cell.UPDATING;
      case DELETED -> Cell.GONE;
    };
  }

  private static ApiException invalidState(KmsKey key, String what) {
    return new ApiException(KmsErrors.INVALID_STATE, key.arn() + " " + what);
  }
}
