package io.keytrail.server.trail;

import io.keytrail.audit.event.AuditEvent;
import io.keytrail.audit.event.EnrichedEvent;
import io.keytrail.audit.event.Enricher;
import io.keytrail.audit.index.SearchRequest;
import io.keytrail.audit.index.SearchResult;
import io.keytrail.audit.index.SearchScope;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.audit.query.AuditQuery;
import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.CommonErrors;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// CloudTrail's LookupEvents: the event history of an account and Region, newest first.
final class LookupEvents
    implements Operation<LookupEvents.Input, SearchRequest, LookupEvents.Output> {
  private static final String ACTION = "cloudtrail:LookupEvents";
  private static final int MAX_RESULTS = 50;

  private final Trail trail;
  private final LookupTokens tokens;

  LookupEvents(Trail trail, LookupTokens tokens) {
    this.trail = trail;
    this.tokens = tokens;
  }

  record Input(
      List<Attribute> lookupAttributes,
      Optional<Instant> startTime,
      Optional<Instant> endTime,
      Optional<String> eventCategory,
      Optional<Integer> maxResults,
      Optional<String> nextToken) {}

  record Attribute(String attributeKey, String attributeValue) {}

  record Output(List<Event> events, Optional<String> nextToken) {}

  record Event(
      Optional<String> eventId,
      Optional<String> eventName,
      Optional<String> readOnly,
      Optional<String> accessKeyId,
      Optional<Instant> eventTime,
      Optional<String> eventSource,
      Optional<String> username,
      List<Resource> resources,
      String cloudTrailEvent) {}

  record Resource(Optional<String> resourceType, String resourceName) {}

  @Override
  public OperationId id() {
    return new OperationId("cloudtrail", "LookupEvents");
  }

  @Override
  public Class<Input> inputType() {
    return Input.class;
  }

  @Override
  public Class<Output> outputType() {
    return Output.class;
  }

  @Override
  public Access access() {
    return Access.checked(ACTION, "*");
  }

  @Override
  public boolean readOnly() {
    return true;
  }

  @Override
  public Future<SearchRequest> target(Call call, Input input) {
    int limit = input.maxResults().orElse(MAX_RESULTS);
    if (limit < 1 || limit > MAX_RESULTS) {
      throw LookupErrors.maxResults(limit);
    }
    if (input.startTime().isPresent()
        && input.endTime().isPresent()
        && input.startTime().get().isAfter(input.endTime().get())) {
      throw LookupErrors.timeRange();
    }
    SearchScope scope =
        SearchScope.of(new AuditQuery(LookupQuery.of(input, call.region()), call.time()))
            .between(input.startTime(), input.endTime().map(LookupEvents::after))
            .ownedBy(Set.of(call.account()));
    return Future.succeededFuture(new SearchRequest(scope, limit, tokens.read(call, input), false));
  }

  /// AWS's end is inclusive, ours is not.
  private static Instant after(Instant end) {
    return end.isBefore(Instant.MAX.minusSeconds(1)) ? end.plusMillis(1) : end;
  }

  @Override
  public List<Check> checks(Call call, Input input, SearchRequest target) {
    return List.of(Check.plain(ACTION, "*", call.account()));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, SearchRequest target, Authorization authorization) {
    if (!trail.hasCaughtUp()) {
      throw unfinished();
    }
    return trail
        .index()
        .search(target)
        .compose(found -> page(call, input, found))
        .map(Outcome::answer);
  }

  /// There is no place in the answer to say that events are missing, so such an answer is not
  /// given.
  private Future<Output> page(Call call, Input input, SearchResult found) {
    if (!found.coverage().complete() && found.next().isEmpty()) {
      throw unfinished();
    }
    List<Long> seqs = found.hits().stream().map(SearchResult.Hit::seq).toList();
    return trail
        .log()
        .read(seqs)
        .map(
            events ->
                new Output(
                    list(seqs, events),
                    found.next().map(cursor -> tokens.mint(call, input, cursor))));
  }

  private static ApiException unfinished() {
    return new ApiException(
        CommonErrors.UNAVAILABLE,
        "The event history could not be searched to its end just now; try again, or narrow the time range");
  }

  private static List<Event> list(List<Long> seqs, Map<Long, AuditEvent> events) {
    var list = new ArrayList<Event>(seqs.size());
    for (long seq : seqs) {
      AuditEvent event = events.get(seq);
      if (event != null) {
        list.add(entry(event));
      }
    }
    return list;
  }

  private static Event entry(AuditEvent event) {
    JsonObject record = event.record();
    EnrichedEvent enriched = Enricher.enrich(event);
    return new Event(
        record.string("eventID"),
        record.string("eventName"),
        enriched.values("readOnly").stream().findFirst(),
        enriched.values("accessKey").stream().findFirst(),
        enriched.eventTimeMillis().isPresent()
            ? Optional.of(Instant.ofEpochMilli(enriched.eventTimeMillis().getAsLong()))
            : Optional.empty(),
        record.string("eventSource"),
        enriched.userName(),
        enriched.resources().stream()
            .map(
                resource ->
                    new Resource(
                        Optional.of(resource.type()).filter(type -> !type.isEmpty()),
                        resource.name()))
            .toList(),
        JsonWriter.toText(record));
  }
}
