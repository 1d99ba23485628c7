package io.keytrail.server.iam;

import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Origin;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The context values that a call brings to each of its checks: time, transport, origin, Region,
/// the service in between, and what the server itself vouches for. Made once a call, when they are
/// asked for; confined to one thread at a time.
final class CallContext {
  private static final String AMAZONAWS = ".amazonaws.com";
  private static final String EVERYTHING = "*";
  private static final String IAM_REGION = "us-east-1";
  private static final ContextValue TRUE = ContextValue.of("true");
  private static final ContextValue FALSE = ContextValue.of("false");

  private final Call call;
  private final Map<String, String> principalTags;
  private @Nullable Map<String, ContextValue> known;

  /// @param principalTags of the caller
  CallContext(Call call, Map<String, String> principalTags) {
    this.call = call;
    this.principalTags = principalTags;
  }

  private Map<String, ContextValue> common() {
    Map<String, ContextValue> common = known;
    if (common == null) {
      common = common(call);
      for (Map.Entry<String, String> tag : principalTags.entrySet()) {
        common.put("aws:PrincipalTag/" + tag.getKey(), ContextValue.of(tag.getValue()));
      }
      known = common;
    }
    return common;
  }

  /// The check as a request, with every value it can be judged by; what follows from the principal
  /// and the encryption context is not written out.
  AccessRequest request(Check check) {
    Map<String, ContextValue> common = common();
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
    return request(check, context);
  }

  /// The check as a request that is judged by no policy.
  AccessRequest withoutContext(Check check) {
    return request(check, Map.of());
  }

  private AccessRequest request(Check check, Map<String, ContextValue> context) {
    return new AccessRequest(
        call.caller().principal(),
        check.action(),
        check.resource(),
        check.resourceAccount(),
        context,
        check.encryptionContext(),
        check.grantTokens(),
        Set.of());
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
    Second second = Second.of(call.time().getEpochSecond());
    context.put("aws:CurrentTime", second.date());
    context.put("aws:EpochTime", second.epoch());
  }

  /// One second in both forms. Calls come in many to a second, and dates are dear to write.
  private record Second(long number, ContextValue date, ContextValue epoch) {
    private static volatile Second last = written(0);

    static Second of(long number) {
      Second known = last;
      if (known.number == number) {
        return known;
      }
      Second fresh = written(number);
      last = fresh;
      return fresh;
    }

    private static Second written(long number) {
      return new Second(
          number,
          ContextValue.of(Instant.ofEpochSecond(number).toString()),
          ContextValue.of(Long.toString(number)));
    }
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
    return value ? TRUE : FALSE;
  }
}
