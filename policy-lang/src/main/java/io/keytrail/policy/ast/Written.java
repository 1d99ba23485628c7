package io.keytrail.policy.ast;

import io.keytrail.policy.condition.Span;

/// A string of the document, decoded, and where it stands.
public record Written(String text, Span span) {}
