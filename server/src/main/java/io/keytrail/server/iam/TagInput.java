package io.keytrail.server.iam;

/// A tag as a request brings it.
record TagInput(String key, String value) {}
