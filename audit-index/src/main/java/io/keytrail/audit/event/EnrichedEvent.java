package io.keytrail.audit.event;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.schema.AuditField;
import io.keytrail.audit.schema.AuditFields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/// What a search sees of one event. Index and matcher see exactly this, and nothing else.
///
/// @param eventTimeMillis empty if the record has no readable `eventTime`
/// @param owner the account whose trail the event belongs to: `recipientAccountId`, in old records
///     `userIdentity.accountId`; empty if neither is known
/// @param values of the keyword and boolean fields, by field name: distinct, in document order,
///     well-formed; a field without values is missing
/// @param objects names of the members that are there but not searched inside
/// @param context pairs of every encryption context in the record
/// @param resources what the call was about, in document order
public record EnrichedEvent(
    long seq,
    OptionalLong eventTimeMillis,
    String owner,
    Map<String, List<String>> values,
    Set<String> objects,
    List<ContextPair> context,
    List<EventResource> resources) {

  private static final Set<String> SINGLE = Set.of("decision", "service", AuditFields.IMPORT);

  /// Whether it came by an import.
  public boolean imported() {
    return values.containsKey(AuditFields.IMPORT);
  }

  /// The values of one field; none is an empty list.
  public List<String> values(String field) {
    return values.getOrDefault(field, List.of());
  }

  /// Who called, as CloudTrail's event history names him.
  public Optional<String> userName() {
    return Stream.of("userName", "userIdentity.userName")
        .flatMap(field -> values(field).stream())
        .findFirst();
  }

  /// Where the index keeps it: an event without a time stands at the beginning of all time.
  public long sortTimeMillis() {
    return eventTimeMillis.orElse(0);
  }

  /// The derived fields as the API shows them: each a list, `decision`, `service` and `import` a
  /// string; those without a value are left out.
  public JsonObject derived() {
    var derived = JsonObject.builder();
    for (AuditField field : AuditFields.derived()) {
      List<String> texts = values(field.name());
      if (texts.isEmpty()) {
        continue;
      }
      if (SINGLE.contains(field.name())) {
        derived.put(field.name(), texts.getFirst());
      } else {
        derived.put(field.name(), JsonArray.ofStrings(texts));
      }
    }
    return derived.build();
  }
}
