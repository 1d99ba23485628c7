package io.keytrail.policy.syntax;

import io.keytrail.policy.condition.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;

/// ANTLR's tree of rules to [JsonNode]s. Refuses a name used twice in one object, and lone
/// surrogates written as escapes.
final class JsonTreeBuilder {

  JsonNode build(PolicyJsonParser.ValueContext value) {
    List<ParseTree> rules = rules(value);
    if (rules.isEmpty()) {
      return scalar(value.getStart());
    }
    return rules.getFirst() instanceof PolicyJsonParser.ObjectContext object
        ? object(object)
        : array((PolicyJsonParser.ArrayContext) rules.getFirst());
  }

  private JsonNode object(PolicyJsonParser.ObjectContext object) {
    List<ParseTree> written = rules(object);
    List<JsonNode.Member> members = new ArrayList<>(written.size());
    Set<String> names = HashSet.newHashSet(written.size());
    for (ParseTree member : written) {
      members.add(member((PolicyJsonParser.MemberContext) member, names));
    }
    return new JsonNode.JsonObject(members, span(object));
  }

  private JsonNode.Member member(PolicyJsonParser.MemberContext member, Set<String> names) {
    Token nameToken = member.getStart();
    String name = string(nameToken);
    Span nameSpan = JsonReader.span(nameToken, nameToken);
    if (!names.add(name)) {
      throw new SyntaxProblem(
          "DUPLICATE_KEY", nameSpan, "the name `%s` is used twice in this object".formatted(name));
    }
    JsonNode value = build((PolicyJsonParser.ValueContext) rules(member).getFirst());
    Span span = new Span(nameSpan.start(), value.span().end());
    return new JsonNode.Member(name, nameSpan, value, span);
  }

  private JsonNode array(PolicyJsonParser.ArrayContext array) {
    List<ParseTree> written = rules(array);
    List<JsonNode> elements = new ArrayList<>(written.size());
    for (ParseTree element : written) {
      elements.add(build((PolicyJsonParser.ValueContext) element));
    }
    return new JsonNode.JsonArray(elements, span(array));
  }

  /// What the rule consists of, tokens left out.
  private static List<ParseTree> rules(ParserRuleContext context) {
    return context.children == null ? List.of() : context.children;
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
    String text = unescape(quoted);
    // The text as a whole has none: only an escape can be half a pair.
    if (text.length() != quoted.length() - 2 && Surrogates.anyLone(text)) {
      throw new SyntaxProblem(
          "LONE_SURROGATE", JsonReader.span(token, token), "half a surrogate pair is no character");
    }
    return text;
  }

  private static String unescape(String quoted) {
    String body = quoted.substring(1, quoted.length() - 1);
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
