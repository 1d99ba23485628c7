package io.keytrail.server.kms;

import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Lists the aliases of the account and Region, or those of one key.
final class ListAliases
    implements Operation<ListAliases.Input, Optional<KmsKey>, ListAliases.Output> {
  private static final int DEFAULT_LIMIT = 50;
  private final KmsCore kms;

  ListAliases(KmsCore kms) {
    this.kms = kms;
  }

  record Input(Optional<String> keyId, Optional<Integer> limit, Optional<String> marker) {}

  record Output(List<Entry> aliases, Optional<String> nextMarker, boolean truncated) {}

  /// The last three are absent for the alias of a service's key that was never needed so far.
  record Entry(
      String aliasName,
      String aliasArn,
      Optional<String> targetKeyId,
      Optional<Instant> creationDate,
      Optional<Instant> lastUpdatedDate) {}

  @Override
  public OperationId id() {
    return KeyOperation.kms("ListAliases");
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
    return Access.checked("kms:ListAliases", "*");
  }

  @Override
  public boolean readOnly() {
    return true;
  }

  /// The key, where one is named. It is looked for before authorisation, in the caller's own
  /// account only.
  @Override
  public Future<Optional<KmsKey>> target(Call call, Input input) {
    if (input.keyId().isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    return kms.keys()
        .resolve(call, input.keyId().get(), KeyResolver.Naming.OWN_KEY_OR_ALIAS)
        .map(
            target ->
                Optional.of(
                    target
                        .guarded()
                        .map(KeyPolicy.Guarded::key)
                        .orElseThrow(() -> KmsErrors.keyNotFound(target.named()))));
  }

  @Override
  public List<Check> checks(Call call, Input input, Optional<KmsKey> key) {
    return List.of(Check.plain("kms:ListAliases", "*", call.account()));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, Optional<KmsKey> key, Authorization authorization) {
    Markers.Scope scope = Markers.Scope.of(call, "ListAliases/" + key.map(KmsKey::arn).orElse(""));
    Optional<String> after = kms.markers().after(scope, input.marker());
    int limit = input.limit().orElse(DEFAULT_LIMIT);
    Future<List<Entry>> read =
        key.map(one -> ofKey(one, after, limit + 1).map(ListAliases::entries))
            .orElseGet(
                () ->
                    kms.store()
                        .aliases(scope.place(), after, limit + 1)
                        .map(ListAliases::entries)
                        .map(found -> withUnused(found, scope.place(), after)));
    return read.map(entries -> Outcome.answer(output(scope, entries, limit)));
  }

  /// Names of services' keys that were never needed are listed too, as at AWS.
  private static List<Entry> withUnused(List<Entry> found, Place place, Optional<String> after) {
    Map<String, Entry> byName = new TreeMap<>();
    for (ManagedService service : ManagedService.ALL) {
      String name = service.alias();
      if (after.isEmpty() || name.compareTo(after.get()) > 0) {
        byName.put(
            name,
            new Entry(
                name, place.aliasArn(name), Optional.empty(), Optional.empty(), Optional.empty()));
      }
    }
    found.forEach(entry -> byName.put(entry.aliasName(), entry));
    return List.copyOf(byName.values());
  }

  private Future<List<Alias>> ofKey(KmsKey key, Optional<String> after, int limit) {
    List<Future<Optional<Alias>>> found =
        key.aliases().stream()
            .filter(name -> after.isEmpty() || name.compareTo(after.get()) > 0)
            .limit(limit)
            .map(name -> kms.store().alias(key.place(), name))
            .toList();
    return Future.all(found)
        .map(_ -> found.stream().flatMap(one -> one.result().stream()).toList());
  }

  private Output output(Markers.Scope scope, List<Entry> entries, int limit) {
    Markers.Page<Entry> page = kms.markers().page(scope, entries, limit, Entry::aliasName);
    return new Output(page.items(), page.nextMarker(), page.truncated());
  }

  private static List<Entry> entries(List<Alias> aliases) {
    return aliases.stream()
        .map(
            alias ->
                new Entry(
                    alias.name(),
                    alias.arn(),
                    Optional.of(alias.targetKeyId().toString()),
                    Optional.of(alias.created()),
                    Optional.of(alias.updated())))
        .toList();
  }
}
