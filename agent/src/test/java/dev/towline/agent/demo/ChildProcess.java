package dev.towline.agent.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A program that runs beside this one, its output in a file; it ends with this one at the latest.
final class ChildProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int TAIL_LINES = 20;
    private static final List<Consumer<ProcessHandle>> WITNESSES = new CopyOnWriteArrayList<>();

    private final Process process;
    private final Path log;
    private final Thread atExit;

    private ChildProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.atExit = new Thread(this::killTree, "end-child");
    }

    /// Tells of each program that is started from here on.
    static void witness(Consumer<ProcessHandle> witness) {
        WITNESSES.add(witness);
    }

    /// Starts the program; its output is appended to the log.
    static ChildProcess start(List<String> command, Map<String, String> environment, Path log) {
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            var process = builder.start();
            var child = new ChildProcess(process, log);
            child.endWithThisProgram();
            WITNESSES.forEach(it -> it.accept(process.toHandle()));
            process.getOutputStream().close();
            return child;
        } catch (IOException e) {
            throw new DemoException("could not start " + command.getFirst(), e);
        }
    }

    private void endWithThisProgram() {
        try {
            Runtime.getRuntime().addShutdownHook(atExit);
        } catch (IllegalStateException e) {
            killTree();
            throw new DemoException("this program ends already", e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Waits until the program has ended by itself and returns its exit code.
    int awaitEnd(Duration patience) {
        if (!hasEndedWithin(patience)) {
            throw new DemoException("process " + pid() + " still runs after " + patience);
        }
        return process.exitValue();
    }

    /// Ends the program as a power cut would: it cannot tidy up.
    void kill9() {
        killTree();
        hasEndedWithin(PATIENCE);
    }

    /// Ends the program politely, and by force when it does not listen.
    void stop() {
        process.destroy();
        if (!hasEndedWithin(PATIENCE)) {
            kill9();
        }
    }

    /// The last lines of the log.
    String tail() {
        try (Stream<String> lines = Files.lines(log)) {
            var all = lines.toList();
            var last = all.subList(Math.max(0, all.size() - TAIL_LINES), all.size());
            return String.join("\n", last);
        } catch (IOException e) {
            throw new DemoException("could not read " + log, e);
        }
    }

    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException _) {
            // This program ends already, and the hook runs or has run.
            killTree();
        }
    }

    private void killTree() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private boolean hasEndedWithin(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            killTree();
            throw DemoException.interrupted("wait for process " + pid(), e);
        }
    }
}
