package dev.towline.agent.reconcile;

import dev.towline.agent.docker.Engine;
import dev.towline.agent.docker.EngineEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens to the engine for changes of one project at a time: the one that was looked at last.
///
/// What it hears triggers a look. It also remembers a little, for people who ask what happened;
/// what we did ourselves is left out.
final class EngineEar implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EngineEar.class);
    private static final int MOST = 64;
    private static final int MOST_OF_ONE = 5;

    private final Engine engine;
    private final Runnable onChange;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<EngineEvent> heard = new ArrayDeque<>();
    private Instant actedUntil = Instant.MIN;
    private String project = "";
    private AutoCloseable listening = () -> {};

    EngineEar(Engine engine, Runnable onChange) {
        this.engine = engine;
        this.onChange = onChange;
    }

    /// Called by the reconcile loop's thread only.
    void listen(String wanted) {
        if (!wanted.equals(project)) {
            close();
            listening = engine.events(wanted, this::hear);
            project = wanted;
        }
    }

    private void hear(EngineEvent event) {
        lock.lock();
        try {
            if (!event.equals(EngineEvent.MISSED) && !event.action().endsWith(": healthy")) {
                heard.addLast(event);
                if (heard.size() > MOST) {
                    heard.removeFirst();
                }
            }
        } finally {
            lock.unlock();
        }
        onChange.run();
    }

    /// We may have done everything that was heard until then.
    void acted(Instant until) {
        lock.lock();
        try {
            actedUntil = until;
        } finally {
            lock.unlock();
        }
    }

    /// What others did with these containers, oldest first; the last five.
    List<String> about(List<String> containers) {
        lock.lock();
        try {
            var all =
                    heard.stream()
                            .filter(it -> it.at().isAfter(actedUntil))
                            .filter(it -> containers.stream().anyMatch(it::about))
                            .map(it -> it.at() + " " + it.words())
                            .toList();
            return all.subList(Math.max(0, all.size() - MOST_OF_ONE), all.size());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (Exception e) {
            log.atDebug().setCause(e).log("event stream did not close");
        }
        listening = () -> {};
        project = "";
    }
}
