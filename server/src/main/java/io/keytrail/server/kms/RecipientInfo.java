package io.keytrail.server.kms;

import io.keytrail.server.crypto.Bytes;
import java.util.Optional;

/// The enclave that a reply should be encrypted to.
public record RecipientInfo(
    Optional<String> keyEncryptionAlgorithm, Optional<Bytes> attestationDocument) {}
