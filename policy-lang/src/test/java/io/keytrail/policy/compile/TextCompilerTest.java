package io.keytrail.policy.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.compile.TextPattern.Part;
import io.keytrail.policy.compile.TextPattern.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How a text is classified and taken apart. `<run>` and `<one>` stand for wildcards below.
class TextCompilerTest {

  @Test
  void shape_isTheLeastWork() {
    shape("", Shape.EXACT, "");
    shape("abc", Shape.EXACT, "abc");
    shape("a\u0000c", Shape.EXACT, "a\u0000c");
    shape("abc*", Shape.PREFIX, "abc");
    shape("\uD83D\uDE00*", Shape.PREFIX, "\uD83D\uDE00");
    shape("*", Shape.ANY, "");
    shape("**", Shape.GLOB, "");
    shape("a**", Shape.GLOB, "");
    shape("a*b", Shape.GLOB, "");
    shape("*a", Shape.GLOB, "");
    shape("a?", Shape.GLOB, "");
    shape("?", Shape.GLOB, "");
  }

  @Test
  void wildcards_areSpecialOnlyWhereTheyMayBe() {
    assertThat(GlobTest.codes(pattern("a*?b").glob()))
        .containsExactly('a', Glob.RUN, Glob.ONE, 'b');
    TextPattern plain = TextCompiler.compile("a*?", false, true);
    assertThat(plain.shape()).isEqualTo(Shape.EXACT);
    assertThat(plain.literal()).isEqualTo("a*?");
    assertThat(plain.written()).isEqualTo("a*?");
  }

  @Test
  void literalCharacters_areWrittenAsVariables() {
    shape("a${*}${?}${$}", Shape.EXACT, "a*?$");
    shape("${*}*", Shape.PREFIX, "*");
    shape("${$}{x}", Shape.EXACT, "${x}");
  }

  @Test
  void variables_splitTheText() {
    assertThat(parts("a*${aws:UserName}b")).containsExactly("a<run>", "aws:username=", "b");
    assertThat(parts("${x}")).containsExactly("", "x=", "");
    assertThat(parts("${ x }${Y}")).containsExactly("", "x=", "", "y=", "");
    assertThat(parts("${x,'d'}")).containsExactly("", "x=d", "");
    assertThat(parts("${x , ''}?")).containsExactly("", "x=", "<one>");
    assertThat(parts("${x, 'a, b'}")).containsExactly("", "x=a, b", "");
    assertThat(parts("${x, '*'}${*}")).containsExactly("", "x=*", "*");
    TextPattern template = pattern("${X, 'd'}");
    assertThat(template.shape()).isEqualTo(Shape.TEMPLATE);
    assertThat(template.literal()).isEmpty();
    assertThat(template.parts().get(1)).isEqualTo(new Part.Variable("X", "x", Optional.of("d")));
    assertThat(pattern("${X}").parts().get(1))
        .isEqualTo(new Part.Variable("X", "x", Optional.empty()));
  }

  @Test
  void whatIsNoVariable_isPlainText() {
    for (String text :
        List.of(
            "${", "${}", "${x", "$x}", "${ }", "${,'d'}", "${x,}", "${x,'}", "${x,d}", "${x,'d}",
            "${x,d'}", "$", "}{", "a${")) {
      shape(text, Shape.EXACT, text);
    }
  }

  @Test
  void variables_countFromAPlaceOn() {
    TextPattern late = TextCompiler.compile("${a}${b}", true, 4);
    assertThat(late.parts()).hasSize(3);
    assertThat(late.parts().get(1)).isEqualTo(new Part.Variable("b", "b", Optional.empty()));
    assertThat(TextCompiler.compile("${a}${b}", true, 5).shape()).isEqualTo(Shape.EXACT);
    assertThat(TextCompiler.compile("${a}", true, false).literal()).isEqualTo("${a}");
    assertThat(TextCompiler.compile("${a}", true, true).shape()).isEqualTo(Shape.TEMPLATE);
  }

  /// Those of resources begin behind the fifth colon, those of conditions anywhere.
  @Test
  void variablesOfArns_dependOnWhoseTheyAre() {
    assertThat(ArnPattern.resource("arn:aws:s3:::${x}", true).text().shape())
        .isEqualTo(Shape.TEMPLATE);
    assertThat(ArnPattern.resource("arn:aws:s3::${x}:y", true).text().shape())
        .isEqualTo(Shape.EXACT);
    assertThat(ArnPattern.resource("arn:aws:s3::${x}", true).text().shape()).isEqualTo(Shape.EXACT);
    assertThat(ArnPattern.resource("arn:aws:s3:::${x}", false).text().shape())
        .isEqualTo(Shape.EXACT);
    assertThat(ArnPattern.condition("${x}", true).text().shape()).isEqualTo(Shape.TEMPLATE);
    assertThat(ArnPattern.condition("${x}", false).text().shape()).isEqualTo(Shape.EXACT);
    assertThat(ArnPattern.condition("arn:*", true).never()).isFalse();
  }

  @Test
  void service_mustBeWritten() {
    for (String never :
        List.of("arn", "arn:*", "arn:aws*", "arn:aws:*", "arn:aws:s?s:::q", "arn:aws:*:::", "**")) {
      assertThat(ArnPattern.resource(never, true).never()).as(never).isTrue();
    }
    for (String good :
        List.of("*", "arn:aws:s3:::*", "arn:*:s3:::b", "arn:aws:sqs", "arn:aws:sqs:*", ":a:s3:*")) {
      assertThat(ArnPattern.resource(good, true).never()).as(good).isFalse();
    }
  }

  private static void shape(String text, Shape shape, String literal) {
    TextPattern pattern = pattern(text);
    assertThat(pattern.shape()).as(text).isEqualTo(shape);
    assertThat(pattern.literal()).as(text).isEqualTo(literal);
    assertThat(pattern.written()).isEqualTo(text);
    assertThat(pattern.parts()).isEmpty();
  }

  private static TextPattern pattern(String text) {
    return TextCompiler.compile(text, true, true);
  }

  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    for (Part part : pattern(text).parts()) {
      parts.add(
          switch (part) {
            case Part.Fixed(Glob glob) -> shown(glob);
            case Part.Variable(var _, var foldedKey, var fallback) ->
                foldedKey + "=" + fallback.orElse("");
          });
    }
    return parts;
  }

  private static String shown(Glob glob) {
    StringBuilder text = new StringBuilder();
    for (int code : GlobTest.codes(glob)) {
      if (code == Glob.RUN) {
        text.append("<run>");
      } else if (code == Glob.ONE) {
        text.append("<one>");
      } else {
        text.appendCodePoint(code);
      }
    }
    return text.toString();
  }
}
