package io.keytrail.audit.event;

import io.keytrail.audit.event.EvaluatedCheck.Answer;
import io.keytrail.audit.event.EvaluatedCheck.ContextValues;
import io.keytrail.audit.event.EvaluatedCheck.Decider;
import io.keytrail.audit.event.EvaluatedCheck.PrincipalRef;
import io.keytrail.audit.event.EvaluatedCheck.Question;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The compact binary form of an [EvaluatedRequest]: a version byte, then its members in order.
/// Equal requests have equal bytes. Bytes of this version are readable for ever; of a newer one, a
/// clear error.
public final class EvaluatedRequestCodec {
  private static final int VERSION = 1;
  private static final int STATEMENT = 0;
  private static final int GRANT = 1;
  private static final int RULE = 2;

  private EvaluatedRequestCodec() {}

  public static byte[] encode(EvaluatedRequest request) {
    var out = new ByteOutput();
    out.writeByte(VERSION);
    out.writeInt(request.checks().size());
    for (EvaluatedCheck check : request.checks()) {
      writeQuestion(out, check.question());
      writeAnswer(out, check.answer());
      out.writeInt(check.versions().size());
      check
          .versions()
          .forEach(
              (kind, ids) -> {
                out.writeString(kind);
                writeStrings(out, ids);
              });
    }
    return out.toByteArray();
  }

  /// Reads what [#encode] wrote.
  ///
  /// @throws EventFormatException if the bytes are damaged or of an unknown version
  public static EvaluatedRequest decode(byte[] bytes) throws EventFormatException {
    var in = new ByteInput(bytes);
    int version = in.readByte();
    if (version != VERSION) {
      throw new EventFormatException(
          "the evaluated request has format " + version + ", this server reads " + VERSION);
    }
    int count = in.readCount();
    var checks = new ArrayList<EvaluatedCheck>();
    for (int i = 0; i < count; i++) {
      checks.add(readCheck(in));
    }
    if (checks.isEmpty() || !in.isAtEnd()) {
      throw new EventFormatException("the evaluated request is damaged");
    }
    return new EvaluatedRequest(checks);
  }

  private static void writeQuestion(ByteOutput out, Question question) {
    out.writeString(question.principal().kind());
    out.writeString(question.principal().arn());
    writeMap(out, question.principal().attributes());
    out.writeString(question.action());
    out.writeString(question.resource());
    out.writeString(question.resourceAccount());
    out.writeInt(question.context().size());
    question
        .context()
        .forEach(
            (key, value) -> {
              out.writeString(key);
              out.writeByte(value.multi() ? 1 : 0);
              writeStrings(out, value.values());
            });
    writeMap(out, question.encryptionContext());
    writeStrings(out, question.grantTokens());
  }

  private static void writeAnswer(ByteOutput out, Answer answer) {
    out.writeString(answer.decision());
    writeStrings(out, answer.blockedBy());
    out.writeInt(answer.deciders().size());
    for (Decider decider : answer.deciders()) {
      switch (decider) {
        case Decider.Statement statement -> writeStatement(out, statement);
        case Decider.Grant(String grantId) -> {
          out.writeByte(GRANT);
          out.writeString(grantId);
        }
        case Decider.Rule(String rule) -> {
          out.writeByte(RULE);
          out.writeString(rule);
        }
      }
    }
  }

  private static void writeStatement(ByteOutput out, Decider.Statement statement) {
    out.writeByte(STATEMENT);
    out.writeString(statement.policyType());
    out.writeString(statement.policyName());
    out.writeString(statement.policyVersion());
    out.writeString(statement.pointer());
    out.writeInt(statement.statement());
    out.writeString(statement.sid());
  }

  private static EvaluatedCheck readCheck(ByteInput in) throws EventFormatException {
    Question question = readQuestion(in);
    Answer answer = readAnswer(in);
    int count = in.readCount();
    var versions = new LinkedHashMap<String, List<String>>();
    for (int i = 0; i < count; i++) {
      versions.put(in.readString(), readStrings(in));
    }
    return new EvaluatedCheck(question, answer, versions);
  }

  private static Question readQuestion(ByteInput in) throws EventFormatException {
    var principal = new PrincipalRef(in.readString(), in.readString(), readMap(in));
    String action = in.readString();
    String resource = in.readString();
    String resourceAccount = in.readString();
    int count = in.readCount();
    var context = new LinkedHashMap<String, ContextValues>();
    for (int i = 0; i < count; i++) {
      context.put(in.readString(), readContextValues(in));
    }
    return new Question(
        principal, action, resource, resourceAccount, context, readMap(in), readStrings(in));
  }

  private static ContextValues readContextValues(ByteInput in) throws EventFormatException {
    boolean multi = in.readByte() != 0;
    List<String> values = readStrings(in);
    if (!multi && values.size() != 1) {
      throw new EventFormatException("the evaluated request is damaged");
    }
    return new ContextValues(multi, values);
  }

  private static Answer readAnswer(ByteInput in) throws EventFormatException {
    String decision = in.readString();
    List<String> blockedBy = readStrings(in);
    int count = in.readCount();
    var deciders = new ArrayList<Decider>();
    for (int i = 0; i < count; i++) {
      deciders.add(readDecider(in));
    }
    return new Answer(decision, blockedBy, deciders);
  }

  private static Decider readDecider(ByteInput in) throws EventFormatException {
    int kind = in.readByte();
    return switch (kind) {
      case STATEMENT ->
          new Decider.Statement(
              in.readString(),
              in.readString(),
              in.readString(),
              in.readString(),
              in.readInt(),
              in.readString());
      case GRANT -> new Decider.Grant(in.readString());
      case RULE -> new Decider.Rule(in.readString());
      default -> throw new EventFormatException("the evaluated request is damaged");
    };
  }

  private static void writeMap(ByteOutput out, Map<String, String> map) {
    out.writeInt(map.size());
    map.forEach(
        (key, value) -> {
          out.writeString(key);
          out.writeString(value);
        });
  }

  private static Map<String, String> readMap(ByteInput in) throws EventFormatException {
    int count = in.readCount();
    var map = new LinkedHashMap<String, String>();
    for (int i = 0; i < count; i++) {
      map.put(in.readString(), in.readString());
    }
    return map;
  }

  private static void writeStrings(ByteOutput out, List<String> texts) {
    out.writeInt(texts.size());
    texts.forEach(out::writeString);
  }

  private static List<String> readStrings(ByteInput in) throws EventFormatException {
    int count = in.readCount();
    var texts = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      texts.add(in.readString());
    }
    return texts;
  }
}
