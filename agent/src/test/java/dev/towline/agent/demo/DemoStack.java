package dev.towline.agent.demo;

import java.util.EnumSet;
import java.util.Set;

/// What one commit of the demo's project is like: all well, but for what is said otherwise.
record DemoStack(Health health, Contract contract, Set<Oddity> oddities) {
    DemoStack {
        oddities = Set.copyOf(oddities);
    }

    static DemoStack good() {
        return new DemoStack(Health.THIS_COMMIT, Contract.PASSES, Set.of());
    }

    DemoStack with(Health other) {
        return new DemoStack(other, contract, oddities);
    }

    DemoStack with(Contract other) {
        return new DemoStack(health, other, oddities);
    }

    DemoStack with(Oddity oddity) {
        var more = EnumSet.of(oddity);
        more.addAll(oddities);
        return new DemoStack(health, contract, more);
    }

    boolean has(Oddity oddity) {
        return oddities.contains(oddity);
    }

    /// What the api says at `/health`.
    enum Health {
        THIS_COMMIT,
        OTHER_COMMIT,
        /// The right answer, but only some seconds after the start.
        LATE,
        /// The container is healthy, but `/health` is not found.
        NEVER,
        /// The container itself never becomes healthy.
        UNHEALTHY
    }

    /// How the contract check in the api ends.
    enum Contract {
        PASSES,
        FAILS,
        HANGS
    }

    /// What else is out of the ordinary.
    enum Oddity {
        /// The api takes rows, and has each on its volume before it says so.
        ROWS,
        /// Nothing that takes time: no health checks of the engine's, and a short window.
        QUICK,
        /// Looks after its health more often than others, so that a test waits less.
        BRISK,
        /// A third service.
        WORKER,
        /// A service that is the same in every commit.
        SIDECAR,
        /// The api's image is not in the registry.
        IMAGE_MISSING,
        /// The images do not say which commit they were made from.
        NO_REVISION,
        /// The images say that they were made from another commit.
        OTHER_REVISION,
        /// The Compose file asks for something that is refused.
        REFUSED_ATTRIBUTE
    }
}
