package io.keytrail.server.crypto;

/// A row's proof does not match its content: someone changed it without the root key, or the
/// database lost bits. The row must not decide anything.
public final class RowTampered extends RuntimeException {
  private final RowMacs.RowId row;

  RowTampered(RowMacs.RowId row) {
    super(
        "the row MAC of %s `%s` version %d does not match its content"
            .formatted(row.type(), row.id(), row.version()));
    this.row = row;
  }

  public RowMacs.RowId row() {
    return row;
  }
}
