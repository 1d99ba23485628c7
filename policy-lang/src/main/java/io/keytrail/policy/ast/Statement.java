package io.keytrail.policy.ast;

import io.keytrail.policy.condition.ConditionBlock;
import io.keytrail.policy.condition.Span;
import java.util.Optional;

/// One statement of a document.
///
/// @param number counted from 1
/// @param pointer JSON pointer into the document: `/Statement/3`, or `/Statement` for a lone object
/// @param span from `{` to `}`
public record Statement(
    int number,
    String pointer,
    Optional<String> sid,
    Effect effect,
    Optional<PrincipalClause> principal,
    ActionClause action,
    Optional<ResourceClause> resource,
    ConditionBlock condition,
    Span span) {}
