package io.keytrail.policy.condition;

/// One finding about a text: collected, never thrown.
///
/// @param code stable upper-snake name, e.g. `UNKNOWN_OPERATOR`
/// @param message one sentence, lower-case first letter, no period, user input in backticks
/// @param help what to do about it, same style; empty if the message says it all
public record Diagnostic(String code, Severity severity, Span span, String message, String help) {}
