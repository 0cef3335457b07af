package dev.towline.agent.reconcile;

import dev.towline.agent.check.Pace;
import dev.towline.agent.docker.Engine;
import dev.towline.agent.git.Mirror;
import dev.towline.agent.journal.Journal;
import java.time.InstantSource;

/// Everything that the parts of one environment's reconcile loop work with.
record Workplace(
        EnvironmentSettings settings,
        Engine engine,
        Mirror mirror,
        Journal journal,
        Signals signals,
        EngineEar ear,
        StatusBoard board,
        Reports reports,
        Pace pace,
        InstantSource clock) {

    boolean superseded() {
        return signals.newerThan(journal.entries().highest());
    }
}
