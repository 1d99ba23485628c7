package io.keytrail.audit.schema;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The one table of fields. A field that is not here cannot be asked for and costs nothing in the
/// index, so that no caller can make the index grow fields.
public final class AuditFields {
  public static final String EVENT_TIME = "eventTime";
  public static final String SEQ = "seq";

  /// Set for imported events only.
  public static final String IMPORT = "import";

  public static final String USER_IDENTITY = "userIdentity";
  public static final String CONTEXT_PREFIX = "kms:EncryptionContext:";

  private static final List<AuditField> STORED =
      Stream.of(
              RecordFields.ALL,
              IdentityFields.ALL,
              DerivedFieldList.DERIVED,
              DerivedFieldList.HISTORY)
          .flatMap(List::stream)
          .toList();
  private static final Map<String, AuditField> BY_NAME = byName();
  private static final Map<String, List<AuditField>> STANDING_FOR =
      Map.of(
          "resourceName",
          fields(
              "resourceName",
              "resources.ARN",
              "key",
              "alias",
              "grant",
              "sid",
              "directory",
              "volume",
              "snapshot",
              "workspace",
              "instance"),
          "userName",
          fields("userName", "userIdentity.userName"));

  private AuditFields() {}

  /// CloudTrail's top-level members by their names, and what stands inside them by path.
  public static List<AuditField> members() {
    return RecordFields.ALL;
  }

  /// Paths below `userIdentity`.
  public static List<AuditField> identity() {
    return IdentityFields.ALL;
  }

  /// Fields computed from a record; `derived` of an event in the API uses these names.
  public static List<AuditField> derived() {
    return DerivedFieldList.DERIVED;
  }

  /// Fields computed for CloudTrail's event history; they can be asked for like all others.
  public static List<AuditField> history() {
    return DerivedFieldList.HISTORY;
  }

  /// All fields that hold values of an event; not [#SEQ], and no encryption context.
  public static List<AuditField> stored() {
    return STORED;
  }

  /// Every field of the table: what completion offers.
  public static Collection<AuditField> all() {
    return BY_NAME.values();
  }

  /// The field a query calls `name`: exact for those of the table; an encryption-context key after
  /// [#CONTEXT_PREFIX], whose letter case (ASCII) does not count.
  public static Optional<AuditField> find(String name) {
    AuditField field = BY_NAME.get(name);
    if (field != null) {
      return Optional.of(field);
    }
    int prefix = CONTEXT_PREFIX.length();
    boolean context =
        name.length() > prefix
            && Ascii.lower(name.substring(0, prefix)).equals(Ascii.lower(CONTEXT_PREFIX));
    return context ? Optional.of(AuditField.contextPair(name.substring(prefix))) : Optional.empty();
  }

  /// The fields that together hold the values of the field `name`. For most that is the field
  /// alone; a few comprise others, whose values are not indexed twice.
  public static List<AuditField> standingFor(String name) {
    List<AuditField> fields = STANDING_FOR.get(name);
    return fields == null ? List.of(get(name)) : fields;
  }

  /// Every name of the table, for suggestions.
  public static Collection<String> names() {
    return BY_NAME.keySet();
  }

  /// The field, which must be in the table.
  public static AuditField get(String name) {
    AuditField field = BY_NAME.get(name);
    if (field == null) {
      throw new IllegalArgumentException("no field " + name);
    }
    return field;
  }

  /// The fields of this table as the index lays them out: another text means that an index made
  /// before says nothing, or something else, about some field.
  public static String layout() {
    return BY_NAME.values().stream()
        .map(
            field ->
                field.name()
                    + ":"
                    + field.type()
                    + (field.text() ? "+text" : "")
                    + (field.facet() ? "+facet" : ""))
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private static List<AuditField> fields(String... names) {
    return Stream.of(names).map(AuditFields::get).toList();
  }

  private static Map<String, AuditField> byName() {
    var byName = new LinkedHashMap<String, AuditField>();
    RecordFields.ALL.forEach(field -> byName.put(field.name(), field));
    DerivedFieldList.DERIVED.forEach(field -> byName.put(field.name(), field));
    byName.put(SEQ, DerivedFieldList.SEQ);
    DerivedFieldList.HISTORY.forEach(field -> byName.put(field.name(), field));
    IdentityFields.ALL.forEach(field -> byName.put(field.name(), field));
    return Collections.unmodifiableMap(byName);
  }
}
