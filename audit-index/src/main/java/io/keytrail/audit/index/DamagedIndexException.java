package io.keytrail.audit.index;

import java.io.IOException;
import java.nio.file.Path;

/// The index on disk cannot be used. It is derived: [AuditIndex#destroy] it and read the log from
/// the start.
public final class DamagedIndexException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedIndexException(Path where, Throwable cause) {
    super(
        "the audit index in " + where.getFileName() + " is damaged: " + cause.getMessage(), cause);
  }
}
