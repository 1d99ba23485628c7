package io.keytrail.policy.condition;

import io.keytrail.policy.condition.Condition.Symbol;
import io.keytrail.policy.condition.IamOperator.Base;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// IAM operator = symbol × family: the one table that reading and writing share.
final class OperatorTable {

  /// A symbol without regard to list or scalar (`in` counts as `=`), and a family.
  record Form(Symbol symbol, Family family) {}

  private static final Map<Symbol, Map<Family, Base>> BASES = bases();

  private OperatorTable() {}

  private static Map<Symbol, Map<Family, Base>> bases() {
    Map<Symbol, Map<Family, Base>> bases = new EnumMap<>(Symbol.class);
    for (Base base : Base.values()) {
      Form form = form(base);
      bases
          .computeIfAbsent(form.symbol(), _ -> new EnumMap<>(Family.class))
          .put(form.family(), base);
    }
    return bases;
  }

  /// The IAM operator; empty if IAM has none of that form.
  static Optional<Base> base(Symbol symbol, Family family) {
    return Optional.ofNullable(BASES.getOrDefault(scalar(symbol), Map.of()).get(family));
  }

  /// `in` is `=` for a list, `not in` is `!=`.
  static Symbol scalar(Symbol symbol) {
    return switch (symbol) {
      case IN -> Symbol.EQ;
      case NOT_IN -> Symbol.NE;
      case EQ, NE, LT, LE, GT, GE, LIKE, NOT_LIKE, IS -> symbol;
    };
  }

  static Form form(Base base) {
    return switch (base) {
      case STRING_EQUALS -> new Form(Symbol.EQ, Family.STRING);
      case STRING_NOT_EQUALS -> new Form(Symbol.NE, Family.STRING);
      case STRING_EQUALS_IGNORE_CASE -> new Form(Symbol.EQ, Family.ANYCASE);
      case STRING_NOT_EQUALS_IGNORE_CASE -> new Form(Symbol.NE, Family.ANYCASE);
      case STRING_LIKE -> new Form(Symbol.LIKE, Family.STRING);
      case STRING_NOT_LIKE -> new Form(Symbol.NOT_LIKE, Family.STRING);
      case NUMERIC_EQUALS -> new Form(Symbol.EQ, Family.NUMBER);
      case NUMERIC_NOT_EQUALS -> new Form(Symbol.NE, Family.NUMBER);
      case NUMERIC_LESS_THAN -> new Form(Symbol.LT, Family.NUMBER);
      case NUMERIC_LESS_THAN_EQUALS -> new Form(Symbol.LE, Family.NUMBER);
      case NUMERIC_GREATER_THAN -> new Form(Symbol.GT, Family.NUMBER);
      case NUMERIC_GREATER_THAN_EQUALS -> new Form(Symbol.GE, Family.NUMBER);
      case DATE_EQUALS -> new Form(Symbol.EQ, Family.DATE);
      case DATE_NOT_EQUALS -> new Form(Symbol.NE, Family.DATE);
      case DATE_LESS_THAN -> new Form(Symbol.LT, Family.DATE);
      case DATE_LESS_THAN_EQUALS -> new Form(Symbol.LE, Family.DATE);
      case DATE_GREATER_THAN -> new Form(Symbol.GT, Family.DATE);
      case DATE_GREATER_THAN_EQUALS -> new Form(Symbol.GE, Family.DATE);
      case BOOL -> new Form(Symbol.IS, Family.BOOL);
      case BINARY_EQUALS -> new Form(Symbol.EQ, Family.BYTES);
      case IP_ADDRESS -> new Form(Symbol.EQ, Family.IP);
      case NOT_IP_ADDRESS -> new Form(Symbol.NE, Family.IP);
      case ARN_EQUALS -> new Form(Symbol.EQ, Family.ARN);
      case ARN_NOT_EQUALS -> new Form(Symbol.NE, Family.ARN);
      case ARN_LIKE -> new Form(Symbol.LIKE, Family.ARN);
      case ARN_NOT_LIKE -> new Form(Symbol.NOT_LIKE, Family.ARN);
      case NULL -> new Form(Symbol.IS, Family.NULL);
    };
  }
}
