package io.keytrail.server.invoke;

/// Marks a failure that may pass: the state could not be read, or not be made durable, in time.
/// Nothing was answered from guesses; the caller may try again. Store adapters put it on their
/// exceptions.
public interface Unavailable {}
