package dev.towline.agent.check;

import java.time.Duration;
import java.util.List;

/// Runs a command in a running container of a service.
@FunctionalInterface
public interface ContainerExec {

    /// Runs the command, and waits for its end no longer than the timeout.
    ///
    /// The output that comes back must be bounded by whoever implements this.
    ///
    /// @throws CheckException where the engine could not be asked
    ExecAnswer exec(String service, List<String> command, Duration timeout) throws CheckException;
}
