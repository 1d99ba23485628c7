package io.keytrail.server.kms;

/// The state of KMS. Every row that decides is authenticated when it is read: one that somebody
/// else wrote makes the read fail, it is never answered as absent.
public interface KmsStore extends KmsReads, KmsChanges {}
