package io.keytrail.server.iam;

import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.AccessRequests;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Origin;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The context values that a call brings to each of its checks: time, transport, origin, Region,
/// the service in between, and what the server itself vouches for. Made once a call.
final class CallContext {
  private static final String AMAZONAWS = ".amazonaws.com";
  private static final String EVERYTHING = "*";
  private static final String IAM_REGION = "us-east-1";

  private final Call call;
  private final Map<String, ContextValue> common;

  /// @param principalTags of the caller
  CallContext(Call call, Map<String, String> principalTags) {
    this.call = call;
    this.common = common(call);
    principalTags.forEach(
        (key, value) -> common.put("aws:PrincipalTag/" + key, ContextValue.of(value)));
  }

  /// The check as a request, with every value it can be judged by.
  AccessRequest request(Check check) {
    Map<String, ContextValue> context =
        HashMap.newHashMap(common.size() + check.context().size() + 4);
    context.putAll(check.context());
    // INVARIANT: what the server says of itself is put last; no check can override it.
    context.putAll(common);
    context.put("aws:RequestedRegion", ContextValue.of(region(check)));
    if (!check.resource().equals(EVERYTHING)) {
      context.put("aws:ResourceAccount", ContextValue.of(check.resourceAccount()));
    }
    call.caller()
        .viaService()
        .filter(_ -> check.action().startsWith("kms:"))
        .ifPresent(host -> context.put("kms:ViaService", ContextValue.of(host)));
    return AccessRequests.derive(
        new AccessRequest(
            call.caller().principal(),
            check.action(),
            check.resource(),
            check.resourceAccount(),
            context,
            check.encryptionContext(),
            check.grantTokens(),
            Set.of()));
  }

  /// IAM has one endpoint, which stands in us-east-1 wherever its callers are.
  private String region(Check check) {
    return check.action().startsWith("iam:") ? IAM_REGION : call.region();
  }

  private static Map<String, ContextValue> common(Call call) {
    Caller caller = call.caller();
    Origin origin = caller.origin();
    Map<String, ContextValue> context = new HashMap<>();
    putTime(context, call);
    context.put("aws:UserAgent", ContextValue.of(origin.userAgent()));
    context.put("aws:SecureTransport", flag(origin.secureTransport()));
    if (!origin.internal()) {
      context.put("aws:SourceIp", ContextValue.of(origin.sourceIp()));
    }
    putVia(context, caller);
    caller.sessionContext().ifPresent(session -> putSession(context, session));
    caller.serverContext().forEach((key, value) -> context.put(key, ContextValue.of(value)));
    return context;
  }

  private static void putTime(Map<String, ContextValue> context, Call call) {
    context.put(
        "aws:CurrentTime", ContextValue.of(call.time().truncatedTo(ChronoUnit.SECONDS).toString()));
    context.put("aws:EpochTime", ContextValue.of(Long.toString(call.time().getEpochSecond())));
  }

  private static void putVia(Map<String, ContextValue> context, Caller caller) {
    context.put("aws:ViaAWSService", flag(caller.viaService().isPresent()));
    caller
        .viaService()
        .ifPresent(
            host -> {
              String service = withoutRegion(host);
              context.put("aws:CalledVia", ContextValue.list(List.of(service)));
              context.put("aws:CalledViaFirst", ContextValue.of(service));
              context.put("aws:CalledViaLast", ContextValue.of(service));
            });
  }

  /// Temporary credentials say when they were issued, and that no MFA device was asked.
  private static void putSession(Map<String, ContextValue> context, Caller.SessionContext session) {
    context.put("aws:TokenIssueTime", ContextValue.of(session.createdAt()));
    context.put("aws:MultiFactorAuthPresent", flag(false));
  }

  /// `workspaces.us-west-2.amazonaws.com` -> `workspaces.amazonaws.com`, the service's principal.
  private static String withoutRegion(String host) {
    int dot = host.indexOf('.');
    return dot > 0 && host.endsWith(AMAZONAWS) ? host.substring(0, dot) + AMAZONAWS : host;
  }

  private static ContextValue flag(boolean value) {
    return ContextValue.of(value ? "true" : "false");
  }
}
