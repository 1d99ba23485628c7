package io.keytrail.server.store;

import io.vertx.pgclient.PgException;
import java.util.Objects;

/// PostgreSQL refused a statement or a commit; the transaction is rolled back.
public final class StatementRefused extends DatabaseFailure {
  private final String sqlState;
  private final String constraint;

  StatementRefused(PgException refused) {
    super("the database refused a statement: " + refused.getMessage(), refused);
    sqlState = Objects.requireNonNullElse(refused.getSqlState(), "");
    constraint = Objects.requireNonNullElse(refused.getConstraint(), "");
  }

  /// Five characters, `23505` for a value that is there already.
  public String sqlState() {
    return sqlState;
  }

  /// The constraint that was violated, else empty.
  public String constraint() {
    return constraint;
  }

  public boolean isUniqueViolation() {
    return sqlState.equals("23505");
  }
}
