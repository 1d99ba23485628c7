package io.keytrail.server.invoke;

import io.vertx.core.Future;
import java.util.List;

/// One API operation: one final class, which declares its wire name and its checks. Routing,
/// authorisation, audit and the reference page in `docs/` are driven by these declarations, so an
/// operation cannot be served without being authorised and recorded.
///
/// The steps of a call, in order: the codec has validated `input` -> [#target] -> [#checks],
/// authorised -> [#execute] -> the event is durable -> reply. Any step may fail with
/// [ApiException]; that is recorded too. All run on an event loop and never block.
///
/// @param <I> input record, components bound to the service model's members by name (first letter
///     lower-cased)
/// @param <T> the state the call is about, loaded once
/// @param <O> output record, bound likewise
public interface Operation<I extends Record, T, O extends Record> {

  OperationId id();

  Class<I> inputType();

  Class<O> outputType();

  /// For the reference and the tests; [#checks] must agree.
  Access access();

  /// CloudTrail's `readOnly`.
  boolean readOnly();

  /// Whether the record of a call that succeeded shows its parameters. That of a refused call
  /// always does, so that refusals are found by what they were about.
  default boolean showsParameters() {
    return true;
  }

  /// Loads what the call is about. No side effects.
  Future<T> target(Call call, I input);

  /// What must be allowed; empty exactly where [#access] is not [Access.Checked].
  List<Check> checks(Call call, I input, T target);

  /// For the record, refused calls included.
  default List<ResourceRef> resources(Call call, I input, T target) {
    return List.of();
  }

  /// What a refused caller is told. The Authorizer's sentence, unless that would tell him more than
  /// he may know (such as whether another account's key exists).
  default String refusalMessage(Call call, I input, T target, Authorization refusal) {
    return refusal.message();
  }

  /// Does it. Called only when every check is allowed. State checks (a disabled key) belong here,
  /// after authorisation.
  Future<Outcome<O>> execute(Call call, I input, T target, Authorization authorization);
}
