package io.keytrail.policy.condition;

import static io.keytrail.policy.condition.grammar.ConditionLexer.AND;
import static io.keytrail.policy.condition.grammar.ConditionLexer.ANY;
import static io.keytrail.policy.condition.grammar.ConditionLexer.COMMA;
import static io.keytrail.policy.condition.grammar.ConditionLexer.EQ;
import static io.keytrail.policy.condition.grammar.ConditionLexer.EVERY;
import static io.keytrail.policy.condition.grammar.ConditionLexer.GE;
import static io.keytrail.policy.condition.grammar.ConditionLexer.GT;
import static io.keytrail.policy.condition.grammar.ConditionLexer.IN;
import static io.keytrail.policy.condition.grammar.ConditionLexer.IS;
import static io.keytrail.policy.condition.grammar.ConditionLexer.KEY;
import static io.keytrail.policy.condition.grammar.ConditionLexer.LE;
import static io.keytrail.policy.condition.grammar.ConditionLexer.LEFT;
import static io.keytrail.policy.condition.grammar.ConditionLexer.LIKE;
import static io.keytrail.policy.condition.grammar.ConditionLexer.LT;
import static io.keytrail.policy.condition.grammar.ConditionLexer.MARK;
import static io.keytrail.policy.condition.grammar.ConditionLexer.NE;
import static io.keytrail.policy.condition.grammar.ConditionLexer.NOT;
import static io.keytrail.policy.condition.grammar.ConditionLexer.OR;
import static io.keytrail.policy.condition.grammar.ConditionLexer.RAW;
import static io.keytrail.policy.condition.grammar.ConditionLexer.RIGHT;
import static io.keytrail.policy.condition.grammar.ConditionLexer.STRING;
import static io.keytrail.policy.condition.grammar.ConditionLexer.WORD;

import org.jspecify.annotations.Nullable;

/// What may come next in a condition: the grammar without its nesting, as a state machine.
///
/// It serves diagnostics only. ANTLR decides what is a condition; a test holds the two against each
/// other.
enum SyntaxState {
  /// A condition: at the start, after `and`, `or`, `not` or a grouping parenthesis.
  CONDITION,
  /// After a word or string that may be a key or bare text.
  AFTER_WORD,
  /// After a quantifier.
  KEY_ONLY,
  AFTER_KEY,
  /// After the `?` of a key.
  AFTER_MARK,
  /// After the `not` of an operator.
  IN_OR_LIKE,
  /// After an operator.
  VALUE,
  /// After a bare word that may be a value or a tag.
  AFTER_BARE_VALUE,
  LIST_START,
  LIST_VALUE,
  AFTER_LIST_VALUE,
  /// After a whole condition.
  END;

  /// The state after a token of that type; null if no such token may stand here.
  @Nullable SyntaxState next(int type) {
    return switch (this) {
      case CONDITION -> afterConditionStart(type);
      case KEY_ONLY -> type == WORD || type == KEY || type == STRING ? AFTER_KEY : null;
      case AFTER_WORD -> isJoint(type) ? afterEnd(type) : afterKey(type);
      case AFTER_KEY -> afterKey(type);
      case AFTER_MARK -> afterMark(type);
      case IN_OR_LIKE -> type == IN || type == LIKE ? VALUE : null;
      case VALUE -> type == WORD ? AFTER_BARE_VALUE : afterTag(type);
      case AFTER_BARE_VALUE -> isJoint(type) ? afterEnd(type) : afterTag(type);
      case LIST_START -> type == RIGHT ? END : inList(type);
      case LIST_VALUE -> inList(type);
      case AFTER_LIST_VALUE -> type == COMMA ? LIST_VALUE : type == RIGHT ? END : null;
      case END -> isJoint(type) ? afterEnd(type) : null;
    };
  }

  /// Whether the text may end here, parentheses aside.
  boolean mayEnd() {
    return this == END || this == AFTER_WORD || this == AFTER_BARE_VALUE;
  }

  private static @Nullable SyntaxState afterConditionStart(int type) {
    return switch (type) {
      case NOT, LEFT -> CONDITION;
      case ANY, EVERY -> KEY_ONLY;
      case KEY -> AFTER_KEY;
      case WORD, STRING -> AFTER_WORD;
      default -> null;
    };
  }

  private static @Nullable SyntaxState afterKey(int type) {
    return type == MARK ? AFTER_MARK : afterMark(type);
  }

  private static @Nullable SyntaxState afterMark(int type) {
    return switch (type) {
      case NOT -> IN_OR_LIKE;
      case EQ, NE, LT, LE, GT, GE, IN, LIKE, IS -> VALUE;
      default -> null;
    };
  }

  private static @Nullable SyntaxState afterTag(int type) {
    return switch (type) {
      case LEFT -> LIST_START;
      case WORD, STRING, RAW -> END;
      default -> null;
    };
  }

  private static @Nullable SyntaxState inList(int type) {
    return type == WORD || type == STRING || type == RAW ? AFTER_LIST_VALUE : null;
  }

  private static boolean isJoint(int type) {
    return type == AND || type == OR || type == RIGHT;
  }

  private static SyntaxState afterEnd(int type) {
    return type == RIGHT ? END : CONDITION;
  }
}
