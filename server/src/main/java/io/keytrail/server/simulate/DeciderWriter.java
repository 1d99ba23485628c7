package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonOut;
import io.keytrail.audit.json.JsonOut.Name;
import io.keytrail.policy.condition.Position;
import io.keytrail.policy.eval.Decision.Decider;

/// Writes statements, grants and rules as the HTTP contract names them.
final class DeciderWriter {
  private static final Name GRANT_ID = Name.after("type", "grant", "grantId");
  private static final Name RULE = Name.after("type", "rule", "rule");
  private static final Name POLICY = Name.after("type", "statement", "policy");
  private static final Name NAME = Name.of("name");
  private static final Name POINTER = Name.of("pointer");
  private static final Name STATEMENT = Name.of("statement");
  private static final Name SID = Name.of("sid");
  private static final Name START = Name.of("start");
  private static final Name END = Name.of("end");
  private static final Name LINE = Name.of("line");
  private static final Name COLUMN = Name.of("column");

  private DeciderWriter() {}

  static void decider(Decider decider, JsonOut out) {
    members(decider, out.beginObject());
    out.endObject();
  }

  /// Its members, within an object that may have more.
  static void members(Decider decider, JsonOut out) {
    switch (decider) {
      case Decider.StatementRef statement -> statement(statement, out);
      case Decider.GrantRef(String grantId) -> out.name(GRANT_ID).string(grantId);
      case Decider.RuleRef(String rule) -> out.name(RULE).string(rule);
    }
  }

  private static void statement(Decider.StatementRef ref, JsonOut out) {
    out.name(POLICY).string(ref.type().wireName());
    out.name(NAME).string(ref.policyName());
    out.name(POINTER).string(ref.pointer());
    out.name(STATEMENT).number(ref.statement());
    out.name(SID);
    if (ref.sid().isPresent()) {
      out.string(ref.sid().get());
    } else {
      out.nothing();
    }
    if (ref.span().isPresent()) {
      position(ref.span().get().start(), out.name(START));
      position(ref.span().get().end(), out.name(END));
    }
  }

  private static void position(Position position, JsonOut out) {
    out.beginObject();
    out.name(LINE).number(position.line()).name(COLUMN).number(position.column());
    out.endObject();
  }
}
