package io.keytrail.audit.json;

/// A string, decoded. Any Java string is allowed, a NUL or a lone surrogate included.
public record JsonString(String text) implements JsonValue {}
