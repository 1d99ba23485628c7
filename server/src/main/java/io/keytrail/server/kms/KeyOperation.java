package io.keytrail.server.kms;

import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.ResourceRef;
import java.util.List;

/// An operation on one key, checked by the action of its own name on that key.
abstract class KeyOperation<I extends Record, O extends Record>
    implements Operation<I, KeyTarget, O> {
  static final String RESOURCE_TYPE = "AWS::KMS::Key";

  /// @param name on the wire, also the action's
  record Facts<I extends Record, O extends Record>(
      String name, Class<I> inputType, Class<O> outputType, boolean readOnly) {}

  private final Facts<I, O> facts;

  KeyOperation(Facts<I, O> facts) {
    this.facts = facts;
  }

  static OperationId kms(String name) {
    return new OperationId("kms", name);
  }

  static ResourceRef ref(KeyTarget target) {
    return new ResourceRef(target.account(), RESOURCE_TYPE, target.arn());
  }

  final String action() {
    return "kms:" + facts.name();
  }

  @Override
  public final OperationId id() {
    return kms(facts.name());
  }

  @Override
  public final Class<I> inputType() {
    return facts.inputType();
  }

  @Override
  public final Class<O> outputType() {
    return facts.outputType();
  }

  @Override
  public Access access() {
    return Access.checked(action(), "the key");
  }

  @Override
  public final boolean readOnly() {
    return facts.readOnly();
  }

  @Override
  public List<ResourceRef> resources(Call call, I input, KeyTarget target) {
    return List.of(ref(target));
  }

  @Override
  public String refusalMessage(Call call, I input, KeyTarget target, Authorization refusal) {
    return Refusals.onNamedKey(call, action(), target, refusal);
  }
}
