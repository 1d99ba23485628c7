package io.keytrail.server.ebs;

import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;

/// An operation of EC2, checked by the action of its own name.
abstract class Ec2Operation<I extends Record, T, O extends Record> implements Operation<I, T, O> {

  /// @param name on the wire, also the action's
  record Facts<I extends Record, O extends Record>(
      String name, Class<I> inputType, Class<O> outputType, boolean readOnly) {}

  private final Facts<I, O> facts;

  Ec2Operation(Facts<I, O> facts) {
    this.facts = facts;
  }

  final String action() {
    return "ec2:" + facts.name();
  }

  @Override
  public final OperationId id() {
    return new OperationId("ec2", facts.name());
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
  public final boolean readOnly() {
    return facts.readOnly();
  }

  @Override
  public final String refusalMessage(Call call, I input, T target, Authorization refusal) {
    return "You are not authorized to perform this operation. " + refusal.message();
  }
}
