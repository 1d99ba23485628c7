package io.keytrail.server.http;

import io.keytrail.server.http.gate.GateRefusal;

/// A body that is too large, too slow or malformed. The connection must be closed after the answer.
final class BodyRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final GateRefusal refusal;

  BodyRefused(GateRefusal refusal) {
    super(refusal.message(), null, false, false);
    this.refusal = refusal;
  }

  GateRefusal refusal() {
    return refusal;
  }
}
