package io.keytrail.server.invoke;

import io.keytrail.audit.json.JsonValue;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// What executing an operation came to.
public sealed interface Outcome<O> {

  /// Nothing changes; the event is group-committed.
  record Answer<O>(O output, Details details) implements Outcome<O> {}

  /// A change, to be made in the transaction that also stores its event.
  ///
  /// @param work makes the change; may run again if the transaction must be retried, so it has no
  ///     effect outside it. It locks the rows it decides on and fails with [StaleTarget] if they
  ///     are not those that were authorised
  /// @param invalidates cache entries that are stale once this is committed
  /// @param afterwards what follows from the change in other services, begun once it is committed.
  ///     The reply waits for it and does not depend on it: what fails here, or is cut off by the
  ///     server's end, must be taken up again by somebody else
  record Change<O>(
      Function<Tx, Future<Answer<O>>> work,
      List<Invalidation> invalidates,
      Supplier<Future<Void>> afterwards)
      implements Outcome<O> {
    public Change {
      invalidates = List.copyOf(invalidates);
    }

    public Change(Function<Tx, Future<Answer<O>>> work, List<Invalidation> invalidates) {
      this(work, invalidates, Future::succeededFuture);
    }
  }

  /// What the record shows beside the request.
  ///
  /// @param responseElements absent is JSON null
  /// @param resources replaces [Operation#resources] if not empty
  record Details(
      Optional<JsonValue> responseElements,
      Optional<JsonValue> additionalEventData,
      List<ResourceRef> resources) {
    public static final Details NONE = new Details(Optional.empty(), Optional.empty(), List.of());

    public Details {
      resources = List.copyOf(resources);
    }

    public static Details response(JsonValue elements) {
      return new Details(Optional.of(elements), Optional.empty(), List.of());
    }
  }

  /// A cache entry, by the kinds of the change feed: `kms_key` + key id, `iam_user` + arn, …
  record Invalidation(String kind, String id) {}

  /// The state that was authorised is not the state that was found under the lock: the Invoker
  /// starts again from [Operation#target], a few times.
  final class StaleTarget extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StaleTarget(String what) {
      super(what, null, false, false);
    }
  }

  static <O> Outcome<O> answer(O output) {
    return new Answer<>(output, Details.NONE);
  }
}
