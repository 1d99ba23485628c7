package io.keytrail.server.kms;

import io.keytrail.server.crypto.KeyVersionMaterial;

/// One version of a key's material, unwrapped.
///
/// @param materialId 64 hex digits
public record KeyVersion(String materialId, KeyVersionMaterial material) {}
