package io.keytrail.policy.compile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GlobTest {

  @Test
  void builder_keepsEveryCode() {
    var builder = new Glob.Builder();
    for (int i = 0; i < 40; i++) {
      assertThat(builder.length()).isEqualTo(i);
      builder.add('a' + i);
    }
    Glob glob = builder.build();
    assertThat(glob.length()).isEqualTo(40);
    for (int i = 0; i < 40; i++) {
      assertThat(glob.code(i)).isEqualTo('a' + i);
    }
  }

  @Test
  void text_isTakenByCodePointsAndLiterally() {
    var builder = new Glob.Builder();
    builder.addText("a*\uD83D\uDE00?");
    assertThat(codes(builder.build())).containsExactly('a', '*', 0x1F600, '?');
    builder.addAll(builder.build());
    assertThat(codes(builder.build()))
        .containsExactly('a', '*', 0x1F600, '?', 'a', '*', 0x1F600, '?');
  }

  @Test
  void nothing_isTheEmptyGlob() {
    assertThat(new Glob.Builder().build()).isSameAs(Glob.EMPTY);
    assertThat(Glob.EMPTY.length()).isZero();
  }

  /// What is lent follows the builder; what was built does not.
  @Test
  void shared_isWhatWasCollectedLast() {
    var builder = new Glob.Builder();
    builder.addText("first");
    Glob built = builder.build();
    builder.clear();
    builder.addText("the second one, which is longer");
    assertThat(codes(builder.shared()))
        .isEqualTo("the second one, which is longer".codePoints().toArray());
    assertThat(codes(built)).isEqualTo("first".codePoints().toArray());
    builder.clear();
    assertThat(builder.shared().length()).isZero();
  }

  @Test
  void indexOf_isTheFirstFromThere() {
    var builder = new Glob.Builder();
    builder.addText("a:b:c");
    Glob glob = builder.build();
    assertThat(glob.indexOf(':', 0)).isEqualTo(1);
    assertThat(glob.indexOf(':', 1)).isEqualTo(1);
    assertThat(glob.indexOf(':', 2)).isEqualTo(3);
    assertThat(glob.indexOf(':', 4)).isEqualTo(5);
    assertThat(glob.indexOf('x', 0)).isEqualTo(5);
  }

  static int[] codes(Glob glob) {
    int[] codes = new int[glob.length()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = glob.code(i);
    }
    return codes;
  }
}
