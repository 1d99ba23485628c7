package io.keytrail.audit.query;

import io.keytrail.audit.event.EnrichedEvent;
import io.keytrail.audit.schema.AuditField;
import io.keytrail.audit.schema.AuditFields;
import io.keytrail.audit.schema.ResourceIds;
import io.keytrail.audit.schema.TextTokens;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The tokens that bare text finds an event by: those of its text fields and of its encryption
/// contexts.
public final class EventTokens {
  private static final List<String> TEXT_FIELDS =
      AuditFields.stored().stream().filter(AuditField::text).map(AuditField::name).toList();

  private EventTokens() {}

  public static Set<String> of(EnrichedEvent event) {
    var tokens = new HashSet<String>();
    for (String field : TEXT_FIELDS) {
      for (String value : event.values(field)) {
        TextTokens.addTo(tokens, value);
      }
    }
    for (var pair : event.context()) {
      TextTokens.addTo(tokens, pair.key());
      if (ResourceIds.fieldOf(pair.value()).isEmpty()
          && ResourceIds.sidAndDirectory(pair.value()).isEmpty()) {
        TextTokens.addTo(tokens, pair.value());
      }
    }
    return tokens;
  }
}
