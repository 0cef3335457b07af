package dev.towline.agent.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A program of this build as a Java process of its own, from the class path of this one.
final class JavaProcess implements AutoCloseable {
    private final ChildProcess process;

    private JavaProcess(ChildProcess process) {
        this.process = process;
    }

    static JavaProcess start(Program program, Path log) {
        return new JavaProcess(ChildProcess.start(program.command(), program.environment(), log));
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int awaitEnd(Duration patience) {
        return process.awaitEnd(patience);
    }

    /// Ends it as a power cut would.
    void kill9() {
        process.kill9();
    }

    /// Ends it politely, and by force when it does not listen.
    void stop() {
        process.stop();
    }

    /// The last lines of its log.
    String tail() {
        return process.tail();
    }

    @Override
    public void close() {
        process.close();
    }

    /// What to start.
    ///
    /// @param flags for the virtual machine, such as `-Xmx48m`
    record Program(
            String mainClass,
            List<String> flags,
            List<String> arguments,
            Map<String, String> environment) {
        Program {
            flags = List.copyOf(flags);
            arguments = List.copyOf(arguments);
            environment = Map.copyOf(environment);
        }

        static Program of(String mainClass, String... arguments) {
            return new Program(mainClass, List.of(), List.of(arguments), Map.of());
        }

        private List<String> command() {
            var command = new ArrayList<String>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(flags);
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
            command.addAll(arguments);
            return command;
        }
    }
}
