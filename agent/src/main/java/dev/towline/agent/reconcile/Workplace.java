package dev.towline.agent.reconcile;

import dev.towline.agent.check.Pace;
import dev.towline.agent.disk.Disk;
import dev.towline.agent.docker.Engine;
import dev.towline.agent.git.FileWitness;
import dev.towline.agent.git.Mirror;
import dev.towline.agent.journal.HoldFile;
import dev.towline.agent.journal.Journal;
import dev.towline.agent.journal.KeepingFile;
import dev.towline.agent.journal.OrderedHolds;
import dev.towline.agent.journal.StandingHolds;
import dev.towline.agent.journal.Testimony;
import dev.towline.agent.lock.ProjectLocks;
import dev.towline.wire.DesiredState;
import dev.towline.wire.DriftPolicy;
import dev.towline.wire.Hold;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Everything that the parts of one environment's reconcile loop work with.
record Workplace(
        EnvironmentSettings settings,
        Engine engine,
        Disk disk,
        Mirror mirror,
        FileWitness witness,
        Journal journal,
        KeptImages kept,
        Signals signals,
        EngineEar ear,
        StatusBoard board,
        Reports reports,
        Pace pace,
        InstantSource clock,
        ProjectLocks locks,
        KeepingFile keeping,
        OrderedHolds ordered,
        LastLook lastLook,
        Testimony testimony) {

    /// Whether an order is no longer good.
    boolean expired(DesiredState order) {
        return testimony.notBefore(clock.instant()).isAfter(order.expiresAt());
    }

    /// A person's hold that stands now, also one of this moment.
    Optional<Hold> hold() {
        var own = new HoldFile(settings.state());
        return StandingHolds.at(clock.instant(), own, ordered).first();
    }

    /// The services of every release that was accepted here and is still known.
    Set<String> owned() {
        return journal.entries().accepted().stream()
                .flatMap(it -> it.project().services().keySet().stream())
                .collect(Collectors.toSet());
    }

    /// What is done about what differs: as the accepted order says, else as the VM's settings do.
    DriftPolicy drift() {
        var ordered = journal.entries().terms().drift();
        return ordered == null ? settings.drift() : ordered;
    }

    boolean superseded() {
        return signals.newerThan(journal.entries().highest());
    }
}
