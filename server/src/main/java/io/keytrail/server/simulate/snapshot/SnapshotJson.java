package io.keytrail.server.simulate.snapshot;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonBool;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.server.invoke.Members;
import io.keytrail.server.invoke.Problem;
import io.keytrail.server.simulate.snapshot.AccountSnapshot.Holder;
import io.keytrail.server.simulate.snapshot.AccountSnapshot.Key;
import io.keytrail.server.simulate.snapshot.AccountSnapshot.Organization;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Snapshots as JSON, `snapshot.json` and the body of `POST /api/v1/snapshots`. What was written is
/// read as it was.
public final class SnapshotJson {
  private static final String VERSION = "1";

  /// What dates can be stored, and can be meant.
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");
  private static final List<String> MEMBERS =
      List.of(
          "version",
          "account",
          "taken",
          "organization",
          "principals",
          "keys",
          "policies",
          "unread");

  private SnapshotJson() {}

  public static JsonObject write(AccountSnapshot snapshot) {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("version", VERSION)
            .put("account", snapshot.account())
            .put("taken", snapshot.taken().toString());
    snapshot.organization().ifPresent(one -> json.put("organization", organization(one)));
    return json.put("principals", list(snapshot.principals().values(), SnapshotJson::holder))
        .put("keys", list(snapshot.keys().values(), SnapshotJson::key))
        .put("policies", texts(snapshot.policies()))
        .put("unread", JsonArray.ofStrings(snapshot.unread()))
        .build();
  }

  private static JsonObject organization(Organization organization) {
    return JsonObject.builder()
        .put("id", organization.id())
        .put("management", organization.management())
        .put("serviceControl", list(organization.serviceControl(), JsonArray::ofStrings))
        .put("resourceControl", list(organization.resourceControl(), JsonArray::ofStrings))
        .build();
  }

  private static JsonObject holder(Holder holder) {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("arn", holder.arn())
            .put("id", holder.id())
            .put("tags", texts(holder.tags()))
            .put("identity", JsonArray.ofStrings(holder.identity()));
    holder.boundary().ifPresent(name -> json.put("boundary", name));
    holder.trust().ifPresent(name -> json.put("trust", name));
    return json.build();
  }

  private static JsonObject key(Key key) {
    JsonObject.Builder json = JsonObject.builder().put("arn", key.arn());
    key.policy().ifPresent(name -> json.put("policy", name));
    return json.put("grants", new JsonArray(List.copyOf(key.grants())))
        .put("aliases", JsonArray.ofStrings(key.aliases()))
        .build();
  }

  private static JsonObject texts(Map<String, String> texts) {
    JsonObject.Builder json = JsonObject.builder();
    texts.forEach(json::put);
    return json.build();
  }

  private static <T> JsonArray list(
      Collection<T> items, java.util.function.Function<T, JsonValue> one) {
    return new JsonArray(items.stream().map(one).toList());
  }

  /// @throws Problem with the pointer to what is wrong
  public static AccountSnapshot read(JsonValue value, String pointer) {
    Members json = Members.of(value, pointer, MEMBERS);
    if (!json.requiredString("version").equals(VERSION)) {
      throw Members.expected(json.at("version"), "the version `" + VERSION + "`");
    }
    Map<String, String> policies = texts(json, "policies");
    Reader reader = new Reader(policies);
    Map<String, Holder> principals = new LinkedHashMap<>();
    for (Holder holder : reader.each(json, "principals", reader::holder)) {
      principals.put(holder.arn(), holder);
    }
    Map<String, Key> keys = new LinkedHashMap<>();
    for (Key key : reader.each(json, "keys", reader::key)) {
      keys.put(key.arn(), key);
    }
    return new AccountSnapshot(
        account(json),
        taken(json),
        json.value("organization").map(one -> reader.organization(one, json.at("organization"))),
        principals,
        keys,
        policies,
        json.strings("unread"));
  }

  private static String account(Members json) {
    String account = json.requiredString("account");
    if (account.length() != 12 || !account.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw Members.expected(json.at("account"), "an account id of 12 digits");
    }
    return account;
  }

  private static Instant taken(Members json) {
    try {
      Instant taken = Instant.parse(json.requiredString("taken"));
      if (!taken.isBefore(EARLIEST) && taken.isBefore(LATEST)) {
        return taken;
      }
    } catch (DateTimeException malformed) {
      // Said below.
    }
    throw Members.expected(json.at("taken"), "a time like `2026-11-26T12:00:00Z`");
  }

  private static Map<String, String> texts(Members json, String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    JsonValue value = json.value(name).orElse(JsonObject.EMPTY);
    if (!(value instanceof JsonObject object)) {
      throw Members.expected(json.at(name), "an object");
    }
    object
        .members()
        .forEach(
            (key, text) ->
                texts.put(key, Members.text(text, json.at(name) + "/" + Members.escaped(key))));
    return texts;
  }

  /// Reads the parts that refer to policies.
  ///
  /// @param policies by name
  private record Reader(Map<String, String> policies) {

    /// Reads one element of a list.
    interface One<T> {
      T read(JsonValue value, String pointer);
    }

    <T> List<T> each(Members json, String name, One<T> one) {
      List<JsonValue> values = json.list(name).orElse(List.of());
      List<T> all = new ArrayList<>(values.size());
      for (int i = 0; i < values.size(); i++) {
        all.add(one.read(values.get(i), json.at(name) + "/" + i));
      }
      return all;
    }

    Organization organization(JsonValue value, String pointer) {
      Members json =
          Members.of(
              value, pointer, List.of("id", "management", "serviceControl", "resourceControl"));
      return new Organization(
          json.requiredString("id"),
          json.value("management").filter(JsonBool.TRUE::equals).isPresent(),
          each(json, "serviceControl", this::names),
          each(json, "resourceControl", this::names));
    }

    Holder holder(JsonValue value, String pointer) {
      Members json =
          Members.of(value, pointer, List.of("arn", "id", "tags", "identity", "boundary", "trust"));
      return new Holder(
          json.requiredString("arn"),
          json.string("id").orElse(""),
          texts(json, "tags"),
          names(json.value("identity").orElse(JsonArray.EMPTY), json.at("identity")),
          json.string("boundary").map(name -> known(name, json.at("boundary"))),
          json.string("trust").map(name -> known(name, json.at("trust"))));
    }

    Key key(JsonValue value, String pointer) {
      Members json = Members.of(value, pointer, List.of("arn", "policy", "grants", "aliases"));
      return new Key(
          json.requiredString("arn"),
          json.string("policy").map(name -> known(name, json.at("policy"))),
          each(json, "grants", Reader::grant),
          json.strings("aliases"));
    }

    private static JsonObject grant(JsonValue value, String pointer) {
      if (value instanceof JsonObject object) {
        return object;
      }
      throw Members.expected(pointer, "a grant as ListGrants lists it");
    }

    private List<String> names(JsonValue value, String pointer) {
      List<String> names = Members.strings(value, pointer);
      for (int i = 0; i < names.size(); i++) {
        known(names.get(i), pointer + "/" + i);
      }
      return names;
    }

    private String known(String name, String pointer) {
      if (!policies.containsKey(name)) {
        throw Problem.badRequest(pointer, "there is no policy `" + name + "` under `policies`");
      }
      return name;
    }
  }
}
