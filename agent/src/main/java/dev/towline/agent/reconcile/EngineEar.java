package dev.towline.agent.reconcile;

import dev.towline.agent.docker.Engine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens to the engine for changes of one project at a time: the one that was looked at last.
final class EngineEar implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EngineEar.class);

    private final Engine engine;
    private final Runnable onChange;
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
            listening = engine.events(wanted, onChange);
            project = wanted;
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
