package io.keytrail.server.imports;

/// Something in a file that was left out.
///
/// @param record its place, from 1; 0 for the file as a whole
/// @param position of its first byte in the unpacked file, from 0
/// @param reason for people
public record Quarantined(long record, long position, String reason) {}
