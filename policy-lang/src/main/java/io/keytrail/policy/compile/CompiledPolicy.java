package io.keytrail.policy.compile;

import org.jspecify.annotations.Nullable;

/// A policy document ready to be evaluated. Immutable; shared between threads.
public final class CompiledPolicy {
  private final String name;
  private final String versionId;
  private final @Nullable Object document;

  /// Placeholder for the engine's own constructor.
  CompiledPolicy(String name, String versionId, @Nullable Object document) {
    this.name = name;
    this.versionId = versionId;
    this.document = document;
  }

  /// What answers call it, e.g. the policy's name.
  public String name() {
    return name;
  }

  /// What the evaluated request records of it.
  public String versionId() {
    return versionId;
  }

  @Nullable Object document() {
    return document;
  }
}
