package io.keytrail.policy.syntax;

import io.keytrail.policy.condition.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/// ANTLR's tree to [JsonNode]s. Refuses a name used twice in one object, and lone surrogates
/// written as escapes.
final class JsonTreeBuilder {

  JsonNode build(PolicyJsonParser.ValueContext value) {
    if (value.object() != null) {
      return object(value.object());
    }
    if (value.array() != null) {
      return array(value.array());
    }
    return scalar(((TerminalNode) value.getChild(0)).getSymbol());
  }

  private JsonNode object(PolicyJsonParser.ObjectContext object) {
    List<PolicyJsonParser.MemberContext> written = object.member();
    List<JsonNode.Member> members = new ArrayList<>(written.size());
    Set<String> names = HashSet.newHashSet(written.size());
    for (PolicyJsonParser.MemberContext member : written) {
      Token nameToken = member.STRING().getSymbol();
      String name = string(nameToken);
      Span nameSpan = JsonReader.span(nameToken, nameToken);
      if (!names.add(name)) {
        throw new SyntaxProblem(
            "DUPLICATE_KEY",
            nameSpan,
            "the name `%s` is used twice in this object".formatted(name));
      }
      members.add(new JsonNode.Member(name, nameSpan, build(member.value()), span(member)));
    }
    return new JsonNode.JsonObject(members, span(object));
  }

  private JsonNode array(PolicyJsonParser.ArrayContext array) {
    List<JsonNode> elements = new ArrayList<>();
    for (PolicyJsonParser.ValueContext element : array.value()) {
      elements.add(build(element));
    }
    return new JsonNode.JsonArray(elements, span(array));
  }

  private static JsonNode scalar(Token token) {
    Span span = JsonReader.span(token, token);
    return switch (token.getType()) {
      case PolicyJsonParser.STRING -> new JsonNode.JsonString(string(token), span);
      case PolicyJsonParser.NUMBER -> new JsonNode.JsonNumber(token.getText(), span);
      case PolicyJsonParser.TRUE -> new JsonNode.JsonBoolean(true, span);
      case PolicyJsonParser.FALSE -> new JsonNode.JsonBoolean(false, span);
      case PolicyJsonParser.NULL -> new JsonNode.JsonNull(span);
      default -> throw new IllegalStateException("no scalar: " + token);
    };
  }

  private static String string(Token token) {
    String quoted = token.getText();
    String text = unescape(quoted.substring(1, quoted.length() - 1));
    if (Surrogates.anyLone(text)) {
      throw new SyntaxProblem(
          "LONE_SURROGATE", JsonReader.span(token, token), "half a surrogate pair is no character");
    }
    return text;
  }

  private static String unescape(String body) {
    if (body.indexOf('\\') < 0) {
      return body;
    }
    StringBuilder text = new StringBuilder(body.length());
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char escape = body.charAt(++i);
      if (escape == 'u') {
        text.append((char) Integer.parseInt(body, i + 1, i + 5, 16));
        i += 4;
      } else {
        text.append(plainEscape(escape));
      }
    }
    return text.toString();
  }

  private static char plainEscape(char escape) {
    return switch (escape) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> escape;
    };
  }

  private static Span span(ParserRuleContext context) {
    return JsonReader.span(context.getStart(), context.getStop());
  }
}
