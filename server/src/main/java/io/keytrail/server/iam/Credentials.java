package io.keytrail.server.iam;

import io.keytrail.server.crypto.Secret;

/// An access key with its secret, for the one moment at which it is handed out.
public record Credentials(String accountId, String accessKeyId, Secret secret) {}
