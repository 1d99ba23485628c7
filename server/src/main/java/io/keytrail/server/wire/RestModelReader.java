package io.keytrail.server.wire;

import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what a model file says of paths and of members outside of the body: `routes` (operation →
/// method, uri, status if it is not 200) and the traits `location` and `locationName` of members.
/// Used once, by one thread.
///
/// Refused here, at start, is what [RestCodec] cannot do: a member that is the whole body
/// (`payload`), members of an answer in headers or in the status, prefixed headers, and everything
/// but scalars outside of the body. The EBS direct APIs, which have the first two, begin here.
final class RestModelReader {
  private static final int OK = 200;

  private final String service;
  private final JsonObject routes;
  private final JsonObject shapes;

  RestModelReader(String service, JsonObject file) {
    this.service = service;
    this.routes = file.object("routes").orElse(JsonObject.EMPTY);
    this.shapes = file.object("shapes").orElse(JsonObject.EMPTY);
  }

  /// Every operation of the service, served or not.
  RestRoutes routes() {
    List<RestRoutes.Route> all = new ArrayList<>();
    for (String operation : routes.members().keySet()) {
      JsonObject route = route(operation);
      String method = route.string("method").orElseThrow(() -> broken(operation, "no `method`"));
      all.add(new RestRoutes.Route(operation, method, template(operation, route)));
    }
    return new RestRoutes(all);
  }

  /// @param input as it was read
  /// @param outputShape name of the output's structure, if it has one
  RestShape shape(String operation, Shape.Structure input, Optional<String> outputShape) {
    outputShape.ifPresent(output -> refuseLocated(operation, output));
    JsonObject route = route(operation);
    RestTemplate template = template(operation, route);
    List<RestShape.Placed> placed = placed(operation, input);
    for (RestShape.Placed member : placed) {
      if (member.place() == RestShape.Place.PATH && !template.hasLabel(member.wireName())) {
        throw broken(operation, "no `{" + member.wireName() + "}` in " + template);
      }
    }
    return new RestShape(template, status(route), placed);
  }

  private List<RestShape.Placed> placed(String operation, Shape.Structure input) {
    JsonObject source = shapes.object(input.name()).orElse(JsonObject.EMPTY);
    refusePayload(operation, source);
    JsonObject references = source.object("members").orElse(JsonObject.EMPTY);
    List<RestShape.Placed> placed = new ArrayList<>();
    for (Shape.Member member : input.members()) {
      Optional<RestShape.Place> place =
          trait(references, member.name(), "location").map(where -> place(operation, where));
      if (place.isPresent()) {
        String wireName = trait(references, member.name(), "locationName").orElse(member.name());
        placed.add(scalar(operation, member, place.get(), wireName));
      }
    }
    return placed;
  }

  private RestShape.Placed scalar(
      String operation, Shape.Member member, RestShape.Place place, String wireName) {
    boolean fits =
        switch (member.shape()) {
          case Shape.Text _, Shape.Int _, Shape.Int64 _, Shape.Decimal _, Shape.Bool _ -> true;
          case Shape.Timestamp _ -> place != RestShape.Place.HEADER;
          case Shape.Structure _, Shape.ListOf _, Shape.MapOf _, Shape.Blob _ -> false;
        };
    if (!fits) {
      throw broken(operation, "`" + member.name() + "` cannot stand outside of the body");
    }
    return new RestShape.Placed(member.name(), place, wireName, member.shape());
  }

  private RestShape.Place place(String operation, String location) {
    return switch (location) {
      case "uri" -> RestShape.Place.PATH;
      case "querystring" -> RestShape.Place.QUERY;
      case "header" -> RestShape.Place.HEADER;
      default -> throw broken(operation, "location `" + location + "` is not supported");
    };
  }

  private void refuseLocated(String operation, String shape) {
    JsonObject source = shapes.object(shape).orElse(JsonObject.EMPTY);
    refusePayload(operation, source);
    JsonObject references = source.object("members").orElse(JsonObject.EMPTY);
    for (String member : references.members().keySet()) {
      if (trait(references, member, "location").isPresent()) {
        throw broken(operation, "`" + member + "` of the answer is not in its body");
      }
    }
  }

  private void refusePayload(String operation, JsonObject source) {
    if (source.member("payload").isPresent()) {
      throw broken(operation, "a member as the whole body is not supported");
    }
  }

  private JsonObject route(String operation) {
    return routes.object(operation).orElseThrow(() -> broken(operation, "no route"));
  }

  private RestTemplate template(String operation, JsonObject route) {
    return RestTemplate.of(route.string("uri").orElseThrow(() -> broken(operation, "no `uri`")));
  }

  private static int status(JsonObject route) {
    return route.members().get("status") instanceof JsonNumber number
        ? Math.toIntExact(number.asLong().orElse(OK))
        : OK;
  }

  private static Optional<String> trait(JsonObject references, String member, String name) {
    JsonValue reference = references.members().get(member);
    return reference instanceof JsonObject object ? object.string(name) : Optional.empty();
  }

  private IllegalStateException broken(String operation, String what) {
    return new IllegalStateException("service model " + service + ": " + operation + ": " + what);
  }
}
