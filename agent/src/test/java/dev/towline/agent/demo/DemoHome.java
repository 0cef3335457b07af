package dev.towline.agent.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The one folder of the demo on this machine: all its files, and a list of its processes, by which
/// the next demo finds what a killed one left.
final class DemoHome {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;

    private DemoHome(Path folder) {
        this.folder = folder;
    }

    static DemoHome ofThisUser() {
        var state =
                Optional.ofNullable(System.getenv("XDG_STATE_HOME"))
                        .filter(it -> it.startsWith("/"))
                        .map(Path::of)
                        .orElse(Path.of(System.getProperty("user.home"), ".local", "state"));
        return new DemoHome(state.resolve("towline-demo"));
    }

    /// Where the demo's files go.
    Path files() {
        return folder.resolve("files");
    }

    boolean exists() {
        return Files.exists(folder);
    }

    /// Ends an earlier demo whose launcher is gone, and its processes; how many these were.
    ///
    /// @throws DemoException where that demo is still wanted: its launcher runs
    long endEarlierDemo() {
        var demo = running("demo");
        if (demo.size() == 2) {
            throw new DemoException(
                    "a demo runs already (process %d): end it with Ctrl-C first"
                            .formatted(demo.getLast().pid()));
        }
        return end(demo) + endProcesses();
    }

    /// Ends the listed processes; how many of them ran.
    long endProcesses() {
        return end(running("processes"));
    }

    private List<ProcessHandle> running(String list) {
        return read(list).stream().flatMap(it -> process(it).stream()).toList();
    }

    private static long end(List<ProcessHandle> processes) {
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(DemoHome::awaitEnd);
        return processes.size();
    }

    /// From here on this demo is the one whose processes are listed.
    void claim() {
        var self = ProcessHandle.current();
        try {
            Files.createDirectories(files());
        } catch (IOException e) {
            throw new DemoException("could not make " + files(), e);
        }
        write("demo", "");
        self.parent().ifPresent(it -> append("demo", entry(it)));
        append("demo", entry(self));
    }

    void rememberProcess(ProcessHandle process) {
        append("processes", entry(process));
    }

    void rememberRegistry(String name) {
        append("registries", name);
    }

    /// The registries whose images may be on the engine.
    List<String> registries() {
        return read("registries");
    }

    /// Removes the folder with all that is in it.
    void remove() {
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new DemoException("could not remove " + folder, e);
        }
    }

    private static String entry(ProcessHandle process) {
        return process.pid() + " " + startOf(process);
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Object::toString).orElse("unknown");
    }

    /// The number alone proves nothing: it may be another program's by now.
    private static Optional<ProcessHandle> process(String entry) {
        int gap = entry.indexOf(' ');
        if (gap < 0) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(entry.substring(0, gap)))
                .filter(it -> startOf(it).equals(entry.substring(gap + 1)));
    }

    private static void awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw DemoException.interrupted("wait for process " + process.pid(), e);
        } catch (ExecutionException | TimeoutException e) {
            throw new DemoException("process " + process.pid() + " does not end", e);
        }
    }

    private List<String> read(String name) {
        try {
            var file = folder.resolve(name);
            return Files.exists(file)
                    ? Files.readAllLines(file).stream().filter(it -> !it.isBlank()).toList()
                    : List.of();
        } catch (IOException e) {
            throw new DemoException("could not read " + name + " in " + folder, e);
        }
    }

    private void append(String name, String line) {
        write(name, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void write(String name, String text, StandardOpenOption... options) {
        try {
            Files.writeString(folder.resolve(name), text, options);
        } catch (IOException e) {
            throw new DemoException("could not write " + name + " in " + folder, e);
        }
    }
}
