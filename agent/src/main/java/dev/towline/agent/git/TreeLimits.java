package dev.towline.agent.git;

/// How much a release may hold.
///
/// @param files the most files
/// @param bytes the most bytes in one file
record TreeLimits(int files, long bytes) {
    static final TreeLimits USUAL = new TreeLimits(50_000, 50L << 20);
}
