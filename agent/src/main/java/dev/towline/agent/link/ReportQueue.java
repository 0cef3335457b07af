package dev.towline.agent.link;

import dev.towline.wire.AgentReport;
import dev.towline.wire.Json;
import dev.towline.wire.OutcomeReport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Reports in order of sequence, within bounds of number and size.
///
/// Where it is full the oldest detail goes; an outcome never does, since it is what people and
/// rollouts decide by, and there is only one in a deployment.
final class ReportQueue {
    private static final int LARGEST_BATCH = 512 * 1024;

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Limits limits;
    private long bytes;

    ReportQueue(Limits limits) {
        this.limits = limits;
    }

    /// Bounds of what waits and of a batch.
    record Limits(int reports, long bytes, int batch) {}

    private record Waiting(AgentReport report, int bytes) {
        boolean outcome() {
            return report.event() instanceof OutcomeReport;
        }
    }

    /// Adds a report behind all others.
    ///
    /// @return how many others were dropped for it
    int add(AgentReport report) {
        var added = new Waiting(report, Json.bytes(report).length);
        waiting.addLast(added);
        bytes += added.bytes();
        var dropped = 0;
        while (full() && dropOldestDetail(added)) {
            dropped++;
        }
        return dropped;
    }

    private boolean full() {
        return waiting.size() > limits.reports() || bytes > limits.bytes();
    }

    private boolean dropOldestDetail(Waiting keep) {
        for (var it = waiting.iterator(); it.hasNext(); ) {
            var oldest = it.next();
            if (!oldest.outcome() && !oldest.equals(keep)) {
                it.remove();
                bytes -= oldest.bytes();
                return true;
            }
        }
        return false;
    }

    /// The oldest reports that fit in one batch; at least one, if there is any.
    List<AgentReport> batch(int atMost) {
        var batch = new ArrayList<AgentReport>();
        var size = 0L;
        for (var next : waiting) {
            size += next.bytes();
            var fits = batch.isEmpty() || size <= LARGEST_BATCH;
            if (!fits || batch.size() == Math.min(atMost, limits.batch())) {
                break;
            }
            batch.add(next.report());
        }
        return batch;
    }

    /// Forgets the reports up to this sequence number.
    ///
    /// @return whether there was an outcome among them
    boolean removeUpTo(long sequence) {
        var outcome = false;
        while (!waiting.isEmpty() && waiting.getFirst().report().sequence() <= sequence) {
            var removed = waiting.removeFirst();
            bytes -= removed.bytes();
            outcome |= removed.outcome();
        }
        return outcome;
    }

    List<AgentReport> outcomes() {
        return waiting.stream().filter(Waiting::outcome).map(Waiting::report).toList();
    }

    int size() {
        return waiting.size();
    }
}
