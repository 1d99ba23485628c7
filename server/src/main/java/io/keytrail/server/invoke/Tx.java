package io.keytrail.server.invoke;

/// A database transaction in progress, opaque to the cores: they hand it on to their store ports.
/// Valid only inside the function it was given to.
public interface Tx {}
