package io.keytrail.server.http;

import io.keytrail.server.http.sigv4.ClaimReader;
import io.keytrail.server.http.sigv4.SigV4Verifier;
import io.keytrail.server.http.sigv4.SignatureClaim;
import io.keytrail.server.http.sigv4.SignedRequest;
import io.keytrail.server.invoke.AccessKeys.AccessKeyRecord;
import io.keytrail.server.invoke.AccessKeys.Session;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.CommonErrors;
import io.keytrail.server.wire.Protocol;
import io.keytrail.server.wire.ServiceModel;
import io.keytrail.server.wire.ServiceModels;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;

/// A request that carries a signature: its claim is read, then its body, then the signature is
/// verified; the credential scope says where it goes.
final class SignedEndpoint {
  /// The signing name of `/api/v1`.
  private static final String KEYTRAIL = "keytrail";

  private static final byte[] NO_BODY = new byte[0];
  private static final ServiceModel JSON = ServiceModels.unscoped(Protocol.JSON);
  private static final ServiceModel QUERY = ServiceModels.unscoped(Protocol.QUERY);

  private final SigV4Verifier verifier;
  private final Services services;
  private final AwsEndpoint aws;
  private final ApiEndpoint api;
  private final Refusals refusals;
  private final int kmsBodyBytes;

  SignedEndpoint(
      SigV4Verifier verifier,
      Services services,
      AwsEndpoint aws,
      ApiEndpoint api,
      Refusals refusals,
      int kmsBodyBytes) {
    this.verifier = verifier;
    this.services = services;
    this.aws = aws;
    this.api = api;
    this.refusals = refusals;
    this.kmsBodyBytes = kmsBodyBytes;
  }

  void handle(Exchange exchange) {
    SignatureClaim claim;
    try {
      claim = ClaimReader.read(exchange.target(), exchange.headers());
    } catch (ApiException unreadable) {
      refusals.aws(exchange, unscoped(exchange), unreadable);
      return;
    }
    Optional<ServiceModel> service = services.service(claim.service());
    if (claim.service().equals(KEYTRAIL)) {
      authenticateApi(exchange, claim);
    } else if (service.isPresent()) {
      authenticateAws(exchange, claim, service.get());
    } else {
      refusals.aws(
          exchange,
          unscoped(exchange),
          new ApiException(
              CommonErrors.INVALID_SIGNATURE, "Credential should be scoped to correct service."));
    }
  }

  /// Says `MissingAuthenticationToken` in the protocol that an unsigned request seems to speak.
  void unsigned(Exchange exchange) {
    ServiceModel service = unscoped(exchange);
    String message =
        service.protocol() == Protocol.JSON
            ? "Missing Authentication Token"
            : "Request is missing Authentication Token";
    refusals.aws(exchange, service, new ApiException(CommonErrors.MISSING_AUTHENTICATION, message));
  }

  /// The protocol to refuse in while nothing else is known.
  static ServiceModel unscoped(Exchange exchange) {
    String type = exchange.headers().get("content-type");
    boolean json =
        exchange.headers().contains("x-amz-target")
            || type != null && type.startsWith("application/x-amz-json");
    return json ? JSON : QUERY;
  }

  private void authenticateAws(Exchange exchange, SignatureClaim claim, ServiceModel service) {
    int limit = claim.service().equals("kms") ? kmsBodyBytes : 4 * kmsBodyBytes;
    BodyReader.read(exchange, limit)
        .compose(body -> verify(exchange, claim, body))
        .onComplete(
            result -> {
              if (result.failed()) {
                refusals.aws(exchange, service, result.cause());
              } else {
                Guarded.run(
                    exchange,
                    () -> aws.serve(exchange, signed(exchange, claim, service, result.result())));
              }
            });
  }

  private static AwsEndpoint.Signed signed(
      Exchange exchange, SignatureClaim claim, ServiceModel service, Verified verified) {
    return new AwsEndpoint.Signed(
        service, verified.record(), verified.body(), call(exchange, claim, verified.record()));
  }

  private void authenticateApi(Exchange exchange, SignatureClaim claim) {
    SignedRequest head =
        new SignedRequest(exchange.method(), exchange.target(), exchange.headers(), NO_BODY);
    api.serve(
        exchange,
        new Credential.Signed(
            SigV4Verifier.statedHash(exchange.headers()),
            () -> verifier.verifyHead(head, claim).map(key -> call(exchange, claim, key)),
            body -> verify(exchange, claim, body).map(key -> call(exchange, claim, key.record()))));
  }

  private Future<Verified> verify(Exchange exchange, SignatureClaim claim, byte[] body) {
    SignedRequest request =
        new SignedRequest(exchange.method(), exchange.target(), exchange.headers(), body);
    return verifier.verify(request, claim).map(record -> new Verified(record, body));
  }

  private record Verified(AccessKeyRecord record, byte[] body) {}

  private static Call call(Exchange exchange, SignatureClaim claim, AccessKeyRecord key) {
    Caller caller =
        new Caller(
            key.principal(),
            Optional.of(key.accessKeyId()),
            exchange.origin(),
            Optional.empty(),
            key.session().map(Session::context),
            false,
            Map.of());
    return new Call(
        exchange.requestId(),
        exchange.arrived(),
        key.account(),
        claim.region(),
        caller,
        exchange.deadlineNanos());
  }
}
