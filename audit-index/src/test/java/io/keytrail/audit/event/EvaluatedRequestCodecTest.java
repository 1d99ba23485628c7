package io.keytrail.audit.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keytrail.audit.event.EvaluatedCheck.Answer;
import io.keytrail.audit.event.EvaluatedCheck.ContextValues;
import io.keytrail.audit.event.EvaluatedCheck.Decider;
import io.keytrail.audit.event.EvaluatedCheck.PrincipalRef;
import io.keytrail.audit.event.EvaluatedCheck.Question;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class EvaluatedRequestCodecTest {
  private final long seed = Long.getLong("seed", new Random().nextLong());
  private final Random random = new Random(seed);

  @Test
  void everyRequest_roundTrips() throws Exception {
    for (int i = 0; i < 3_000; i++) {
      EvaluatedRequest request = request();
      byte[] bytes = EvaluatedRequestCodec.encode(request);
      EvaluatedRequest back = EvaluatedRequestCodec.decode(bytes);
      assertThat(back).as("-Dseed=" + seed).isEqualTo(request);
      assertThat(EvaluatedRequestCodec.encode(back)).as("-Dseed=" + seed).isEqualTo(bytes);
    }
  }

  @Test
  void damagedBytes_failClearly() {
    for (int i = 0; i < 3_000; i++) {
      byte[] bytes = EvaluatedRequestCodec.encode(request());
      byte[] damaged = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        assertThat(EvaluatedRequestCodec.decode(damaged)).isNotNull();
      } catch (EventFormatException refused) {
        assertThat(refused.getMessage()).as("-Dseed=" + seed).isNotBlank();
      }
    }
  }

  @Test
  void newerVersion_failsClearly() {
    byte[] bytes = EvaluatedRequestCodec.encode(request());
    bytes[0] = 2;
    assertThatThrownBy(() -> EvaluatedRequestCodec.decode(bytes))
        .isInstanceOf(EventFormatException.class)
        .hasMessage("the evaluated request has format 2, this server reads 1");
  }

  @Test
  void decision_isTheLastChecks() {
    EvaluatedCheck first = check();
    EvaluatedCheck last = check();
    assertThat(new EvaluatedRequest(List.of(first, last)).decision())
        .isEqualTo(last.answer().decision());
    assertThatThrownBy(() -> new EvaluatedRequest(List.of()))
        .hasMessage("an evaluated request has a check");
  }

  private EvaluatedRequest request() {
    return new EvaluatedRequest(list(1, this::check));
  }

  private EvaluatedCheck check() {
    var question =
        new Question(
            new PrincipalRef(text(), text(), map(this::text)),
            text(),
            text(),
            text(),
            map(this::values),
            map(this::text),
            list(0, this::text));
    var answer = new Answer(text(), list(0, this::text), list(0, this::decider));
    return new EvaluatedCheck(question, answer, map(() -> list(0, this::text)));
  }

  private ContextValues values() {
    return random.nextBoolean()
        ? new ContextValues(false, List.of(text()))
        : new ContextValues(true, list(0, this::text));
  }

  private Decider decider() {
    return switch (random.nextInt(3)) {
      case 0 -> new Decider.Grant(text());
      case 1 -> new Decider.Rule(text());
      default ->
          new Decider.Statement(
              text(), text(), text(), text(), random.nextInt(Integer.MAX_VALUE), text());
    };
  }

  private String text() {
    return HostileStrings.next(random);
  }

  private <V> Map<String, V> map(Supplier<V> value) {
    var map = new HashMap<String, V>();
    for (int i = random.nextInt(3); i > 0; i--) {
      map.put(text(), value.get());
    }
    return map;
  }

  private <V> List<V> list(int atLeast, Supplier<V> value) {
    var list = new ArrayList<V>();
    for (int i = atLeast + random.nextInt(3); i > 0; i--) {
      list.add(value.get());
    }
    return list;
  }
}
