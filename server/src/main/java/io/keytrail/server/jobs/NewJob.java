package io.keytrail.server.jobs;

import io.keytrail.audit.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// A job to be.
///
/// @param id chosen by who asks for it, so that he can name it before it is there
/// @param type as its [JobType] calls itself
/// @param account for which it works, and whose people see it
/// @param input what it is about; never secrets
/// @param delay how long from now it must not begin
/// @param singleton a name of which there is at most one job that has not ended
public record NewJob(
    UUID id,
    String type,
    String account,
    JsonObject input,
    Duration delay,
    Optional<String> singleton) {

  /// A job to be run at once.
  public static NewJob of(String type, String account, JsonObject input) {
    return new NewJob(UUID.randomUUID(), type, account, input, Duration.ZERO, Optional.empty());
  }

  public NewJob after(Duration longer) {
    return new NewJob(id, type, account, input, longer, singleton);
  }

  public NewJob singleton(String name) {
    return new NewJob(id, type, account, input, delay, Optional.of(name));
  }
}
