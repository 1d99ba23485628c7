package io.keytrail.server.directory;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// An operation of `ds-data` on the users of one directory. AWS asks for two permissions on it: the
/// operation's own, and `ds:AccessDSData`.
abstract class DataOperation<I extends Record, O extends Record> extends DirectoryOperation<I, O> {
  private static final String ACCESS_DATA = "ds:AccessDSData";

  DataOperation(
      String name,
      Class<I> inputType,
      Class<O> outputType,
      boolean readOnly,
      DirectoryStore store) {
    super(new Facts<>(new OperationId("ds-data", name), inputType, outputType, readOnly), store);
  }

  /// The user that the request names, if it names one.
  abstract Optional<String> userName(I input);

  @Override
  public final Access access() {
    return new Access.Checked(
        List.of(
            new Access.Rule(action(), "the directory"),
            new Access.Rule(ACCESS_DATA, "the directory")));
  }

  @Override
  public final List<Check> checks(Call call, I input, Target target) {
    Map<String, ContextValue> context = new HashMap<>();
    userName(input)
        .ifPresent(
            name -> {
              context.put("ds-data:SAMAccountName", ContextValue.of(name));
              context.put("ds-data:Identifier", ContextValue.of("SAMAccountName"));
            });
    return List.of(check(action(), target, context), check(ACCESS_DATA, target, Map.of()));
  }

  /// The directory, ready to be used.
  ///
  /// @throws io.keytrail.server.invoke.ApiException if there is none, or it is not Active
  static Directory require(DirectoryKey key, Optional<Directory> found) {
    Directory directory = found.orElseThrow(() -> DirectoryErrors.notAccessible(key));
    if (directory.stage() != Stage.ACTIVE) {
      throw DirectoryErrors.unavailable(directory);
    }
    return directory;
  }

  /// A realm is the directory's own domain: there are no trusts to others.
  ///
  /// @throws io.keytrail.server.invoke.ApiException ValidationException
  static void requireRealm(Directory directory, Optional<String> realm) {
    if (realm.isPresent()) {
      String asked = realm.get().toLowerCase(Locale.ROOT);
      String own = directory.profile().name().toLowerCase(Locale.ROOT);
      if (!asked.equals(own) && !asked.equals(own + ".")) {
        throw DirectoryErrors.validation(
            "The realm " + realm.get() + " is not known to directory " + directory.key().id() + ".",
            "INVALID_REALM");
      }
    }
  }

  /// What lets an event be found by the user it is about: requests only name him.
  static Outcome.Details about(DirectoryUser user, JsonObject responseElements) {
    JsonObject data =
        JsonObject.builder()
            .put("userSid", user.sid().toString())
            .put("directoryId", user.directory().id())
            .build();
    return new Outcome.Details(
        Optional.<JsonValue>of(responseElements)
            .filter(elements -> !elements.equals(JsonObject.EMPTY)),
        Optional.of(data),
        List.of(ref(user.directory())));
  }
}
