package io.keytrail.server.iam;

import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.compile.CompiledPolicy;
import java.util.concurrent.ConcurrentHashMap;

/// What policy versions compiled to, remembered: versions never change. Safe for use by several
/// threads.
final class CompiledVersions {
  private static final int MAX_REMEMBERED = 10_000;

  private final DocumentKind kind;
  private final ConcurrentHashMap<String, CompiledPolicy> compiled = new ConcurrentHashMap<>();

  CompiledVersions(DocumentKind kind) {
    this.kind = kind;
  }

  CompiledPolicy of(PolicyVersion policy) {
    if (compiled.size() >= MAX_REMEMBERED) {
      compiled.clear();
    }
    return compiled.computeIfAbsent(
        policy.versionId(),
        id -> IdentityDocuments.compile(policy.document(), kind, policy.name(), id));
  }
}
