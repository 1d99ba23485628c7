package io.keytrail.server.trail;

import io.keytrail.audit.query.BoundQuery;
import io.keytrail.audit.query.BoundQuery.Not;
import io.keytrail.audit.query.BoundQuery.OneOf;
import io.keytrail.audit.query.BoundQuery.Or;
import io.keytrail.audit.schema.AuditField;
import io.keytrail.audit.schema.AuditFields;
import io.keytrail.audit.schema.IndexTerm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What LookupEvents asks of the trail.
///
/// Like AWS: the events of one Region, management events only, or Insights events alone where they
/// are asked for. More than AWS: several attributes, which must all hold; a resource is found by
/// its name, id or ARN wherever in the record it stands, a directory's user by his SID too.
final class LookupQuery {
  private static final int MAX_ATTRIBUTES = 20;
  private static final int MAX_VALUE = 2_000;
  private static final String INSIGHT = "insight";

  private LookupQuery() {}

  /// @throws io.keytrail.server.invoke.ApiException for an attribute or a category that is none
  static BoundQuery of(LookupEvents.Input input, String region) {
    if (input.lookupAttributes().size() > MAX_ATTRIBUTES) {
      throw LookupErrors.attributes(
          "At most " + MAX_ATTRIBUTES + " lookup attributes are allowed.");
    }
    var all = new ArrayList<BoundQuery>();
    all.add(is("awsRegion", region));
    all.addAll(category(input.eventCategory()));
    boolean named = false;
    for (LookupEvents.Attribute attribute : input.lookupAttributes()) {
      all.add(attribute(attribute.attributeKey(), attribute.attributeValue()));
      named |= tellsApart(attribute.attributeKey());
    }
    if (!named) {
      all.add(
          new Not(
              new OneOf(
                  AuditFields.get("eventName"),
                  Set.of(TrailScope.SEARCH_EVENT, TrailScope.EXPORT_EVENT))));
    }
    return new BoundQuery.And(all);
  }

  private static List<BoundQuery> category(Optional<String> category) {
    if (category.isEmpty()) {
      return List.of(
          new Not(
              new OneOf(
                  AuditFields.get("eventCategory"), Set.of("Data", "Insight", "NetworkActivity"))),
          new Not(is("managementEvent", "false")));
    }
    if (!category.get().equals(INSIGHT)) {
      throw LookupErrors.category(category.get());
    }
    return List.of(is("eventCategory", "Insight"));
  }

  private static BoundQuery attribute(String key, String value) {
    if (value.isEmpty() || value.length() > MAX_VALUE) {
      throw LookupErrors.attributes(
          "The value of a lookup attribute has 1 to " + MAX_VALUE + " characters.");
    }
    return switch (key) {
      case "EventId" -> is("eventID", value);
      case "EventName" -> is("eventName", value);
      case "ReadOnly" -> readOnly(value);
      case "Username" -> is("userName", value);
      case "ResourceType" ->
          new Or(List.of(is("resourceType", value), is("resources.type", value)));
      case "ResourceName" -> is("resourceName", value);
      case "EventSource" -> is("eventSource", value);
      case "AccessKeyId" -> is("accessKey", value);
      default ->
          throw LookupErrors.attributes(
              "The lookup attribute key is one of EventId, EventName, ReadOnly, Username,"
                  + " ResourceType, ResourceName, EventSource, AccessKeyId.");
    };
  }

  private static BoundQuery readOnly(String value) {
    if (!value.equals("true") && !value.equals("false")) {
      throw LookupErrors.attributes("The value of the lookup attribute ReadOnly is true or false.");
    }
    return is("readOnly", value);
  }

  /// Looks into the trail are events as well; they show to who asks for such.
  private static boolean tellsApart(String key) {
    return switch (key) {
      case "EventId", "EventName", "EventSource" -> true;
      default -> false;
    };
  }

  private static BoundQuery is(String name, String value) {
    Set<String> values = Set.of(IndexTerm.wellFormed(value));
    List<AuditField> fields = AuditFields.standingFor(name);
    return fields.size() == 1
        ? new OneOf(fields.getFirst(), values)
        : new Or(fields.stream().<BoundQuery>map(field -> new OneOf(field, values)).toList());
  }
}
