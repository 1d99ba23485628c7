package io.keytrail.server.iam.simulator;

import java.util.List;
import java.util.Optional;

/// A context key with its values, as a client writes it.
record ContextEntryInput(
    Optional<String> contextKeyName,
    List<String> contextKeyValues,
    Optional<String> contextKeyType) {}
