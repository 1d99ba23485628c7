package io.keytrail.server.e2e;

import java.io.UncheckedIOException;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kms.model.KmsResponse;

/// How a call came out, as far as its client can know.
sealed interface Answer<T> {
  /// It was done.
  record Done<T>(T value) implements Answer<T> {}

  /// It was refused, and nothing was done.
  record Refused<T>(String code) implements Answer<T> {}

  /// The server failed, or fell silent: done or not.
  ///
  /// @param status 0 where no answer came
  record Unknown<T>(int status) implements Answer<T> {}

  /// Makes the call; where the reply names an event, that is remembered.
  static <T extends KmsResponse> Answer<T> of(AcknowledgedCalls acknowledged, Supplier<T> call) {
    try {
      T response = call.get();
      acknowledged.add(response.responseMetadata().requestId(), TestServer.seq(response));
      return new Done<>(response);
    } catch (AwsServiceException refused) {
      refused
          .awsErrorDetails()
          .sdkHttpResponse()
          .firstMatchingHeader("x-keytrail-seq")
          .ifPresent(seq -> acknowledged.add(refused.requestId(), Long.parseLong(seq)));
      return refused.statusCode() < 500
          ? new Refused<>(refused.awsErrorDetails().errorCode())
          : new Unknown<>(refused.statusCode());
    } catch (SdkClientException | UncheckedIOException lost) {
      return new Unknown<>(0);
    }
  }
}
