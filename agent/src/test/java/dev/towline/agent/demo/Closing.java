package dev.towline.agent.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/// Closes what was made, the newest first, all of it even where one fails.
final class Closing implements AutoCloseable {
    private final Deque<Part> parts = new ArrayDeque<>();

    private interface Part {
        void close();
    }

    <T extends AutoCloseable> T keep(T part) {
        parts.push(() -> closed(part));
        return part;
    }

    private static void closed(AutoCloseable part) {
        try {
            part.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new DemoException("could not close " + part, e);
        }
    }

    @Override
    public void close() {
        if (parts.isEmpty()) {
            return;
        }
        try {
            parts.pop().close();
        } finally {
            close();
        }
    }
}
