package io.keytrail.server.http;

/// Runs a step of an exchange so that a bug in it is answered and logged, and no client waits for
/// ever.
final class Guarded {
  private Guarded() {}

  static void run(Exchange exchange, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException bug) {
      if (exchange.path().startsWith(ApiEndpoint.PREFIX)) {
        ErrorRenderer.api(exchange, bug, 0);
      } else {
        ErrorRenderer.aws(exchange, SignedEndpoint.unscoped(exchange), bug);
      }
    }
  }
}
