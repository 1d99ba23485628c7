package io.keytrail.audit.event;

/// One pair of an encryption context, as written but well-formed.
public record ContextPair(String key, String value) {}
