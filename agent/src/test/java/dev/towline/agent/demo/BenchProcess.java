package dev.towline.agent.demo;

import dev.towline.agent.demo.BenchFigure.Memory;
import dev.towline.agent.demo.BenchFigure.Share;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.StringTokenizer;
import java.util.concurrent.TimeUnit;

/// What the kernel knows of a process: memory and time of processors.
record BenchProcess(long pid) {
    /// The unit of time in `/proc/PID/stat`: the kernel gives it in hundredths of a second to every
    /// program, whatever its own tick.
    private static final Duration TICK = Duration.ofMillis(10);

    private static final int FIELDS_BEFORE_USER_TIME = 11;

    /// Memory that is in RAM.
    Memory memory() {
        return read("status")
                .lines()
                .filter(it -> it.startsWith("VmRSS:"))
                .map(it -> new Memory(Long.parseLong(it.replaceAll("\\D", "")) / 1024.0))
                .findFirst()
                .orElseThrow(() -> new DemoException("no memory of process " + pid));
    }

    /// Waits for the window's end; which part of a core the process took meanwhile.
    Share shareOver(Duration window) {
        var before = processorTime();
        long start = System.nanoTime();
        pause(window);
        return Share.of(processorTime().minus(before), Duration.ofNanos(System.nanoTime() - start));
    }

    private Duration processorTime() {
        var stat = read("stat");
        // The name, in parentheses, may hold blanks.
        var fields = new StringTokenizer(stat.substring(stat.lastIndexOf(')') + 1));
        for (int i = 0; i < FIELDS_BEFORE_USER_TIME; i++) {
            fields.nextToken();
        }
        long user = Long.parseLong(fields.nextToken());
        long system = Long.parseLong(fields.nextToken());
        return TICK.multipliedBy(user + system);
    }

    private String read(String name) {
        var file = Path.of("/proc", "" + pid, name);
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new DemoException("could not read " + file, e);
        }
    }

    /// Lets time pass in which nothing is asked of what is measured.
    static void pause(Duration duration) {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException e) {
            throw DemoException.interrupted("wait", e);
        }
    }
}
