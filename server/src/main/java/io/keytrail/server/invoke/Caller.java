package io.keytrail.server.invoke;

import io.keytrail.policy.eval.Principal;
import java.util.Map;
import java.util.Optional;

/// Who makes a call, and by which credential.
///
/// @param accessKeyId the credential, if it was one
/// @param viaService host of the service that calls on the principal's behalf (`kms:ViaService`,
///     CloudTrail's `invokedBy`)
/// @param sessionContext policies, tags and issuer of a role session; `none` otherwise
/// @param operator signed in with the admin token: sees all accounts
/// @param serverContext context values that only the server itself may set, such as
///     `kms:GrantIsForAWSResource`; never filled from a client's bytes
/// @param browser the dashboard's session, if the caller came by its cookie
public record Caller(
    Principal principal,
    Optional<String> accessKeyId,
    Origin origin,
    Optional<String> viaService,
    Optional<SessionContext> sessionContext,
    boolean operator,
    Map<String, String> serverContext,
    Optional<BrowserSession> browser) {

  public Caller {
    serverContext = Map.copyOf(serverContext);
  }

  /// Who did not come by a cookie.
  public Caller(
      Principal principal,
      Optional<String> accessKeyId,
      Origin origin,
      Optional<String> viaService,
      Optional<SessionContext> sessionContext,
      boolean operator,
      Map<String, String> serverContext) {
    this(
        principal,
        accessKeyId,
        origin,
        viaService,
        sessionContext,
        operator,
        serverContext,
        Optional.empty());
  }

  /// A role session's own part.
  ///
  /// @param sessionId row of the session, whose policies the Authorizer reads
  public record SessionContext(
      String sessionId, String issuerArn, String issuerId, String createdAt) {}

  public static Caller direct(Principal principal, Optional<String> accessKeyId, Origin origin) {
    return new Caller(
        principal, accessKeyId, origin, Optional.empty(), Optional.empty(), false, Map.of());
  }

  /// The same principal, but the call is made by a service for it.
  ///
  /// @param host `workspaces.us-west-2.amazonaws.com`
  public Caller via(String host) {
    return new Caller(
        principal,
        accessKeyId,
        new Origin(host, host, true, true),
        Optional.of(host),
        sessionContext,
        operator,
        serverContext,
        browser);
  }

  /// The same caller with one more server-set context value.
  public Caller with(String key, String value) {
    Map<String, String> more = new java.util.HashMap<>(serverContext);
    more.put(key, value);
    return new Caller(
        principal, accessKeyId, origin, viaService, sessionContext, operator, more, browser);
  }
}
