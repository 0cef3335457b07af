package dev.towline.agent.docker;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/// Keeps 64 KiB of an output that may be endless: its beginning or its end. May be read while it is
/// written to.
final class Capture {
    private static final int LARGEST = 64 * 1024;

    /// Which part is kept.
    enum Part {
        BEGINNING,
        END
    }

    private final Part part;
    private final ReentrantLock lock = new ReentrantLock();
    private byte[] kept = {};
    private boolean truncated;

    Capture(Part part) {
        this.part = part;
    }

    void add(byte[] bytes) {
        lock.lock();
        try {
            if (part == Part.BEGINNING && kept.length == LARGEST) {
                truncated |= bytes.length > 0;
                return;
            }
            var all = Arrays.copyOf(kept, kept.length + bytes.length);
            System.arraycopy(bytes, 0, all, kept.length, bytes.length);
            truncated |= all.length > LARGEST;
            kept =
                    switch (part) {
                        case BEGINNING -> Arrays.copyOf(all, Math.min(all.length, LARGEST));
                        case END ->
                                Arrays.copyOfRange(
                                        all, Math.max(0, all.length - LARGEST), all.length);
                    };
        } finally {
            lock.unlock();
        }
    }

    ExecResult.Output output() {
        lock.lock();
        try {
            return new ExecResult.Output(new String(kept, StandardCharsets.UTF_8), truncated);
        } finally {
            lock.unlock();
        }
    }
}
