package dev.towline.agent.docker;

/// What came of a command in a container.
///
/// @param exitCode -1 where it timed out
/// @param timedOut it had not ended at its time-out, and was ended then if that was possible
public record ExecResult(int exitCode, Output stdout, Output stderr, boolean timedOut) {

    /// What it wrote, up to 64 KiB.
    ///
    /// @param truncated it wrote more
    public record Output(String text, boolean truncated) {}

    public boolean succeeded() {
        return exitCode == 0 && !timedOut;
    }
}
