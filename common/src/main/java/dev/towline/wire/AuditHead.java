package dev.towline.wire;

/// The newest entry of the coordinator's audit log.
///
/// @param number of the entry, from 1; 0 while the log is empty
/// @param hash SHA-256 over the entry and all before it, in hex
public record AuditHead(long number, String hash) {}
