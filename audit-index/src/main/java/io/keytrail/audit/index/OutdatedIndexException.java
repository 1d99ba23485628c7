package io.keytrail.audit.index;

import java.io.IOException;
import java.nio.file.Path;

/// The index on disk is sound but was made by a version that laid it out otherwise. It is derived:
/// [AuditIndex#destroy] it and read the log from the start.
public final class OutdatedIndexException extends IOException {
  private static final long serialVersionUID = 1L;

  OutdatedIndexException(Path where) {
    super("the audit index in " + where.getFileName() + " was made by another version");
  }
}
