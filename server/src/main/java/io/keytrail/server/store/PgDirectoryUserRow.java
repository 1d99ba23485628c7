package io.keytrail.server.store;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.directory.DirectoryKey;
import io.keytrail.server.directory.DirectoryUser;
import io.vertx.sqlclient.Row;
import java.util.Base64;
import java.util.Optional;

/// A user of a directory as a row of `directory_user`, with its MAC.
final class PgDirectoryUserRow {
  static final String COLUMNS =
      "account_id, region, directory_id, name_folded, revision, content, row_mac";

  private final RowMacs macs;

  PgDirectoryUserRow(RowMacs macs) {
    this.macs = macs;
  }

  /// @throws io.keytrail.server.crypto.RowTampered if the row is not one that we wrote
  DirectoryUser read(Row row) {
    DirectoryKey directory =
        new DirectoryKey(
            row.getString("account_id"), row.getString("region"), row.getString("directory_id"));
    long revision = row.getLong("revision");
    JsonObject content =
        KmsContent.open(macs, rowId(directory, row.getString("name_folded"), revision), row);
    return new DirectoryUser(
        directory,
        KmsContent.text(content, "name"),
        PgDirectoryRow.sid(content, "sid"),
        new DirectoryUser.Person(
            content.string("givenName"), content.string("surname"), content.string("emailAddress")),
        KmsContent.flag(content, "enabled"),
        KmsContent.time(content, "created"),
        origin(content),
        revision);
  }

  KmsContent.Sealed seal(DirectoryUser user) {
    String folded = DirectoryUser.folded(user.name());
    return KmsContent.seal(macs, rowId(user.directory(), folded, user.revision()), content(user));
  }

  /// Injective: no part of an ARN and no name holds a slash after the directory's id.
  private static RowMacs.RowId rowId(DirectoryKey directory, String folded, long revision) {
    return new RowMacs.RowId("directory user", directory.arn() + "/" + folded, revision);
  }

  private static JsonObject content(DirectoryUser user) {
    JsonObject.Builder content =
        JsonObject.builder().put("name", user.name()).put("sid", user.sid().toString());
    KmsContent.put(content, "givenName", user.person().givenName());
    KmsContent.put(content, "surname", user.person().surname());
    KmsContent.put(content, "emailAddress", user.person().emailAddress());
    content.put("enabled", user.enabled()).put("created", user.created().toString());
    user.origin()
        .ifPresent(
            origin ->
                content
                    .put("clientToken", origin.clientToken())
                    .put(
                        "requestDigest",
                        Base64.getEncoder().encodeToString(origin.digest().toArray())));
    return content.build();
  }

  private static Optional<DirectoryUser.Origin> origin(JsonObject content) {
    return content
        .string("clientToken")
        .map(
            token ->
                new DirectoryUser.Origin(
                    token,
                    Bytes.owning(
                        Base64.getDecoder().decode(KmsContent.text(content, "requestDigest")))));
  }
}
