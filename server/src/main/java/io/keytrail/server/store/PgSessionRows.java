package io.keytrail.server.store;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.FieldEncoder;
import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.session.Session;
import io.keytrail.server.session.SignInLink;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Links and sessions as rows, with their MACs: who can write the database must not sign himself
/// in. A principal is an array of text: the account of a root user; account, path, name and id of a
/// user.
final class PgSessionRows {
  private final RowMacs macs;

  PgSessionRows(RowMacs macs) {
    this.macs = macs;
  }

  /// @throws io.keytrail.server.crypto.RowTampered if the row is not one that we wrote
  SignInLink readLink(Row row) {
    SignInLink link =
        new SignInLink(
            row.getString("id"),
            principal(row.getArrayOfStrings("principal")),
            row.getBoolean("operator"),
            PgTime.fromDatabase(row.getOffsetDateTime("expires_at")));
    macs.verify(rowId(link), content(link), mac(row));
    return link;
  }

  Tuple toInsert(SignInLink link) {
    return Tuple.of(
        link.id(),
        parts(link.principal()),
        link.operator(),
        PgTime.toDatabase(link.expires()),
        Buffer.buffer(macs.mac(rowId(link), content(link)).toArray()));
  }

  /// @throws io.keytrail.server.crypto.RowTampered if the row is not one that we wrote
  Session readSession(Row row) {
    String @Nullable [] acting = row.getArrayOfStrings("acting");
    Session session =
        new Session(
            row.getString("id"),
            principal(row.getArrayOfStrings("principal")),
            row.getBoolean("operator"),
            acting == null ? Optional.empty() : Optional.of(principal(acting)),
            PgTime.fromDatabase(row.getOffsetDateTime("created_at")),
            PgTime.fromDatabase(row.getOffsetDateTime("seen_at")),
            row.getLong("revision"));
    macs.verify(rowId(session), content(session), mac(row));
    return session;
  }

  Tuple toInsert(Session session) {
    return Tuple.tuple()
        .addString(session.id())
        .addArrayOfString(parts(session.principal()))
        .addBoolean(session.operator())
        .addArrayOfString(session.acting().map(PgSessionRows::parts).orElse(null))
        .addOffsetDateTime(PgTime.toDatabase(session.created()))
        .addOffsetDateTime(PgTime.toDatabase(session.seen()))
        .addLong(session.revision())
        .addBuffer(toMac(session));
  }

  Tuple toUpdate(Session next) {
    return Tuple.tuple()
        .addString(next.id())
        .addArrayOfString(next.acting().map(PgSessionRows::parts).orElse(null))
        .addOffsetDateTime(PgTime.toDatabase(next.seen()))
        .addLong(next.revision())
        .addBuffer(toMac(next));
  }

  private Buffer toMac(Session session) {
    return Buffer.buffer(macs.mac(rowId(session), content(session)).toArray());
  }

  private static Bytes mac(Row row) {
    return Bytes.copyOf(row.getBuffer("row_mac").getBytes());
  }

  private static RowMacs.RowId rowId(SignInLink link) {
    return new RowMacs.RowId("sign-in link", link.id(), 1);
  }

  private static RowMacs.RowId rowId(Session session) {
    return new RowMacs.RowId("browser session", session.id(), session.revision());
  }

  private static Bytes content(SignInLink link) {
    return put(new FieldEncoder(), Optional.of(link.principal()))
        .flag(link.operator())
        .number(PgTime.toMicros(link.expires()))
        .toBytes();
  }

  private static Bytes content(Session session) {
    FieldEncoder out = put(new FieldEncoder(), Optional.of(session.principal()));
    return put(out.flag(session.operator()), session.acting())
        .number(PgTime.toMicros(session.created()))
        .number(PgTime.toMicros(session.seen()))
        .toBytes();
  }

  private static FieldEncoder put(FieldEncoder out, Optional<Principal> principal) {
    List<String> parts = principal.map(PgSessionRows::parts).map(List::of).orElse(List.of());
    out.number(parts.size());
    parts.forEach(out::text);
    return out;
  }

  private static String[] parts(Principal principal) {
    return switch (principal) {
      case Principal.Root root -> new String[] {root.accountId()};
      case Principal.User user ->
          new String[] {user.accountId(), user.path(), user.name(), user.userId()};
      case Principal.RoleSession _,
          Principal.FederatedUser _,
          Principal.Service _,
          Principal.Federated _,
          Principal.Anonymous _ ->
          throw new IllegalArgumentException(principal.arn() + " has no dashboard");
    };
  }

  private static Principal principal(String[] parts) {
    return switch (parts.length) {
      case 1 -> new Principal.Root(parts[0]);
      case 4 -> new Principal.User(parts[0], parts[1], parts[2], parts[3]);
      default -> throw new IllegalStateException("a principal has one or four parts");
    };
  }
}
