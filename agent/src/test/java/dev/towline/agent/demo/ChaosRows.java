package dev.towline.agent.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// A client that writes numbered rows to the stack, all the time, and remembers those that the
/// stack has said it keeps. A number is never used twice: a row without an answer may be there.
final class ChaosRows implements AutoCloseable {
    private static final int PAUSE_MILLIS = 20;

    private final WebApp api;
    private final Queue<Integer> acknowledged = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private int next;

    private ChaosRows(WebApp api) {
        this.api = api;
    }

    static ChaosRows into(WebApp api) {
        var rows = new ChaosRows(api);
        var _ =
                rows.clock.scheduleWithFixedDelay(
                        rows::write, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        return rows;
    }

    private void write() {
        int row = ++next;
        if (api.says("/cgi-bin/append?" + row, "row " + row)) {
            acknowledged.add(row);
        }
    }

    int acknowledged() {
        return acknowledged.size();
    }

    /// The acknowledged rows that the stack does not have any more.
    List<Integer> lost(EngineProject stack) {
        return lost(stack.read("api", "/data/rows").lines().toList());
    }

    /// The acknowledged rows that are not in a volume any more, past every container.
    ///
    /// @param volume its folder
    List<Integer> lost(Path volume) {
        return lost(lines(volume.resolve("rows")));
    }

    private List<Integer> lost(List<String> kept) {
        var there = new HashSet<>(kept);
        var lost = new ArrayList<>(acknowledged);
        lost.removeIf(it -> there.contains(it.toString()));
        return List.copyOf(lost);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new DemoException("could not read " + file, e);
        }
    }

    @Override
    public void close() {
        clock.close();
    }
}
