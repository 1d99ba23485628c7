package io.keytrail.server.ebs;

import java.time.Instant;
import java.util.Optional;

/// That a volume is, or is about to be, at an instance.
///
/// @param attached false: its key is being asked for
/// @param grant made for this attachment alone; absent where none was needed
public record Attachment(
    String instanceId, String device, boolean attached, Instant since, Optional<KeyGrant> grant) {

  Attachment done() {
    return new Attachment(instanceId, device, true, since, grant);
  }

  String wireName() {
    return attached ? "attached" : "attaching";
  }
}
