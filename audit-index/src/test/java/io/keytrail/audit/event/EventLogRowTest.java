package io.keytrail.audit.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keytrail.audit.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class EventLogRowTest {
  private static final ZstdDictionaries DICTIONARIES = ZstdDictionaries.builtIn();
  private final long seed = Long.getLong("seed", new Random().nextLong());
  private final Random random = new Random(seed);

  @Test
  void everyEvent_isReadByItself() throws Exception {
    for (int count : new int[] {0, 1, 2, 300}) {
      List<AuditEventBytes> events = events(count);
      for (ZstdDictionary dictionary :
          List.of(DICTIONARIES.current(), DICTIONARIES.byId(0).orElseThrow())) {
        EventLogRow row = EventLogRow.decode(EventLogRow.encode(events, dictionary), DICTIONARIES);
        assertThat(row.count()).isEqualTo(count);
        for (int i = count - 1; i >= 0; i--) {
          assertThat(row.event(i)).as("-Dseed=" + seed).isEqualTo(events.get(i));
        }
      }
    }
  }

  @Test
  void hostileStrings_comeBack() throws Exception {
    for (int i = 0; i < 500; i++) {
      JsonObject record =
          JsonObject.builder()
              .put("userAgent", HostileStrings.next(random))
              .put(HostileStrings.next(random), HostileStrings.next(random))
              .build();
      byte[] row =
          EventLogRow.encode(
              List.of(AuditEventBytes.of(record, Optional.empty())), DICTIONARIES.current());
      assertThat(EventLogRow.decode(row, DICTIONARIES).event(0).record())
          .as("-Dseed=" + seed)
          .isEqualTo(record);
    }
  }

  @Test
  void dictionary_makesEventsSmall() {
    List<AuditEventBytes> events = events(500);
    long plain = events.stream().mapToLong(event -> EventLogRow.plain(event).length).sum();
    int small = EventLogRow.encode(events, DICTIONARIES.current()).length;
    int without = EventLogRow.encode(events, DICTIONARIES.byId(0).orElseThrow()).length;
    assertThat(small).as("of " + plain + ", without " + without).isLessThan(without / 2);
    // Random ids of the sample alone are some 150 bytes an event.
    assertThat(small / 500).as("bytes an event").isLessThan(400);
  }

  @Test
  void cutOffRow_failsClearly() {
    byte[] row = EventLogRow.encode(events(3), DICTIONARIES.current());
    for (int length = 0; length < row.length; length++) {
      byte[] cut = Arrays.copyOf(row, length);
      assertThatThrownBy(() -> EventLogRow.decode(cut, DICTIONARIES))
          .as("length " + length)
          .isInstanceOf(EventFormatException.class);
    }
    assertThatThrownBy(() -> EventLogRow.decode(new byte[20], DICTIONARIES))
        .hasMessage("these bytes are no row of the event log");
  }

  @Test
  void flippedBit_failsClearly() {
    List<AuditEventBytes> events = events(3);
    byte[] row = EventLogRow.encode(events, DICTIONARIES.current());
    for (int i = 0; i < row.length; i++) {
      byte[] damaged = row.clone();
      damaged[i] ^= (byte) (1 << random.nextInt(8));
      assertThat(isRefused(damaged)).as("byte " + i + ", -Dseed=" + seed).isTrue();
    }
    assertThat(isRefused(row)).isFalse();
  }

  @Test
  void unknownDictionary_failsClearly() {
    byte[] bytes =
        TrainDictionary.class
            .getName()
            .repeat(20)
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    byte[] row = EventLogRow.encode(events(1), ZstdDictionary.of(77, bytes));
    assertThatThrownBy(() -> EventLogRow.decode(row, DICTIONARIES))
        .isInstanceOf(EventFormatException.class)
        .hasMessage("unknown event dictionary 77");
    ZstdDictionaries more = DICTIONARIES.with(List.of(ZstdDictionary.of(77, bytes)));
    assertThat(more.current().id()).isEqualTo(77);
    assertThatThrownBy(() -> more.with(List.of(ZstdDictionary.of(77, bytes))))
        .hasMessage("dictionary 77 exists");
  }

  @Test
  void newerVersion_failsClearly() {
    byte[] row = EventLogRow.encode(events(1), DICTIONARIES.current());
    row[4] = 9;
    assertThatThrownBy(() -> EventLogRow.decode(row, DICTIONARIES))
        .hasMessage("the event log row has format 9, this server reads 1");
  }

  private static boolean isRefused(byte[] row) {
    try {
      EventLogRow view = EventLogRow.decode(row, DICTIONARIES);
      for (int i = 0; i < view.count(); i++) {
        assertThat(view.event(i)).isNotNull();
      }
      return false;
    } catch (EventFormatException expected) {
      return true;
    }
  }

  private List<AuditEventBytes> events(int count) {
    var records = new RepresentativeRecords(random.nextLong());
    var events = new ArrayList<AuditEventBytes>();
    for (int i = 0; i < count; i++) {
      AuditEvent event = records.next(i);
      events.add(AuditEventBytes.of(event.record(), event.evaluated()));
    }
    return events;
  }
}
