package io.keytrail.server.jobs;

/// The job cannot be done, now or later.
public final class JobFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message for people: what, and what to do
  public JobFailed(String message) {
    super(message, null, false, false);
  }
}
