package io.keytrail.server.iam;

/// A managed policy by its ARN.
record AttachedPolicyView(String policyName, String policyArn) {}
