package io.keytrail.audit.index;

import io.keytrail.audit.event.AuditEvent;
import io.keytrail.audit.event.HostileStrings;
import io.keytrail.audit.event.RepresentativeRecords;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Random;

/// Events from a seed: half of them representative, the others with hostile values, missing
/// members and times in other months, so that several partitions, long values and absent fields
/// occur.
final class RandomEvents {
  private static final String[] TIMES = {
    "2026-10-31T23:59:59Z", "2026-11-01T00:00:00Z", "2026-11-23T10:15:30Z", "1999-01-01T00:00:00Z",
    "2026-12-31T23:59:59.999Z", "not a time", "2150-01-01T00:00:00Z", "1970-01-01T00:00:00Z"
  };

  private final Random random;
  private final RepresentativeRecords records;

  RandomEvents(Random random) {
    this.random = random;
    this.records = new RepresentativeRecords(random.nextLong());
  }

  AuditEvent next(long seq) {
    AuditEvent event = records.next(seq);
    if (random.nextBoolean()) {
      return event;
    }
    var members = new LinkedHashMap<String, JsonValue>(event.record().members());
    for (String member :
        new String[] {
          "userAgent", "errorCode", "errorMessage", "awsRegion", "eventName", "apiVersion"
        }) {
      if (random.nextInt(3) == 0) {
        members.put(member, new JsonString(HostileStrings.next(random)));
      } else if (random.nextInt(6) == 0) {
        var _ = members.remove(member);
      }
    }
    if (random.nextInt(3) == 0) {
      members.put("eventTime", new JsonString(TIMES[random.nextInt(TIMES.length)]));
    }
    if (random.nextInt(4) == 0) {
      members.put("recipientAccountId", new JsonString("21098765432" + random.nextInt(3)));
    }
    if (random.nextInt(4) == 0) {
      members.put("requestParameters", hostileContext());
    }
    return new AuditEvent(seq, new JsonObject(members), Optional.empty());
  }

  private JsonObject hostileContext() {
    var context = JsonObject.builder();
    for (int i = random.nextInt(3); i >= 0; i--) {
      context.put(HostileStrings.next(random), HostileStrings.next(random));
    }
    return JsonObject.builder().put("encryptionContext", context.build()).build();
  }
}
