package io.keytrail.policy.condition;

import io.keytrail.policy.condition.Condition.Literal;

/// The JSON value that a literal stands for.
final class LiteralForm {

  private LiteralForm() {}

  /// Quoted and bare literals are JSON strings, backquoted ones JSON numbers or booleans.
  static JsonLiteral json(Literal literal) {
    JsonLiteral.Kind kind =
        switch (literal.kind()) {
          case QUOTED, WORD -> JsonLiteral.Kind.STRING;
          case RAW ->
              LiteralClass.isBoolean(literal.text())
                  ? JsonLiteral.Kind.BOOLEAN
                  : JsonLiteral.Kind.NUMBER;
        };
    return new JsonLiteral(kind, literal.text(), literal.span());
  }
}
