package dev.towline.agent.check;

/// What came of a command in a container.
public sealed interface ExecAnswer {

    /// It ran to its end.
    ///
    /// @param output both of its streams, or their last part
    record Exited(int exitCode, String output) implements ExecAnswer {}

    /// It did not end in time.
    record TimedOut(String output) implements ExecAnswer {}

    /// The service has no running container to run it in.
    record NotRunning() implements ExecAnswer {}
}
