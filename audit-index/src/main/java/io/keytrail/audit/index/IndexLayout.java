package io.keytrail.audit.index;

import io.keytrail.audit.event.Enricher;
import io.keytrail.audit.schema.AuditFields;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Which layout an index has: a digest of the table of fields, of how their values are computed and
/// of how an event becomes a document. An index of another layout would answer wrongly without a
/// sign of it, so it is not opened but made anew.
final class IndexLayout {
  /// Rises with every change of [EventDocument], [io.keytrail.audit.query.IndexNames] or
  /// [io.keytrail.audit.query.EventTokens] that the table of fields does not show.
  private static final int DOCUMENT_VERSION = 2;

  static final String CURRENT =
      digest(DOCUMENT_VERSION + "\n" + Enricher.VERSION + "\n" + AuditFields.layout());

  private IndexLayout() {}

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
