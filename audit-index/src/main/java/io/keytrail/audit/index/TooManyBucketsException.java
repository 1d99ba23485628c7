package io.keytrail.audit.index;

/// A histogram's width is too small for the time it covers. The message is fit for the asker.
public final class TooManyBucketsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooManyBucketsException(long widthMillis) {
    super(
        "buckets of "
            + widthMillis
            + " ms would be over "
            + Histogram.MAX_BUCKETS
            + ", use wider ones or a shorter time",
        null,
        false,
        false);
  }
}
