package dev.towline.agent.disk;

/// What is free on a file system.
///
/// @param bytes for files, without what is reserved for root
/// @param inodes how many more files it takes; the largest number where it does not count them
public record Space(long bytes, long inodes) {}
