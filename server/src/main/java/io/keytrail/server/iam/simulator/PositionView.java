package io.keytrail.server.iam.simulator;

import io.keytrail.policy.condition.Position;

/// A place in a policy's text, from 1.
record PositionView(int line, int column) {
  static PositionView of(Position position) {
    return new PositionView(position.line(), position.column());
  }
}
