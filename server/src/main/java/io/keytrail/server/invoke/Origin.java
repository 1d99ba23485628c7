package io.keytrail.server.invoke;

/// Where a call came from, as the wire showed it. Internal calls carry the service's host in both
/// text fields, as CloudTrail does.
///
/// @param sourceIp text form; decides `aws:SourceIp` when [#internal] is false
/// @param secureTransport decides `aws:SecureTransport`
/// @param internal made by one of our own services, not by a client
public record Origin(
    String sourceIp, String userAgent, boolean secureTransport, boolean internal) {}
