package io.keytrail.server.wire;

import io.keytrail.server.invoke.OperationId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One served operation as its service model describes it.
///
/// @param input without members if the model has none
/// @param output without members if the model has none
/// @param answersBody whether the model has an output; without, the JSON protocols answer no body
/// @param resultWrapper the element around the output in query answers
/// @param errors that the model lists for it
/// @param auditOmit members that CloudTrail's `requestParameters` leaves out; `*` leaves out all.
///     Not for secrets: those are marked sensitive
/// @param rest what stands outside of bodies; [RestShape#NONE] in the other protocols
public record OperationModel(
    OperationId id,
    Shape.Structure input,
    Shape.Structure output,
    boolean answersBody,
    Optional<String> resultWrapper,
    List<Shape.Failure> errors,
    Set<String> auditOmit,
    RestShape rest) {
  public OperationModel {
    errors = List.copyOf(errors);
    auditOmit = Set.copyOf(auditOmit);
  }
}
