package dev.towline.agent.check;

import dev.towline.agent.check.ExecAnswer.Exited;
import dev.towline.agent.check.ExecAnswer.NotRunning;
import dev.towline.agent.check.ExecAnswer.TimedOut;
import java.time.Duration;
import java.util.List;

/// A declared command of the stack, and how its end is told.
record Command(String service, List<String> command, Duration timeout) {

    /// How it is called in reports.
    String name() {
        return Words.command(service, command);
    }

    ExecAnswer run(ContainerExec exec) throws CheckException {
        return exec.exec(service, command, timeout);
    }

    String describe(ExecAnswer answer) {
        return switch (answer) {
            case Exited it -> "exit code " + it.exitCode() + output(it.output());
            case TimedOut it ->
                    "did not end within " + Words.duration(timeout) + output(it.output());
            case NotRunning _ -> notRunning();
        };
    }

    String notRunning() {
        return "the service " + service + " is not running";
    }

    static String describe(CheckException fault) {
        return "could not run the command: " + Words.tail(String.valueOf(fault.getMessage()));
    }

    private static String output(String output) {
        var tail = Words.tail(output);
        return tail.isEmpty() ? "" : "\n" + tail;
    }
}
